// TEST ONLY. WebKitGTK has no navigator.storage: these are the two files of the vault, kept by the
// test's own proxy. A browser that has the real ones never comes here.

const call = (act, file, more = '', body = null) => {
  const request = new XMLHttpRequest();
  request.open('POST', `/v1/test-only-disk/${act}?file=${file}${more}`, false);
  request.responseType = 'arraybuffer';
  request.send(body);
  if (request.status !== 200) throw new Error(act);
  return new Uint8Array(request.response);
};
const number = (bytes) => Number(new TextDecoder().decode(bytes));

const file = (name) => ({
  getSize: () => number(call('size', name)),
  read: (into, { at }) => {
    const got = call('read', name, `&at=${at}&n=${into.length}`);
    into.set(got);
    return got.length;
  },
  write: (bytes, { at }) => number(call('write', name, `&at=${at}`, new Uint8Array(bytes))),
  flush: () => { call('flush', name); },
  truncate: (n) => { call('truncate', name, `&n=${n}`); },
  close: () => {},
});

if (!globalThis.FileSystemFileHandle?.prototype.createSyncAccessHandle) {
  const folder = { getFileHandle: async (name) => ({ createSyncAccessHandle: async () => file(name) }) };
  Object.defineProperty(navigator, 'storage', { value: { getDirectory: async () => folder } });
}
