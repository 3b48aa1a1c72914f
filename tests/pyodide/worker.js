// A module worker as the app's own: Pyodide, the bridge, the opened disk. What it runs here is pytest.

import * as bridge from './bridge.mjs';
import * as anotherTab from './bridge.mjs?another-tab'; // a second copy of the module, with no file open
import { loadPyodide } from './pyodide/pyodide.mjs';

const bytes = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());

/** What a decoder other than the adapter's way finds: the size, and the colour in the middle. */
async function look(jpeg) {
  const picture = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' }));
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  canvas.drawImage(picture, 0, 0);
  const [red, green, blue] = canvas.getImageData(width >> 1, height >> 1, 1, 1).data;
  return { width, height, middle: [red, green, blue] };
}

/** Asks the test outside the browser for something only it can do, and waits until that is done. */
let answered = null;
const outside = (name, value) => new Promise((resolve) => {
  answered = resolve;
  self.postMessage({ outside: [name, value] });
});

self.onmessage = async ({ data }) => {
  if (!data.packs) { answered(data.answer); return; }
  try {
    const python = await loadPyodide({
      stdout: (line) => console.log(line),
      stderr: (line) => console.error(line),
    });
    python.registerJsModule('carerapp_bridge', bridge);
    python.registerJsModule('carerapp_tests', { look, outside, anotherTab });
    for (const [name, into] of data.packs) {
      python.unpackArchive(await bytes(name), 'zip', { extractDir: into });
    }
    await bridge.diskOpen();
    self.postMessage({ done: await python.runPythonAsync(data.run) });
  } catch (error) {
    self.postMessage({ failed: String(error.stack ?? error) });
  }
};
