// Does with install.js what the app's page does, and tells the tests: app.state, app.words, app.progress.

import { failed, installed, lookForUpdate, mayUpdate, rest, started } from './install.js';

const app = { state: 'starting', words: null, progress: [], kept: null, mayUpdate, rest, started };
globalThis.app = app;

const text = async (name) => (await fetch(name)).text();
app.get = (name) => fetch(name).then(
  async (answer) => (answer.ok ? answer.text() : answer.status),
  (error) => error.name,
);

/** Look for a newer version and wait until it is here or has failed; one that fails at once is seen, too. */
app.update = async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  let found = registration.installing ?? registration.waiting;
  const seen = () => { found = registration.installing ?? found; };
  registration.addEventListener('updatefound', seen, { once: true });
  await lookForUpdate();
  const coming = registration.installing ?? registration.waiting ?? found;
  if (!coming) return 'nothing';
  await new Promise((done) => {
    const look = () => ['activated', 'redundant'].includes(coming.state) && done();
    coming.addEventListener('statechange', look);
    look();
  });
  return coming.state;
};

/** Ask a worker of this page for a file, now. */
app.worker = () => {
  const worker = new Worker('worker.js', { type: 'module' });
  app.ask = (name) => new Promise((done) => {
    worker.onmessage = ({ data }) => done(data);
    worker.postMessage(name);
  });
  return app.ask('words.txt');
};

async function start() {
  const kept = installed((words, share = null) => app.progress.push([words, share]));
  if (!navigator.serviceWorker?.controller) await kept;
  app.kept = await kept;
  app.words = await text('words.txt');
  const { how } = await import('./how.js');
  if (how === 'well') await started();
  if (how === 'badly' && await failed()) location.reload();
  else app.state = how;
}

start().catch((error) => {
  app.words = error.words ?? error.name;
  app.state = 'stuck';
});
