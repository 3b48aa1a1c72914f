// What a browser lends the vault, for Python's worker: registered there as the module `carerapp_bridge`.
// Bytes come in and go out as Uint8Array. Everything is synchronous but `diskOpen` and `shrink`.

export * from './crypto.js';
export * from './disk.js';
export * from './picture.js';
