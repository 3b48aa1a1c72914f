// node tools/verify.mjs FILE…: a second verifier of exported logs, by docs/evidence-format.md; it shares no
// line with the app. Exit 0: all are intact and whole, else 1. Here: format 3. What both share: evidence.mjs.
import { readFileSync } from "node:fs";
import { Wrong, headOf, isObject, line, no, not, sha256, short, shown, signedBy, unhex, written, yes }
  from "./evidence.mjs";
import { stampKeys, stampRows } from "./time_stamps.mjs";
import { SECOND, second } from "./verify_2.mjs";

const FORMAT = "carerapp evidence 3", FIRST = "the head, line 1", MOST = 20, EXACT = 2n ** 53n;
const whole = (number, bytes) => { // so many bytes, the most significant first
  return unhex(number.toString(16).padStart(2 * bytes, "0"));
};
// --- the chains in the entries
function linkOf(entry) { // undefined: from before the chain; "newer"; "none": no link
  if (!("feed" in entry)) return undefined;
  const { feed } = entry;
  if (!isObject(feed) || typeof feed.version !== "bigint" || feed.version < 1n) return "none";
  if (feed.version > 1n) return "newer";
  const right = Object.keys(feed).length === 4 && /^[0-9a-f]{16}$/.test(feed.device)
    && typeof feed.number === "bigint" && /^[0-9a-f]{64}$/.test(feed.before)
    && feed.number > 0n && feed.number < EXACT;
  return right && typeof feed.device === "string" && typeof feed.before === "string" ? feed : "none";
}
const STAMP = /^[0-9a-f]{12}-[0-9a-f]{4}-([0-9A-Za-z_]{1,40})$/;
const deviceOf = (stamp) => (stamp < "0699e991a800" && STAMP.exec(stamp)?.[1]) || "";
function walk(child, entries, left) {
  const found = { child, faults: [], earlier: [], steps: new Map(), ends: [], newer: 0, at: new Map() };
  const of = (device) => found.steps.get(device) ?? found.steps.set(device, []).get(device);
  for (const run of left) of(run.device);
  for (const [place, { author, signature, body, entry }] of entries.entries()) {
    const hash = sha256(`carerapp feed 3\0${child}${unhex(author)}${unhex(signature)}${body}`);
    const stamp = typeof entry.hlc === "string" ? entry.hlc : "", link = linkOf(entry);
    found.at.set(hash, { place, link });
    if (link === "none") found.faults.push({ kind: "shape", device: "", number: 0n, place });
    else if (link === "newer") found.newer += 1;
    else if (!link) found.earlier.push({ stamp, hash });
    else of(link.device).push({ ...link, hash, stamp, place });
  }
  for (const [device, steps] of found.steps)
    walkFeed(device, steps, left.filter((run) => run.device === device), found);
  found.faults.sort((a, b) => a.place - b.place || order(a.device, b.device) || order(a.number, b.number));
  found.ends.sort((a, b) => order(a.device, b.device));
  return found;
}
const order = (a, b) => (a < b ? -1 : Number(a > b));
function walkFeed(device, steps, left, { child, faults, earlier, ends }) {
  steps.sort((a, b) => order(a.number, b.number) || a.place - b.place);
  const here = new Set(steps.map((step) => step.number));
  const whose = steps.length ? deviceOf(steps[0].stamp) : "";
  const gone = left.filter((run) => run.first <= run.last && !here.has(run.first));
  const runs = new Map(gone.map((run) => [run.first, run]));
  const first = steps.map((step) => step.stamp).sort(order)[0] ?? "";
  const before = earlier.filter((one) => deviceOf(one.stamp) === whose && one.stamp < first)
    .map((one) => one.hash);
  const rest = before.length ? sha256([...new Set(before)].sort(order).join("")) : "\0".repeat(32);
  const fits = new Set([sha256(`carerapp feed 3 begins\0${child}${unhex(device)}${rest}`)]);
  if (runs.has(0n)) fits.add(unhex(runs.get(0n).hash));
  let last = 0n, stamp = "", place = -1;
  const passOver = () => { // what is said to have left
    for (let run; (run = runs.get(last + 1n)); fits.add(unhex(run.hash))) {
      last = run.last;
      fits.clear();
    }
  };
  for (const step of steps) {
    const say = (kind, more) =>
      faults.push({ kind, device, number: step.number, place: step.place, ...more });
    if (step.number === last) {
      if (!fits.has(step.hash)) say("fork");
    } else {
      passOver();
      if (step.number > last + 1n) say("gap", { number: last + 1n, upto: step.number - 1n });
      else if (!fits.has(unhex(step.before))) say(last > 0n ? "break" : "start");
      if (deviceOf(step.stamp) !== whose) say("foreign");
      else if (step.stamp <= stamp) say("stamp");
      if (step.place < place) say("order");
      [last, stamp, place] = [step.number, step.stamp, Math.max(place, step.place)];
      fits.clear();
    }
    fits.add(step.hash);
  }
  passOver();
  if (last) ends.push({ device, number: last });
}
const WORDS = {
  gap: (n, of, upto) =>
    (upto > n ? `numbers ${n} to ${upto} ${of} are missing` : `number ${n} ${of} is missing`),
  start: (n, of) => `what was written before number 1 ${of} is not all here, or is another`,
  fork: (n, of) => `there is another entry of number ${n} ${of}`,
  break: (n, of) => `number ${n} ${of} does not follow the number before`,
  foreign: (n, of) => `number ${n} ${of} bears another device’s clock stamp`,
  stamp: (n, of) => `the clock stamp of number ${n} ${of} is not after the number before`,
  order: (n, of) => `number ${n} ${of} stands before a lower number` };
