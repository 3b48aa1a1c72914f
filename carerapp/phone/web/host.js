// Between Flutter on this page and Python in its worker: frames pass through, questions are answered.

import { services } from './services.js';

/**
 * Start Python at once, before Flutter asks for it. `ready` is called when the app has drawn its first
 * screen, `broke(words)` when it can't go on. What comes back can be told that the app was `left`; that
 * resolves when Flutter has what is to be shown to whoever comes back.
 */
export function hostPython({ progress, marks, since, ready, broke }) {
  const worker = new Worker('worker.js', { type: 'module' });
  let toFlutter = null;
  let connected = null;
  const leaving = []; // asked of Python, no answer yet
  let undrawn = []; // answered with a lock whose drawing is on its way
  const told = {
    mark: ({ name }) => { marks['worker ' + name] = since(); },
    loaded: () => progress('Starting: 2 of 3', 0.5),
    connected: () => connected?.(),
    usable: () => ready(),
    broke: ({ words }) => broke(words),
    left: ({ locked }) => (locked ? undrawn.push(leaving.shift()) : leaving.shift()()),
  };

  worker.onmessage = ({ data }) => {
    if (data instanceof Uint8Array) {
      toFlutter?.(data);
      undrawn.forEach((done) => done());
      undrawn = [];
    } else if ('ask' in data) answer(data);
    else told[data.tell]?.(data);
  };
  worker.onerror = () => broke('The app stopped. What was saved is safe. You can still call 999 and 101.');

  async function answer({ ask, name, value }) {
    try {
      worker.postMessage({ answer: ask, value: await services[name](value) });
    } catch (error) {
      worker.postMessage({ answer: ask, error: `${error.name}: ${error.message}` });
    }
  }

  globalThis.jsConnect = async (id, args, onMessage) => {
    toFlutter = onMessage;
    const done = new Promise((resolve) => { connected = resolve; });
    worker.postMessage({ connect: { args } });
    await done;
  };
  globalThis.jsSend = async (id, data) => { worker.postMessage(data, [data.buffer]); };
  globalThis.jsDisconnect = async () => {};
  worker.postMessage({ boot: { page: document.URL } });
  return {
    left: () => new Promise((done) => {
      leaving.push(done);
      worker.postMessage({ left: true });
    }),
  };
}
