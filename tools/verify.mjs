// node tools/verify.mjs FILE…: a second verifier of exported logs, by docs/evidence-format.md; it shares no line with
// the app. Exit 0: all are intact, else 1. It works on bytes: a string here has one letter for each ("latin1").
import { createHash, createPublicKey, verify as ed25519 } from "node:crypto";
import { readFileSync } from "node:fs";

const FORMAT = "carerapp evidence 2";
const HEX = { 16: ["author", "by", "exported_by", "id"], 32: ["child"], 64: ["chain", "commitment", "key", "salt"],
  128: ["proof", "signature"] };
const KEYS = {
  head: ["child", "count", "damage", "erased", "exported_at", "exported_by", "format", "people", "signature"],
  entry: ["author", "chain", "entry", "n", "proof", "salt", "signature"], left: ["chain", "commitment", "n", "proof"],
  person: ["id", "key", "name", "role"], erased: ["at", "by", "proof", "reason"] };
class Wrong extends Error {}
const no = (where, words) => { throw new Wrong(`${where}: ${words}`); };
// --- the one spelling: what is spelt in any other way is not read at all
const PIECE = new RegExp([
  "[\\x20\\x21\\x23-\\x5b\\x5d-\\x7f]+", "[\\xc2-\\xdf][\\x80-\\xbf]", "\\xe0[\\xa0-\\xbf][\\x80-\\xbf]",
  "[\\xe1-\\xef][\\x80-\\xbf]{2}", "\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}", "[\\xf1-\\xf3][\\x80-\\xbf]{3}",
  "\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}", '\\\\["\\\\bfnrt]', "\\\\u00(?:0[0-7bef]|1[0-9a-f])"].join("|"), "y");
const RAW = Symbol("the bytes of each value of an object"), NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?(e[+-][0-9]+)?/y;
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
    if (!said || said.replace("-", "").length > 4300) throw new Wrong("number"); // no more digits are ever read
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
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
function fits(value, kind) {
  return isObject(value) && KEYS[kind].length === Object.keys(value).length
    && KEYS[kind].every((key) => key in value && shaped(key, value[key]));
}
function shaped(key, value) {
  const length = Object.keys(HEX).find((one) => HEX[one].includes(key));
  if (length) return typeof value === "string" && value.length === Number(length) && /^[0-9a-f]+$/.test(value);
  if (["n", "count", "at"].includes(key)) return typeof value === "bigint" && value >= 0n;
  if (key === "entry") return isObject(value);
  if (key === "erased") return value === null || fits(value, "erased");
  if (key === "damage") return Array.isArray(value) && value.every((words) => typeof words === "string");
  if (key === "people") return Array.isArray(value) && value.every((person) => fits(person, "person"));
  return typeof value === "string";
}
function line(text, where, kind) {
  try {
    const reader = new Reader(text), value = reader.value();
    if (reader.at === text.length && fits(value, kind)) return value;
  } catch { /* below */ }
  return no(where, "it is not a line of this format, in its one spelling");
}

// --- what is signed
const bytes = (text) => Buffer.from(text, "latin1");
const unhex = (hex) => Buffer.from(hex, "hex").toString("latin1");
const sha256 = (text) => createHash("sha256").update(bytes(text)).digest("latin1");
function signedBy(key, signature, message) {
  const x = Buffer.from(key, "hex").toString("base64url"), jwk = { kty: "OKP", crv: "Ed25519", x };
  try {
    return ed25519(null, bytes(message), createPublicKey({ key: jwk, format: "jwk" }), Buffer.from(signature, "hex"));
  } catch { return false; }
}
const vouched = (key, signature, message) => signedBy(key, signature, `carerapp proof 1\0${message}`);

