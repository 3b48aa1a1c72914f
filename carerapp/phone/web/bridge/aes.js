// AES for the password of a PDF, whole blocks only: the padding is the PDF library's own.

import { cbc, ecb } from '@noble/ciphers/aes.js';

const WHOLE = { disablePadding: true };

/** Keys of 16 or 32 bytes; `iv` of 16. */
export const aesCbc = (key, iv, plain) => cbc(key, iv, WHOLE).encrypt(plain);
export const aesEcb = (key, plain) => ecb(key, WHOLE).encrypt(plain);
