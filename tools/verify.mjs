// node tools/verify.mjs FILE…: a second verifier of exported logs, by docs/evidence-format.md; it shares no
// line with the app. Exit 0: all are intact and whole, else 1. Here: format 3. What both share: evidence.mjs.
import { readFileSync } from "node:fs";
import { EXACT, RAW, Wrong, headOf, line, no, not, sha256, short, shown, signedBy, unhex, vouched, whole,
  written, yes } from "./evidence.mjs";
import { isExplained, order, walk, words } from "./feeds.mjs";
import { stampKeys, stampRows } from "./time_stamps.mjs";
import { SECOND, second } from "./verify_2.mjs";

const FORMAT = "carerapp evidence 3", FIRST = "the head, line 1", MOST = 20;
function third(data) {
  const lines = data.split("\n"), { head, keys } = headOf(lines, "head", FORMAT);
  if ("erased" in head) return erased(lines.slice(1), head, keys);
  const entries = [], stood = new Map();
  let seen = 0;
  for (const [number, text] of [...lines.entries()].slice(1)) {
    const where = `entry ${number}`, value = line(text, where, "entry");
    const body = written(where, value, head, keys);
    if (stood.has(value.author + body)) no(where, `it is entry ${stood.get(value.author + body)} again`);
    stood.set(value.author + body, number);
    entries.push({ ...value, body });
    seen += text.includes('"field":"acknowledged"');
  }
  const feeds = walk(unhex(head.child), entries, head.left), { faults } = feeds;
  asExported(lines.slice(1), head, faults.find((one) => !isExplained(one))
    ?? faults.find((one) => one.kind === "start"));
  return report(head, feeds, receiptsOf(head, feeds.at), seen);
}
function asExported(lines, head, fault) { // or it is named, with what the feeds tell of it
  if (sha256(lines.map((text) => `${text}\n`).join("")) === unhex(head.lines)
      && head.count === BigInt(lines.length)) return;
  const told = head.count === BigInt(lines.length) ? "one was exchanged or moved"
    : `the head names ${head.count}, and here are ${lines.length}`;
  no(FIRST, `the entries are not those that its exporter signed; ${fault ? words(fault) : told}`);
}
const receiptsOf = (head, at) => head.receipts.map((one) => { // what each stands for
  const said = `carerapp receipt 2\0${one.device}\0${head.child}\0`;
  const signed = one.seq < EXACT && one.at < EXACT
    && said + whole(one.seq, 8) + unhex(one.hash) + unhex(one.link) + whole(one.at, 8);
  if (!signed || !signedBy(one.key, one.signature, signed))
    no(FIRST, "a receipt is not what its authority signed");
  const { place = -1, link } = at.get(unhex(one.link)) ?? {};
  const seconds = one.at < 253402300799n ? one.at : 253402300799n; // to the year 9999
  const when = new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "+00:00");
  const device = link?.device ?? "", number = link?.number ?? 0n;
  return { ...one, when, place, device, number, who: shown(one.authority) };
});
function erased(lines, head, keys) { // of a record that was erased by law: the hash of each entry
  const said = head.erased, at = new Map();
  if (said === null) no(FIRST, "it is not a line of this format, in its one spelling");
  for (const [place, text] of lines.entries()) {
    const where = `entry ${place + 1}`, hash = unhex(line(text, where, "hash").hash);
    if (at.has(hash)) no(where, `it is entry ${at.get(hash).place + 1} again`);
    at.set(hash, { place });
  }
  asExported(lines, head);
  const hashes = [...at.keys()].map((hash) => `"${Buffer.from(hash, "latin1").toString("hex")}"`);
  const signed = `erased 3\0{"at":${said.at},"by":"${said.by}","child":"${head.child}",`
    + `"hashes":[${hashes}],"reason":${said[RAW].reason}}`;
  if (!vouched(keys.get(said.by) ?? "", said.proof, signed))
    no(FIRST, "what is left is not what the one who erased it signed");
  if (said.at > 253402300799n) no(FIRST, "the moment of the erasure is no time"); // after 9999
  return erasedReport(head, receiptsOf(head, at), at);
}
// --- the report
const named = (what, faults) => [...faults.slice(0, MOST).map((one) => not(`${what}: ${words(one)}`)),
  faults.length > MOST && not(`${what}: and ${faults.length - MOST} more`)];
