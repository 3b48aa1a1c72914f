// The chains in the entries of an exported log, by docs/evidence-format.md: what is missing, forked, broken,
// foreign.
import { EXACT, isObject, sha256, unhex } from "./evidence.mjs";

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
export function walk(child, entries, left) {
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
export const order = (a, b) => (a < b ? -1 : Number(a > b));
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
export const words = ({ kind, number, device, upto, place }) => (kind === "shape"
  ? `entry ${place + 1} does not say where it stands in a form that is known`
  : WORDS[kind](number, `of device ${device}`, upto));
