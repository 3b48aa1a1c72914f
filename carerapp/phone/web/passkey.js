// The device secret in a browser: what a passkey's PRF gives out for one salt,
// after the person has confirmed.
//
// Only bytes go in and out:
//   handle   1 byte format | 32 bytes salt | the credential's id      (no secret: it only finds the passkey)
//   made     2 bytes length of the handle | handle | 32 bytes secret, or nothing where the passkey gives its
//            secret only when it is asked again
// Errors keep the browser's names. NotAllowedError is said no, too late and deleted alike, by design of
// WebAuthn; PrfMissing is ours: this passkey gives out no secret.

const FORMAT = 1;
const SALT = 32;
const PATIENCE = 120_000; // someone may have to find their glasses; the browser may cut it shorter
const LABEL = new TextEncoder().encode('carerapp device secret 1');

const random = (n) => crypto.getRandomValues(new Uint8Array(n));
const prf = (salt) => ({ prf: { eval: { first: salt } } });
const isAddress = (host) => /^[\d.]+$/.test(host) || host.includes(':'); // a passkey belongs to a name

class PrfMissing extends Error {
  name = 'PrfMissing';
}

/** 32 bytes for this app alone from what the passkey gave, or null when it gave nothing. */
async function secret(credential) {
  const given = credential.getClientExtensionResults().prf?.results?.first;
  if (!given) return null;
  const key = await crypto.subtle.importKey('raw', given, 'HKDF', false, ['deriveBits']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: LABEL };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Whether this browser and this device can very likely do it. Asks the person nothing, never throws. */
export async function passkeyOffered() {
  try {
    if (!isSecureContext || isAddress(location.hostname)) return false;
    if (!await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()) return false;
    const can = await PublicKeyCredential.getClientCapabilities?.();
    return can?.['extension:prf'] !== false; // older browsers do not tell: making one finds out
  } catch {
    return false;
  }
}

/** Make a passkey of this name on this device; the bytes of `made` above. The name is shown by the phone. */
export async function passkeyMake({ name }) {
  const salt = random(SALT);
  const credential = await navigator.credentials.create({ publicKey: {
    rp: { id: location.hostname, name: 'Carer app' },
    // A new random user each time: the same one again would replace the passkey of notes made before.
    user: { id: random(32), name, displayName: name },
    challenge: random(32), // nobody checks the signature: it is the secret that is wanted
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
    authenticatorSelection: {
      authenticatorAttachment: 'platform',
      residentKey: 'preferred', // Android gives PRF only for passkeys it can list
      userVerification: 'required',
    },
    attestation: 'none',
    timeout: PATIENCE,
    extensions: prf(salt),
  } });
  const id = new Uint8Array(credential.rawId);
  const given = await secret(credential);
  if (!given && !credential.getClientExtensionResults().prf?.enabled) {
    await forget(credential.id);
    throw new PrfMissing('made, but it gives out no secret');
  }
  const handle = joined([FORMAT], salt, id);
  return joined([handle.length >> 8, handle.length & 255], handle, given ?? []);
}

/** A passkey that is of no use need not stay in the phone's list. Most browsers can't; then it stays. */
async function forget(credentialId) {
  try {
    await PublicKeyCredential.signalUnknownCredential({ rpId: location.hostname, credentialId });
  } catch { /* it does no harm */ }
}

/** The 32 bytes again. */
export async function passkeyGet({ handle }) {
  if (handle[0] !== FORMAT || handle.length <= 1 + SALT) throw new PrfMissing('not a handle');
  const credential = await navigator.credentials.get({ publicKey: {
    rpId: location.hostname,
    challenge: random(32),
    allowCredentials: [{ type: 'public-key', id: handle.slice(1 + SALT), transports: ['internal'] }],
    userVerification: 'required',
    timeout: PATIENCE,
    extensions: prf(handle.slice(1, 1 + SALT)),
  } });
  const given = await secret(credential);
  if (!given) throw new PrfMissing('this passkey gives out no secret');
  return given;
}
