// Time stamps (RFC 3161) in an exported log, by docs/evidence-format.md: that each is there, is over its
// receipt, and which time it says. Who made a token is not checked here: the page says how OpenSSL does it.
import { bytes, isObject, not, sha256, short, shown, signedBy, unhex } from "./evidence.mjs";

const EXACT = 2n ** 53n, STEP = 33, MOST_STEPS = 64, CLOCK = 300n, GARBLED = "its token can’t be read";
const SHA256 = unhex("0609608648016503040201");
class Bad extends Error {}
const bad = (words) => { throw new Bad(words); };
const whole = (number) => unhex(number.toString(16).padStart(16, "0"));

function climb(leaf, path) { // to the root
  if (path.length % STEP || path.length > MOST_STEPS * STEP) bad("its path leads nowhere");
  let found = leaf;
  for (let start = 0; start < path.length; start += STEP) {
    const side = path[start], other = path.slice(start + 1, start + STEP);
    if (side !== "\0" && side !== "\x01") bad("its path leads nowhere");
    found = sha256(`\x01${side === "\0" ? other + found : found + other}`);
  }
  return found;
}
// --- a token, in DER
function inside(data, tag) { // what a value holds, and what follows it
  if (data.length < 2 || data.charCodeAt(0) !== tag) bad(GARBLED);
  let length = data.charCodeAt(1), start = 2;
  if (length >= 0x80) {
    start += length - 0x80;
    if (start <= 2 || start > 5 || data.length < start) bad(GARBLED);
    length = Number(`0x${bytes(data.slice(2, start)).toString("hex")}`);
  }
  if (data.length < start + length) bad(GARBLED);
  return [data.slice(start, start + length), data.slice(start + length)];
}
const held = (data, ...tags) => tags.reduce((left, tag) => inside(left, tag)[0], data);
const after = (data, ...tags) => tags.reduce((left, tag) => inside(left, tag)[1], data);
function readToken(token) { // the digest that it is over, and the time
  const [outer, rest] = inside(token, 0x30);
  if (rest) bad(GARBLED);
  const signed = held(after(outer, 0x06), 0xa0, 0x30);
  const content = held(after(signed, 0x02, 0x31), 0x30);
  const info = held(after(content, 0x06), 0xa0, 0x04, 0x30);
  const [imprint, more] = inside(after(info, 0x02, 0x06), 0x30);
  const [kind, hashed] = inside(imprint, 0x30), digest = held(hashed, 0x04);
  const time = /^((?:19|20|21)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d{1,9})?Z$/.exec(
    held(after(more, 0x02), 0x18));
  if (!kind.startsWith(SHA256) || digest.length !== 32 || !time) bad(GARBLED);
  const said = `${time[1]}-${time[2]}-${time[3]}T${time[4]}:${time[5]}:${time[6]}`;
  const at = Date.parse(`${said}Z`);
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(said)) bad(GARBLED);
  return { digest, said: `${said}+00:00`, at: BigInt(at / 1000) };
}
// --- the report
function judged(one, child) { // what it says, once it fits
  const receipt = one.seq < EXACT && one.at < EXACT && `carerapp receipt 2\0${one.device}\0${child}\0`
    + whole(one.seq) + unhex(one.hash) + unhex(one.link) + whole(one.at);
  if (!receipt || !signedBy(one.key, one.signature, receipt))
    bad("its receipt is not what the authority signed");
  const [token, trusted] = [unhex(one.token), unhex(one.trusted)];
  if (!signedBy(one.key, one.word, `carerapp time stamp trust 1\0${sha256(token)}${sha256(trusted)}`))
    bad("the authority did not sign whom it trusts for it");
  const root = climb(sha256(`\0${receipt}`), unhex(one.path));
  const said = readToken(token);
  if (said.digest !== sha256(`carerapp time stamp 1\0${root}`)) bad("it is over something else");
  if (said.at + CLOCK < one.at) bad("it is older than what it is said to be over");
  return said.said;
}
export function stampRows(head, at) {
  return (head.dated ?? []).map((one) => {
    const who = shown(one.authority);
    let when;
    try {
      when = judged(one, head.child);
    } catch (error) {
      if (error instanceof Bad) return not(`a time stamp of ${who}: ${error.message}`);
      throw error;
    }
    const found = at.get(unhex(one.link));
    if (!found) return not(`that all is here: ${who} had one more, with a time stamp of ${when}`);
    const { link } = found, what = !isObject(link) ? `entry ${found.place + 1}`
      : `what device ${link.device} wrote up to number ${link.number}`;
    return not(`${what} was there at the latest at ${when}: `
      + "a time stamp says so and fits; who made it was not checked here");
  });
}
export function stampKeys(head) {
  const found = new Map((head.dated ?? []).map((one) => [`${one.trusted}${shown(one.authority)}`,
    `  trusted by ${shown(one.authority)} for time stamps: ${short(one.trusted)}`]));
  return [...found.keys()].sort((a, b) => (a < b ? -1 : Number(a > b))).map((key) => found.get(key));
}
