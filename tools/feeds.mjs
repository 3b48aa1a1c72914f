// The chains in the entries of an exported log, by docs/evidence-format.md: what is missing, forked, broken,
// foreign.
import { EXACT, isObject, sha256, unhex } from "./evidence.mjs";

// A part of four keys: "newer", "none", or what it says.
function part(said, hash) {
  if (!isObject(said) || typeof said.version !== "bigint" || said.version < 1n) return "none";
  if (said.version > 1n) return "newer";
  const hex = (value, letters) =>
    typeof value === "string" && value.length === letters && /^[0-9a-f]+$/.test(value);
  const right = Object.keys(said).length === 4 && hex(said.device, 16) && hex(said[hash], 64)
    && typeof said.number === "bigint" && said.number > 0n && said.number < EXACT;
  return right ? said : "none";
}
function linkOf(entry) { // undefined: from before the chain; "newer"; "none": no link
  if (!("feed" in entry)) return undefined;
  const link = part(entry.feed, "before");
  if (!isObject(link) || !("follows" in entry)) return link;
  const follows = part(entry.follows, "hash");
  if (follows === "newer") return link;
  const right = isObject(follows) && link.number === 1n && follows.device !== link.device;
  return right ? { ...link, follows } : "none";
}
export const isExplained = ({ kind }) => kind === "start" || kind === "moved"; // not here by right
const STAMP = /^[0-9a-f]{12}-[0-9a-f]{4}-([0-9A-Za-z_]{1,40})$/;
const deviceOf = (stamp) => (stamp < "0699e991a800" && STAMP.exec(stamp)?.[1]) || "";
export function walk(child, entries, left) {
  const found = { child, faults: [], earlier: [], steps: new Map(), ends: [], newer: 0, at: new Map(),
    follows: new Map() }, moves = [];
  // What is missing between two clock stamps was another authority's; the first one is undefined where
  // nothing of the feed stands before.
  const cameBack = ({ stamp, to }) =>
    moves.some((one) => one.stamp < stamp && (one.from === to || one.to === to));
  const explained = (last, next) => moves.some((move) => move.before === false && move.stamp <= next
    && (last === undefined || (last < move.stamp && cameBack(move))));
  const missing = (last, next) => (explained(last, next) ? "moved" : "gap");
  const of = (device) => found.steps.get(device) ?? found.steps.set(device, []).get(device);
  for (const run of left) of(run.device);
  for (const [place, { author, signature, body, entry }] of entries.entries()) {
    const hash = sha256(`carerapp feed 3\0${child}${unhex(author)}${unhex(signature)}${body}`);
    const stamp = typeof entry.hlc === "string" ? entry.hlc : "", link = linkOf(entry);
    found.at.set(hash, { place, link });
    const { left: from, holder: to, before } = (entry.field === "moved" && isObject(entry.value)
      && entry.value) || {};
    if (typeof from === "string" && typeof to === "string" && from !== to)
      moves.push({ stamp, from, to, before });
    if (link === "none") found.faults.push({ kind: "shape", device: "", number: 0n, place });
    else if (link === "newer") found.newer += 1;
    else if (!link) found.earlier.push({ stamp, hash });
    else of(link.device).push({ ...link, hash, stamp, place });
  }
  const begun = [...found.steps.values()].flat().filter((step) => step.follows);
  for (const { follows } of begun) of(follows.device);
  const walked = new Map([...found.steps].map(([device, steps]) =>
    [device, walkFeed(device, steps, left.filter((run) => run.device === device), found, missing)]));
  for (const step of begun.sort((a, b) => a.place - b.place)) { // after the end of another feed
    const { device, number, hash } = step.follows;
    const { whose, last, stamp, hashes } = walked.get(device);
    const there = hashes(number), other = whose && whose !== deviceOf(step.stamp);
    const at = { place: step.place };
    if (other || (there.length && !there.includes(unhex(hash))))
      found.faults.push({ kind: "follows", device: step.device, number: 1n, ...at });
    else if (number > last)
      found.faults.push({ kind: missing(last ? stamp : undefined, step.stamp), device, number: last + 1n,
        upto: number, ...at });
    else found.follows.set(step.device, step.follows);
  }
  for (const [device, { last }] of walked)
    if (last || found.faults.some((fault) => fault.device === device))
      found.ends.push({ device, number: last });
  found.faults.sort((a, b) => a.place - b.place || order(a.device, b.device) || order(a.number, b.number));
  found.ends.sort((a, b) => order(a.device, b.device));
  return found;
}
export const order = (a, b) => (a < b ? -1 : Number(a > b));
function walkFeed(device, steps, left, { child, faults, earlier }, missing) {
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
      if (step.number > last + 1n)
        say(missing(last ? stamp : undefined, step.stamp), { number: last + 1n, upto: step.number - 1n });
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
  const hashes = (number) => [...steps.filter((step) => step.number === number).map((step) => step.hash),
    ...[...runs.values()].filter((run) => run.last === number).map((run) => unhex(run.hash))];
  return { whose, last, stamp, hashes };
}
const WORDS = {
  moved: (n, of, upto) => (upto > n ? `numbers ${n} to ${upto} ${of} are` : `number ${n} ${of} is`)
    + " another authority’s, says a move",
  gap: (n, of, upto) =>
    (upto > n ? `numbers ${n} to ${upto} ${of} are missing` : `number ${n} ${of} is missing`),
  start: (n, of) => `what was written before number 1 ${of} is not all here, or is another`,
  fork: (n, of) => `there is another entry of number ${n} ${of}`,
  break: (n, of) => `number ${n} ${of} does not follow the number before`,
  foreign: (n, of) => `number ${n} ${of} bears another device’s clock stamp`,
  stamp: (n, of) => `the clock stamp of number ${n} ${of} is not after the number before`,
  order: (n, of) => `number ${n} ${of} stands before a lower number`,
  follows: (n, of) => `number ${n} ${of} does not go on from the end of the device that it names` };
export const words = ({ kind, number, device, upto, place }) => (kind === "shape"
  ? `entry ${place + 1} does not say where it stands in a form that is known`
  : WORDS[kind](number, `of device ${device}`, upto));
