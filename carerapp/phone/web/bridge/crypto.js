// The crypto port's primitives, but Argon2id. Keys are 32 bytes, nonces 12, signatures 64.
// What does not open is `undefined`: an exception that crosses into Python would carry a trace along.

import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf as expand } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';

const MOST_AT_ONCE = 65536; // a browser gives no more random bytes in one call

export function random(n) {
  const made = new Uint8Array(n);
  for (let at = 0; at < n; at += MOST_AT_ONCE) crypto.getRandomValues(made.subarray(at, at + MOST_AT_ONCE));
  return made;
}

const unlessRefused = (work) => {
  try { return work(); } catch { return undefined; }
};

/** ChaCha20-Poly1305; 16 bytes longer than `plain`. */
export const seal = (key, nonce, plain, aad) => chacha20poly1305(key, nonce, aad).encrypt(plain);
export const unseal = (key, nonce, sealed, aad) =>
  unlessRefused(() => chacha20poly1305(key, nonce, aad).decrypt(sealed));

/** HKDF-SHA256. */
export const hkdf = (key, salt, info, length) => expand(sha256, key, salt, info, length);

/** Ed25519 as in RFC 8032: what the laxer rules of ZIP 215 let pass is refused, as the other adapter does. */
export const signPublic = (key) => ed25519.getPublicKey(key);
export const sign = (key, message) => ed25519.sign(message, key);
export const verify = (key, signature, message) =>
  unlessRefused(() => ed25519.verify(signature, message, key, { zip215: false })) === true;

/** X25519; `undefined` for a public key that makes the secret all zeros. */
export const agreePublic = (key) => x25519.getPublicKey(key);
export const agree = (key, other) => unlessRefused(() => x25519.getSharedSecret(key, other));
