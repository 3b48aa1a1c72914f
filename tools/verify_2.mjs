// Format 2 of an exported log: chained when it was exported. See docs/evidence-format-2.md.
import { RAW, bytes, headOf, line, no, not, sha256, short, shown, unhex, vouched, written, yes }
  from "./evidence.mjs";

export const SECOND = "carerapp evidence 2";
export function second(data) {
  const lines = data.split("\n"), first = "the head, line 1";
  const { head, keys, exporter } = headOf(lines, "head2", SECOND);
  let chain = sha256(`carerapp evidence genesis 2\0${head.child}`), seen = 0;
  const commitments = [], stood = new Map();
  for (const [number, text] of [...lines.entries()].slice(1)) {
    const where = `entry ${number}`;
    if (BigInt(number) > head.count) no(where, `the head names ${head.count} entries; this one was added`);
    const value = line(text, where, head.erased ? "left2" : "entry2");
    commitments.push(head.erased ? unhex(value.commitment)
      : committed(value, written(where, value, head, keys)));
    const words = head.erased ? number : value.author + value[RAW].entry;
    if (stood.has(words)) no(where, `it is entry ${stood.get(words)} again`);
    stood.set(words, number);
    chain = sha256(`carerapp evidence chain 2\0${chain}${commitments.at(-1)}`);
    if (value.n !== BigInt(number) || unhex(value.chain) !== chain)
      no(where, "it does not follow the entry before; one was added, left out or moved");
    if (!vouched(exporter, value.proof, `line\0${chain}`))
      no(where, "its place is not what the exporter signed");
    seen += text.includes('"field":"acknowledged"');
  }
  if (BigInt(lines.length - 1) < head.count)
    no(`entry ${lines.length}`, `it and all after it are missing; the head names ${head.count}`);
  const said = head.erased, hexes = commitments.map((one) => `"${bytes(one).toString("hex")}"`);
  const signed = said && `erased\0{"at":${said.at},"by":"${said.by}","child":"${head.child}",`
    + `"commitments":[${hexes}],"reason":${said[RAW].reason}}`;
  if (said && !vouched(keys.get(said.by) ?? "", said.proof, signed))
    no(first, "what is left is not what the one who erased it signed");
  if (said && said.at > 253402300799n) no(first, "the moment of the erasure is no time"); // after 9999
  return report(head, seen);
}
const committed = ({ author, signature, salt }, entry) =>
  sha256(`carerapp commitment 1\0${unhex(salt)}${unhex(author)}${unhex(signature)}${entry}`);

function report(head, seen) {
  const name = (id) => shown(head.people.find((person) => person.id === id).name);
  const by = name(head.exported_by);
  const { erased } = head, [who, act] = erased ? ["whoever erased it", "erasure"] : [by, "export"];
  const reason = shown(erased?.reason ?? "").replace(/^(?=.)/, " Reason: ");
  const day = erased && new Date(Number(erased.at) * 1000).toISOString().replace(".000Z", "+00:00");
  return [
    `intact: ${head.count} ${head.count === 1n ? "entry" : "entries"}`,
    `exported ${shown(head.exported_at)} by ${by}`,
    erased && `erased by law ${day} by ${name(erased.by)}; only commitments are left.${reason}`,
    ...head.damage.map((words) => `the device said when it was exported: ${shown(words)}`),
    "What this file proves, and what it does not:",
    erased && yes("the erasure: whoever erased it signed the reason and one commitment for each entry"),
    erased && not("words and authors: they were erased; a copy of before proves itself against this"),
    !erased && yes("the words: each entry is, byte for byte, what its author signed about this child"),
    !erased && yes("the author: each entry was signed with the key of the person it names"),
    yes(`unchanged since the ${act}: nobody but ${who} could have added, left out or moved an entry`),
    not(`nothing left out: ${who} could leave entries out; no receipt stands in this file`),
    not(`the order of writing: ${who} put the entries in this order`),
    not("the time: each device says its own; no time stamp of anybody else stands in this file"),
    seen && not(`that a duty desk has seen it: ${seen} ${seen === 1 ? "entry says" : "entries say"} so`),
    not("whose the keys are: have each person read theirs out from their own device, or compare"),
    "Each person's key in short, as it stands on their own device:",
    ...head.people.map((p) => `  ${shown(p.name)} (${shown(p.role)}): ${short(p.key)}`),
    "Verdict: intact, as far as the lines above say.",
  ].filter(Boolean);
}
