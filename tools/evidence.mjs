// What both formats of an exported log share, by docs/evidence-format.md: the one spelling, the shapes of a
// line, what is signed. It works on bytes: a string here has one letter for each ("latin1").
import { createHash, createPublicKey, verify as ed25519 } from "node:crypto";

const HEX = { 16: ["author", "by", "device", "exported_by", "id"], 32: ["child"],
  64: ["chain", "commitment", "hash", "key", "lines", "link", "salt"], 128: ["proof", "signature", "word"] };
const KEYS = {
  head: ["child", "count", "damage", "exported_at", "exported_by", "format", "left", "lines", "people",
    "receipts", "signature"],
  entry: ["author", "entry", "signature"],
  run: ["device", "first", "hash", "last"],
  receipt: ["at", "authority", "device", "hash", "key", "link", "seq", "signature"],
  stamp: ["at", "authority", "device", "hash", "key", "link", "path", "seq", "signature", "token", "trusted",
    "word"],
  person: ["id", "key", "name", "role"], erased: ["at", "by", "proof", "reason"],
  head2: ["child", "count", "damage", "erased", "exported_at", "exported_by", "format", "people",
    "signature"],
  entry2: ["author", "chain", "entry", "n", "proof", "salt", "signature"],
  left2: ["chain", "commitment", "n", "proof"] };
const MAY = { head: ["dated"] }; // may be there, or not
const LISTS = { people: "person", left: "run", receipts: "receipt", dated: "stamp" };
export class Wrong extends Error {}
export const no = (where, words) => { throw new Wrong(`${where}: ${words}`); };
// --- the one spelling: what is spelt in any other way is not read at all
const PIECE = new RegExp([
  "[\\x20\\x21\\x23-\\x5b\\x5d-\\x7f]+", "[\\xc2-\\xdf][\\x80-\\xbf]", "\\xe0[\\xa0-\\xbf][\\x80-\\xbf]",
  "[\\xe1-\\xef][\\x80-\\xbf]{2}", "\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}", "[\\xf1-\\xf3][\\x80-\\xbf]{3}",
  "\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}", '\\\\["\\\\bfnrt]', "\\\\u00(?:0[0-7bef]|1[0-9a-f])"].join("|"), "y");
export const RAW = Symbol("the bytes of each value of an object");
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?(e[+-][0-9]+)?/y;
class Reader {
  constructor(text) { Object.assign(this, { text, at: 0, depth: 0 }); }
  is(word) { return this.text.startsWith(word, this.at) && (this.at += word.length) > 0; }
  need(word) { if (!this.is(word)) throw new Wrong("spelling"); }
  value() {
    const first = this.text[this.at], list = [];
    if (first === '"') return this.string();
    if (first === "{") return this.object();
    if (first === "[") { this.many("]", () => list.push(this.value())); return list; }
    for (const [word, value] of [["null", null], ["true", true], ["false", false]])
      if (first === word[0]) { this.need(word); return value; }
    return this.number();
  }
  many(end, each) { // a line holds an entry, in which lists and objects stand at most 32 deep
    if (++this.depth > 34) throw new Wrong("depth");
    this.at += 1;
    if (!this.is(end)) { do each(); while (this.is(",")); this.need(end); }
    this.depth -= 1;
  }
  object() { // its keys rise, byte for byte, so that none comes twice
    const found = Object.create(null), raw = found[RAW] = Object.create(null), keys = [];
    this.many("}", () => {
      const key = this.string();
      if (keys.length && key <= keys.at(-1)) throw new Wrong("order of keys");
      keys.push(key);
      this.need(":");
      const start = this.at;
      found[key] = this.value();
      raw[key] = this.text.slice(start, this.at);
    });
    return found;
  }
  string() {
    const start = this.at;
    this.need('"');
    PIECE.lastIndex = this.at;
    while (this.text[PIECE.lastIndex] !== '"') if (!PIECE.test(this.text)) throw new Wrong("string");
    this.at = PIECE.lastIndex + 1;
    return JSON.parse(this.text.slice(start, this.at));
  }
  number() {
    NUMBER.lastIndex = this.at;
    const [said, dot, power] = NUMBER.exec(this.text) ?? [""];
    // No more digits are ever read.
    if (!said || said.replace("-", "").length > 4300) throw new Wrong("number");
    const value = dot || power ? Number(said) : BigInt(said);
    if (said !== (dot || power ? spelled(value) : String(value))) throw new Wrong("number");
    this.at += said.length;
    return value;
  }
}
function spelled(x) { // the shortest digits that read back the same; an exponent below -4 and from 16 on
  const minus = x < 0 || Object.is(x, -0) ? "-" : "", [mantissa, e] = Math.abs(x).toExponential().split("e");
  const digits = mantissa.replace(".", ""), power = Number(e), padded = digits.padEnd(power + 1, "0");
  if (power < -4 || power >= 16) return `${minus}${mantissa}e${e[0]}${e.slice(1).padStart(2, "0")}`;
  if (power < 0) return `${minus}0.${"0".repeat(-power - 1)}${digits}`;
  return `${minus}${padded.slice(0, power + 1)}.${padded.slice(power + 1) || "0"}`;
}
export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
function fits(value, kind) {
  return isObject(value) && KEYS[kind].every((key) => key in value)
    && Object.keys(value).every((key) => KEYS[kind].includes(key) || MAY[kind]?.includes(key))
    && Object.keys(value).every((key) => shaped(key, value[key]));
}
function shaped(key, value) {
  const length = Object.keys(HEX).find((one) => HEX[one].includes(key));
  if (length)
    return typeof value === "string" && value.length === Number(length) && /^[0-9a-f]+$/.test(value);
  if (["path", "token", "trusted"].includes(key))
    return typeof value === "string" && /^(?:[0-9a-f]{2})*$/.test(value);
  if (["n", "count", "at", "first", "last", "seq"].includes(key))
    return typeof value === "bigint" && value >= 0n;
  if (key === "entry") return isObject(value);
  if (key === "erased") return value === null || fits(value, "erased");
  if (key === "damage") return Array.isArray(value) && value.every((words) => typeof words === "string");
  if (key in LISTS) return Array.isArray(value) && value.every((one) => fits(one, LISTS[key]));
  return typeof value === "string";
}
export function line(text, where, kind) {
  try {
    const reader = new Reader(text), value = reader.value();
    if (reader.at === text.length && fits(value, kind)) return value;
  } catch { /* below */ }
  return no(where, "it is not a line of this format, in its one spelling");
}

