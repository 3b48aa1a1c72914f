import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.xform.util.XFormUtils;

/** What JavaRosa shows of filled XForms: for each file, every element, whether it is asked, and whether its answer is valid. */
public class Shown {
    public static void main(String[] files) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream quiet = new PrintStream(java.io.OutputStream.nullOutputStream());
        System.setOut(quiet);
        System.setErr(quiet);
        for (String list : Files.readAllLines(Path.of(files[0]), StandardCharsets.UTF_8)) {
            out.println("FILE " + list);
            try {
                FormDef form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(Files.readAllBytes(Path.of(list))));
                form.initialize(true, new InstanceInitializationFactory());
                show(out, form, form.getMainInstance().getRoot(), "", true);
            } catch (Throwable error) {
                out.println("ERROR " + String.valueOf(error).replace("\n", " "));
            }
        }
    }

    private static void show(PrintStream out, FormDef form, TreeElement at, String path, boolean asked) {
        for (int n = 0; n < at.getNumChildren(); n++) {
            TreeElement child = at.getChildAt(n);
            if (child.getMult() < 0) {
                continue;
            }
            String here = path + "/" + child.getName() + "[" + child.getMult() + "]";
            boolean shown = asked && child.isRelevant();
            boolean valid = child.getValue() == null || form.evaluateConstraint(child.getRef(), child.getValue());
            String value = child.getValue() == null ? "" : child.getValue().uncast().getString();
            out.println(here + "\t" + (shown ? 1 : 0) + "\t" + (valid ? 1 : 0) + "\t" + value.replace("\n", " ").replace("\t", " "));
            show(out, form, child, here, shown);
        }
    }
}