function check(data) {
  const lines = data.split("\n"), first = "the head, line 1", head = line(lines[0], first, "head");
  if (head.format !== FORMAT) no(first, `this is not ${FORMAT}`);
  const keys = new Map(head.people.map((person) => [person.id, person.key])), exporter = keys.get(head.exported_by);
  if (keys.size < head.people.length || !exporter) no(first, "the people in it do not fit");
  const unsigned = `${lines[0].slice(0, -`,"signature":"${head.signature}"}`.length)}}`;
  if (!vouched(exporter, head.signature, `head\0${unsigned}`)) no(first, "it is not what its exporter signed");
  if (lines.pop() !== "")
    no(lines.length ? `entry ${lines.length}` : first, lines.length ? "its line is cut short" : "it is cut short");
  let chain = sha256(`carerapp evidence genesis 2\0${head.child}`), seen = 0;
  const commitments = [], stood = new Map();
  for (const [number, text] of [...lines.entries()].slice(1)) {
    const where = `entry ${number}`;
    if (BigInt(number) > head.count) no(where, `the head names ${head.count} entries; this one was added`);
    const value = line(text, where, head.erased ? "left" : "entry");
    commitments.push(head.erased ? unhex(value.commitment) : written(where, value, head, keys));
    const words = head.erased ? number : value.author + value[RAW].entry;
    if (stood.has(words)) no(where, `it is entry ${stood.get(words)} again`);
    stood.set(words, number);
    chain = sha256(`carerapp evidence chain 2\0${chain}${commitments.at(-1)}`);
    if (value.n !== BigInt(number) || unhex(value.chain) !== chain)
      no(where, "it does not follow the entry before; one was added, left out or moved");
    if (!vouched(exporter, value.proof, `line\0${chain}`)) no(where, "its place is not what the exporter signed");
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
  return { head, seen };
}
function written(where, { author, signature, entry, salt, [RAW]: raw }, head, keys) { // the commitment to an entry
  const by = unhex(author), message = `carerapp entry 1\0${unhex(head.child)}${by}${raw.entry}`;
  if (!keys.has(author)) no(where, "nobody in the head wrote it");
  if ("author" in entry && entry.author !== author)
    no(where, "one person signed it, and it says that another wrote it");
  if (!signedBy(keys.get(author), signature, message)) no(where, "it is not what its author signed");
  return sha256(`carerapp commitment 1\0${unhex(salt)}${by}${unhex(signature)}${raw.entry}`);
}
// --- the report
function shown(text) { // one line, no letter that moves or hides others, and an end
  const letters = Array.from(bytes(text).toString("utf8")).slice(0, 1600);
  const kept = letters.map((one) => /[\u200c\u200d]|[^\s\p{Z}\p{C}]/u.test(one) ? one : " ").join("");
  const line = Array.from(kept.split(" ").filter(Boolean).join(" "));
  return line.slice(0, 400).join("") + (line.length > 400 ? " …" : "");
}
function report({ head, seen }) {
  const name = (id) => shown(head.people.find((person) => person.id === id).name), by = name(head.exported_by);
  const yes = (words) => `  proved      ${words}`, not = (words) => `  NOT proved  ${words}`;
  const { erased } = head, [who, act] = erased ? ["whoever erased it", "erasure"] : [by, "export"];
  const reason = shown(erased?.reason ?? "").replace(/^(?=.)/, " Reason: ");
  const day = erased && new Date(Number(erased.at) * 1000).toISOString().replace(".000Z", "+00:00");
  const short = (key) => createHash("sha256").update(Buffer.from(key, "hex")).digest("hex").slice(0, 32);
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
    ...head.people.map((p) => `  ${shown(p.name)} (${shown(p.role)}): ${short(p.key).match(/.{4}/g).join(" ")}`),
    "Verdict: intact, as far as the lines above say.",
  ].filter(Boolean);
}
for (const file of process.argv.slice(2)) {
  try {
    console.log(report(check(readFileSync(file, "latin1"))).join("\n"));
  } catch (error) {
    console.log(`not intact: ${error instanceof Wrong ? error.message : "this verifier can't read it"}`);
    console.log("Verdict: not intact. This file proves nothing.");
    process.exitCode = 1;
  }
}