const words = ({ kind, number, device, upto, place }) => (kind === "shape"
  ? `entry ${place + 1} does not say where it stands in a form that is known`
  : WORDS[kind](number, `of device ${device}`, upto));

function third(data) {
  const lines = data.split("\n"), { head, keys } = headOf(lines, "head", FORMAT);
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
  if (sha256(lines.slice(1).map((text) => `${text}\n`).join("")) !== unhex(head.lines)
      || head.count !== BigInt(entries.length)) {
    const fault = faults.find((one) => one.kind !== "start") ?? faults[0];
    const told = head.count === BigInt(entries.length) ? "one was exchanged or moved"
      : `the head names ${head.count}, and here are ${entries.length}`;
    no(FIRST, `the entries are not those that its exporter signed; ${fault ? words(fault) : told}`);
  }
  const received = head.receipts.map((one) => {
    const said = `carerapp receipt 2\0${one.device}\0${head.child}\0`;
    const signed = one.seq < EXACT && one.at < EXACT
      && said + whole(one.seq, 8) + unhex(one.hash) + unhex(one.link) + whole(one.at, 8);
    if (!signed || !signedBy(one.key, one.signature, signed))
      no(FIRST, "a receipt is not what its authority signed");
    const { place = -1, link } = feeds.at.get(unhex(one.link)) ?? {};
    const seconds = one.at < 253402300799n ? one.at : 253402300799n; // to the year 9999
    const when = new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "+00:00");
    const device = link?.device ?? "", number = link?.number ?? 0n;
    return { ...one, when, place, device, number, who: shown(one.authority) };
  });
  return report(head, feeds, received, seen);
}
// --- the report
const named = (what, faults) => [...faults.slice(0, MOST).map((one) => not(`${what}: ${words(one)}`)),
  faults.length > MOST && not(`${what}: and ${faults.length - MOST} more`)];
function feedRows({ device, number }, faults, received) {
  const what = `nothing left out of device ${device}`, mine = faults.filter((one) => one.device === device);
  const [newest] = received.filter((one) => one.device === device)
    .sort((a, b) => order(b.number, a.number) || order(a.at, b.at));
  return [...named(what, mine),
    mine.every((one) => one.kind === "start")
      && yes(`${what}: numbers 1 to ${number}, each names the one before`),
    newest && yes(`what device ${device} wrote up to number ${newest.number}: `
      + `${newest.who} had number ${newest.number}, and so all before it, at ${newest.when}`),
    not(`nothing cut off of device ${device} after number ${number}: `
      + (newest ? `a receipt reaches number ${newest.number}` : "no receipt reaches this device"))];
}
function report(head, { at, ends, faults, earlier, newer }, received, seen) {
  const by = shown(head.people.find((person) => person.id === head.exported_by).name);
  const late = received.length ? "a receipt says: not later" : "no receipt of an authority is in this file";
  const fits = faults.every((one) => one.kind === "start");
  const authorities = new Map(received.map(
    ({ key, who }) => [`${key}${who}`, `  ${who} (authority): ${short(key)}`]));
  return [
    `intact: ${head.count} ${head.count === 1n ? "entry" : "entries"}`,
    `exported ${shown(head.exported_at)} by ${by}`,
    ...head.damage.map((told) => `the device said when it was exported: ${shown(told)}`),
    "What this file proves, and what it does not:",
    yes("the words: each entry is, byte for byte, what its author signed about this child"),
    yes("the author: each entry was signed with the key of the person it names"),
    yes(`unchanged since the export: nobody but ${by} could have added, left out or moved an entry`),
    ...ends.flatMap((end) => feedRows(end, faults, received)),
    ...head.left.map((run) => not(
      `what had left: ${by} says: numbers ${run.first} to ${run.last} of device ${run.device}`)),
    ...named("where each entry stands", faults.filter((one) => !one.device)),
    earlier.length && not(
      `nothing left out before the chains: ${earlier.length} of the entries are from before them`),
    newer && not(`where newer entries stand: ${newer} of the entries have a newer form`),
    ...received.map((one) => (one.place < 0 ? not(`that all is here: ${one.who} had one more at ${one.when}`)
      : !one.device && yes(`entry ${one.place + 1}: ${one.who} had it at ${one.when}`))),
    ...stampRows(head, at),
    not(`that no other device wrote: ${by} could leave out all that a device wrote`),
    fits && ends.length
      ? yes("the order of what one device wrote: its numbers say it, and each names the one before")
      : not("the order of what one device wrote: not of all entries; the lines above say of which"),
    not("the order between devices: their clocks say it"),
    not(`the time of writing: each device says its own; ${late}`),
    seen && not(`that a duty desk has seen it: ${seen} ${seen === 1 ? "entry says" : "entries say"} so`),
    not("whose the keys are: have each person read theirs out from their own device, or compare"),
    "Each person's key in short, as it stands on their own device:",
    ...head.people.map((p) => `  ${shown(p.name)} (${shown(p.role)}): ${short(p.key)}`),
    ...[...authorities.keys()].sort(order).map((key) => authorities.get(key)), ...stampKeys(head),
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