// --- what is signed
export const bytes = (text) => Buffer.from(text, "latin1");
export const unhex = (hex) => Buffer.from(hex, "hex").toString("latin1");
export const sha256 = (text) => createHash("sha256").update(bytes(text)).digest("latin1");
export function signedBy(key, signature, message) {
  const x = Buffer.from(key, "hex").toString("base64url"), jwk = { kty: "OKP", crv: "Ed25519", x };
  try {
    const known = createPublicKey({ key: jwk, format: "jwk" });
    return ed25519(null, bytes(message), known, Buffer.from(signature, "hex"));
  } catch { return false; }
}
export const vouched = (key, signature, message) => signedBy(key, signature, `carerapp proof 1\0${message}`);

export function shown(text) { // one line, no letter that moves or hides others, and an end
  const letters = Array.from(bytes(text).toString("utf8")).slice(0, 1600);
  const kept = letters.map((one) => /[\u200c\u200d]|[^\s\p{Z}\p{C}]/u.test(one) ? one : " ").join("");
  const line = Array.from(kept.split(" ").filter(Boolean).join(" "));
  return line.slice(0, 400).join("") + (line.length > 400 ? " …" : "");
}
export const short = (key) =>
  createHash("sha256").update(Buffer.from(key, "hex")).digest("hex").slice(0, 32).match(/.{4}/g).join(" ");
export const yes = (words) => `  proved      ${words}`, not = (words) => `  NOT proved  ${words}`;

export function headOf(lines, kind, format) { // the head, and the key of each author
  const first = "the head, line 1", head = line(lines[0], first, kind);
  if (head.format !== format) no(first, `this is not ${format}`);
  const keys = new Map(head.people.map((person) => [person.id, person.key]));
  const exporter = keys.get(head.exported_by);
  if (keys.size < head.people.length || !exporter) no(first, "the people in it do not fit");
  const unsigned = `${lines[0].slice(0, -`,"signature":"${head.signature}"}`.length)}}`;
  if (!vouched(exporter, head.signature, `head\0${unsigned}`))
    no(first, "it is not what its exporter signed");
  if (lines.pop() !== "")
    no(lines.length ? `entry ${lines.length}` : first,
      lines.length ? "its line is cut short" : "it is cut short");
  return { head, keys, exporter };
}
// The entry's bytes, once it is its author's.
export function written(where, { author, signature, entry, [RAW]: raw }, head, keys) {
  if (!keys.has(author)) no(where, "nobody in the head wrote it");
  if ("author" in entry && entry.author !== author)
    no(where, "one person signed it, and it says that another wrote it");
  const said = `carerapp entry 1\0${unhex(head.child)}${unhex(author)}${raw.entry}`;
  if (!signedBy(keys.get(author), signature, said))
    no(where, "it is not what its author signed");
  return raw.entry;
}
