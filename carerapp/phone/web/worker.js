// Python's worker: Pyodide from a memory snapshot, our code, the sealed disk. Where the snapshot
// does not fit this browser it boots plainly: slower, the same app.

import * as bridge from './bridge.mjs';
import { OPTIONS, layOut } from './place.js';
import { xorRuntime } from './snapshot.js';

const flet_js = { args: null, documentUrl: '' };
const asked = new Map();
const tell = (name, more) => self.postMessage({ tell: name, ...more });
const mark = (name) => tell('mark', { name });

/** For Python: `await ask(name, value)` puts a question to the main page. */
let left = () => false; // Python's: the app went out of sight; whether that locked it
const page = {
  tell,
  onLeft: (python) => { left = python; },
  ask: (name, value) => new Promise((resolve, reject) => {
    const id = asked.size + Math.random();
    asked.set(id, { resolve, reject });
    const plain = value?.toJs ? value.toJs({ dict_converter: Object.fromEntries }) : value;
    self.postMessage({ ask: id, name, value: plain });
  }),
};

const bytes = async (name) => new Uint8Array(await (await get(name)).arrayBuffer());
const unpacked = async (name) => new Uint8Array(
  await new Response((await get(name)).body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());

async function get(name) {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(name);
  return answer;
}

/** A file now, for code that can't wait: what the first screen did not need. */
function fetchNow(name) {
  const request = new XMLHttpRequest();
  request.open('GET', name, false);
  request.responseType = 'arraybuffer';
  request.send();
  if (request.status !== 200) throw new Error(name);
  return new Uint8Array(request.response);
}

async function python(files) {
  const { loadPyodide } = await import('./pyodide/pyodide.mjs');
  const options = { ...OPTIONS, stdout: () => {}, stderr: (words) => console.error(words) };
  const plain = async () => {
    const made = await loadPyodide(options);
    place(made, files);
    return made;
  };
  if (!files.snapshot) return plain();
  try {
    const made = await loadPyodide({ ...options, _loadSnapshot: files.snapshot });
    delete made._api.config._loadSnapshot; // or its bytes, 38 MB, stay as long as the app runs
    files.snapshot = null;
    place(made, files);
    made.runPython('import flet, carerapp.phone.start; carerapp.phone.start.after_restore()');
    return made;
  } catch (error) {
    console.error('plain start: ' + error.name);
    mark('plain');
    return plain();
  }
}

function place(made, files) {
  made.registerJsModule('flet_js', flet_js);
  made.registerJsModule('carerapp_bridge', bridge);
  made.registerJsModule('carerapp_page', { ...page, fetchNow });
  layOut(made, files);
}

async function boot({ page: url }) {
  mark('start');
  flet_js.documentUrl = url;
  const disk = bridge.diskOpen();
  disk.catch(() => {});
  const snapshot = Promise.all([unpacked('snapshot.bin.gz'), bytes('pyodide/pyodide.asm.wasm')])
    .then(([packed, wasm]) => xorRuntime(packed, wasm)).catch(() => null);
  const [app, library] = await Promise.all([bytes('app.zip'), bytes('library.zip')]);
  mark('fetched');
  const made = await python({ app, library, snapshot: await snapshot });
  mark('python');
  tell('loaded');
  await disk;
  await made.runPythonAsync('import carerapp.phone.start; await carerapp.phone.start.wire()');
  mark('wired');
}

const WORDS = {
  NoModificationAllowedError: 'The app is already open in another tab or window of this phone. ' +
    'Close it there, then try again.',
};
const broke = (error) => {
  console.error(error.name + ' ' + String(error.message).split('\n').filter(Boolean).pop());
  tell('broke', { words: WORDS[error.name] ??
    'The app could not start. What was saved is safe. You can still call 999 and 101. Try again.' });
};

let booted = null;
self.onmessage = async ({ data }) => {
  if (data instanceof Uint8Array) flet_js.send?.(data);
  else if ('answer' in data) {
    const { resolve, reject } = asked.get(data.answer);
    asked.delete(data.answer);
    if ('error' in data) reject(new Error(data.error));
    else resolve(data.value);
  } else if (data.left) tell('left', { locked: left() });
  else if (data.boot) {
    booted = boot(data.boot);
    booted.catch(broke);
  } else if (data.connect) {
    await booted;
    mark('connect');
    flet_js.args = data.connect.args;
    await flet_js.start_connection((message) => {
      const frame = message.toJs();
      self.postMessage(frame, [frame.buffer]);
    });
    tell('connected');
  }
};
