// What a browser lends the vault and the documents, for Python's worker:
// registered there as the module `carerapp_bridge`.
// Bytes come in and go out as Uint8Array. Everything is synchronous but `diskOpen` and `shrink`.

export * from './aes.js';
export * from './crypto.js';
export * from './disk.js';
export * from './picture.js';
