// Runs smoke.py under Pyodide in Node.js:
//   node smoke.mjs <repository> <site-packages> <vault in.json> <vault out.json>
// The crypto port is served by the noble libraries, as it would be in a browser: synchronous, no native part.
import { readFileSync, writeFileSync } from 'node:fs';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { argon2id } from '@noble/hashes/argon2.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { loadPyodide } from 'pyodide';

const [repository, packages, vaultIn, vaultOut] = process.argv.slice(2);
const python = await loadPyodide();

const mount = (from, to) => {
  python.FS.mkdirTree(to);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: from }, to);
};
for (const name of ['carerapp', 'forms']) mount(`${repository}/${name}`, `/app/${name}`);
for (const name of ['phonenumbers', 'tinydb']) mount(`${packages}/${name}`, `/packages/${name}`);
mount(`${repository}/tests/pyodide`, '/smoke');

python.registerJsModule('noble', {
  seal: (key, nonce, plain, aad) => chacha20poly1305(key, nonce, aad).encrypt(plain),
  unseal: (key, nonce, sealed, aad) => {
    try { return chacha20poly1305(key, nonce, aad).decrypt(sealed); } catch { return undefined; }
  },
  hkdf: (key, salt, info, length) => hkdf(sha256, key, salt, info, length),
  argon2id: (secret, salt, m, t, p, dkLen) => argon2id(secret, salt, { m, t, p, dkLen }),
  signPublic: (key) => ed25519.getPublicKey(key),
  sign: (key, message) => ed25519.sign(message, key),
  verify: (key, signature, message) => {
    try { return ed25519.verify(signature, message, key, { zip215: false }); } catch { return false; }
  },
  agreePublic: (key) => x25519.getPublicKey(key),
  agree: (key, other) => {
    try { return x25519.getSharedSecret(key, other); } catch { return undefined; }
  },
});
python.runPython("import sys; sys.dont_write_bytecode = True; sys.path[:0] = ['/app', '/packages', '/smoke']");
python.globals.set('vault_in', readFileSync(vaultIn, 'utf-8'));
try {
  writeFileSync(vaultOut, python.runPython('import smoke; smoke.main(vault_in)'));
} catch (error) {
  console.error(error.message); // Node would print Pyodide's minified source as well
  process.exit(1);
}
