// Where our Python lies in Pyodide's file system: the same when the snapshot is made and when it is loaded.

/** No chance in the order of sets, or the snapshot would hold the chance of the day it was made. */
export const OPTIONS = { env: { PYTHONHASHSEED: '0', HOME: '/home' } };

const OWNED = { canOwn: true }; // the file is these very bytes, not a second copy of them

/** Our own code as files, the libraries as one zip, room for what comes late. */
export function layOut({ FS, runPython }, { app, library }) {
  unpack(FS, app, '/app');
  FS.mkdirTree('/lib/late');
  FS.writeFile('/lib/library.zip', library, OWNED);
  runPython("import sys; sys.path[:0] = " +
    "[p for p in ('/app', '/lib/late', '/lib/library.zip') if p not in sys.path]");
}

/** Lay out a zip whose files are stored as they are. Python's own unpacking takes ten times as long. */
function unpack(FS, zip, folder) {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const words = new TextDecoder();
  const made = new Set();
  for (let at = 0; view.getUint32(at, true) === 0x04034b50;) {
    const size = view.getUint32(at + 18, true);
    const name = view.getUint16(at + 26, true);
    const start = at + 30 + name + view.getUint16(at + 28, true);
    const path = `${folder}/${words.decode(zip.subarray(at + 30, at + 30 + name))}`;
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (!made.has(parent)) { FS.mkdirTree(parent); made.add(parent); }
    FS.writeFile(path, zip.subarray(start, start + size), OWNED);
    at = start + size;
  }
}
