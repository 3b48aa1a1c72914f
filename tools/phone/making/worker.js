// Runs Pyodide's own Python at build time: it compiles what it will run, and takes the memory snapshot.

import { loadPyodide } from '../pyodide/pyodide.mjs';
import { OPTIONS, layOut } from '../place.js';
import { xorRuntime } from '../snapshot.js';

const FILES_MADE = 1_577_836_800_000; // the first of January 2020

const bytes = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());
const base64 = async (data) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.readAsDataURL(new Blob([data]));
});

const jobs = {
  async compile({ sources }) {
    const python = await loadPyodide(OPTIONS);
    python.FS.writeFile('/sources.zip', await bytes(sources));
    python.FS.writeFile('/compiling.py', await bytes('compiling.py'));
    python.runPython('import sys; sys.path.insert(0, "/"); ' +
      'import compiling; compiling.main("/sources.zip", "/made.zip")');
    return base64(python.FS.readFile('/made.zip'));
  },

  /** The snapshot in which everything the first screen needs is imported, under a given clock and dice. */
  async snapshot({ clock, dice, imports }) {
    let now = FILES_MADE; // a clock that stands still: files have its time, too
    const RealDate = Date;
    globalThis.Date = class extends RealDate {
      constructor(...given) { super(...(given.length ? given : [now])); }
      static now() { return now; }
    };
    performance.now = () => now - FILES_MADE;
    let state = dice;
    const roll = (into) => {
      const view = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
      for (let i = 0; i < view.length; i++) {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        view[i] = state >>> 16;
      }
      return into;
    };
    Object.defineProperty(globalThis.crypto, 'getRandomValues', { value: roll });
    const python = await loadPyodide({ ...OPTIONS, _makeSnapshot: true });
    layOut(python, { app: await bytes('../app.zip'), library: await bytes('../library.zip') });
    now = clock; // from here on, whoever reads the clock leaves a trace
    python.runPython(imports);
    return base64(xorRuntime(python.makeMemorySnapshot(), await bytes('../pyodide/pyodide.asm.wasm')));
  },
};

self.onmessage = async ({ data: { job, given } }) => {
  try {
    self.postMessage({ done: await jobs[job](given) });
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};