function feedRows({ device, number }, faults, received, said) {
  const what = `nothing left out of device ${device}`, mine = faults.filter((one) => one.device === device);
  const moved = mine.some((one) => one.kind === "moved");
  const [newest] = received.filter((one) => one.device === device)
    .sort((a, b) => order(b.number, a.number) || order(a.at, b.at));
  return [...named(what, mine),
    mine.every(isExplained)
      && yes(`${what}: ${moved ? `all its other numbers up to ${number}` : `numbers 1 to ${number}`}, `
        + "each names the one before"),
    newest && yes(`what device ${device} wrote up to number ${newest.number}: `
      + `${newest.who} had number ${newest.number}, and so ${moved ? "what is here" : "all"} before it, `
      + `at ${newest.when}`),
    said && yes(`device ${device} goes on from device ${said.device}: number 1 names number ${said.number} `
      + "there; its author says that older files were put back"),
    not(`nothing cut off of device ${device} after number ${number}: `
      + (newest ? `a receipt reaches number ${newest.number}` : "no receipt reaches this device"))];
}
const placed = (received) => received.map((one) => (one.place < 0
  ? not(`that all is here: ${one.who} had one more at ${one.when}`)
  : !one.device && yes(`entry ${one.place + 1}: ${one.who} had it at ${one.when}`)));
const time = (received) => not("the time of writing: each device says its own; " + (received.length
  ? "a receipt says: not later" : "no receipt of an authority is in this file"));
const opening = (head, by, more) => [
  `intact: ${head.count} ${head.count === 1n ? "entry" : "entries"}`,
  `exported ${shown(head.exported_at)} by ${by}`, more,
  ...head.damage.map((told) => `the device said when it was exported: ${shown(told)}`),
  "What this file proves, and what it does not:"];
function ending(head, received) {
  const authorities = new Map(received.map(
    ({ key, who }) => [`${key}${who}`, `  ${who} (authority): ${short(key)}`]));
  return [not("whose the keys are: have each person read theirs out from their own device, or compare"),
    "Each person's key in short, as it stands on their own device:",
    ...head.people.map((p) => `  ${shown(p.name)} (${shown(p.role)}): ${short(p.key)}`),
    ...[...authorities.keys()].sort(order).map((key) => authorities.get(key)), ...stampKeys(head)];
}
const name = (head, id) => shown(head.people.find((person) => person.id === id).name);
function erasedReport(head, received, at) {
  const said = head.erased, reason = shown(said.reason).replace(/^(?=.)/, " Reason: ");
  const day = new Date(Number(said.at) * 1000).toISOString().replace(".000Z", "+00:00");
  const who = "whoever erased it";
  return [
    ...opening(head, name(head, head.exported_by),
      `erased by law ${day} by ${name(head, said.by)}; only hashes are left.${reason}`),
    yes(`the erasure: ${who} signed the reason and the hash of each entry, in their order`),
    not("words and authors: they were erased; a copy of before proves itself against this"),
    yes(`unchanged since the erasure: nobody but ${who} could have added, left out or moved a hash`),
    ...placed(received), ...stampRows(head, at),
    not(`nothing left out: ${who} could leave hashes out`),
    not(`the order of writing: ${who} put the hashes in this order`),
    time(received), ...ending(head, received), "Verdict: intact, as far as the lines above say.",
  ].filter(Boolean);
}
function report(head, { at, ends, faults, earlier, newer, follows }, received, seen) {
  const by = name(head, head.exported_by);
  const fits = faults.every(isExplained);
  return [
    ...opening(head, by),
    yes("the words: each entry is, byte for byte, what its author signed about this child"),
    yes("the author: each entry was signed with the key of the person it names"),
    yes(`unchanged since the export: nobody but ${by} could have added, left out or moved an entry`),
    ...ends.flatMap((end) => feedRows(end, faults, received, follows.get(end.device))),
    ...head.left.map((run) => not(
      `what had left: ${by} says: numbers ${run.first} to ${run.last} of device ${run.device}`)),
    ...named("where each entry stands", faults.filter((one) => !one.device)),
    earlier.length && not(
      `nothing left out before the chains: ${earlier.length} of the entries are from before them`),
    newer && not(`where newer entries stand: ${newer} of the entries have a newer form`),
    ...placed(received),
    ...stampRows(head, at),
    not(`that no other device wrote: ${by} could leave out all that a device wrote`),
    fits && ends.length
      ? yes("the order of what one device wrote: its numbers say it, and each names the one before")
      : not("the order of what one device wrote: not of all entries; the lines above say of which"),
    not("the order between devices: their clocks say it"),
    time(received),
    seen && not(`that a duty desk has seen it: ${seen} ${seen === 1 ? "entry says" : "entries say"} so`),
    ...ending(head, received),
    fits ? "Verdict: intact, as far as the lines above say."
      : "Verdict: as it was exported, but the entries do not fit together; the lines above say where.",
  ].filter(Boolean);
}
for (const file of process.argv.slice(2)) {
  try {
    const data = readFileSync(file, "latin1");
    const old = data.split("\n", 1)[0].includes(`,"format":"${SECOND}",`);
    const told = (old ? second : third)(data);
    console.log(told.join("\n"));
    if (!told.at(-1).startsWith("Verdict: intact")) process.exitCode = 1;
  } catch (error) {
    console.log(`not intact: ${error instanceof Wrong ? error.message : "this verifier can't read it"}`);
    console.log("Verdict: not intact. This file proves nothing.");
    process.exitCode = 1;
  }
}
