// The app's life on this phone: put there whole, renewed between episodes, never half.

import { within } from './within.js';

const worker = navigator.serviceWorker;
const PLACE = { scope: './', updateViaCache: 'none' };
const AROUND = 'carerapp.came-around'; // the browser was asked to go around what is kept; once is enough
const WORDS = {
  QuotaExceededError: 'There is no room for the app on this phone. ' +
    'Calls work, and “not seen since” is kept. Make room, then try again.',
  other: 'The app could not be downloaded whole. Calls work, and “not seen since” is kept. ' +
    'What came is kept, too: connect to the internet and try again.',
};
export const NOT_KEPT = 'This browser cannot keep the app: it works only with a connection. ' +
  'Use the phone’s own browser, not a private window.';
const PATIENCE = 10_000; // milliseconds for an answer
const FETCH_PATIENCE = 60_000; // milliseconds for one small file on a bad line

const problem = (name) => Object.assign(new Error('install'), { words: WORDS[name] ?? WORDS.other });
const mega = (bytes) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

const ask = (message) => within(PATIENCE, new Promise((answer) => {
  if (!worker?.controller) return answer(null);
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => answer(data);
  return worker.controller.postMessage(message, [channel.port2]);
}));

/**
 * Wait until every file of the first start is on this phone. False when this browser keeps nothing; the app
 * works then as long as there is a connection. An error has `words` for the first page.
 */
export async function installed(progress) {
  if (worker?.controller) {
    sessionStorage.removeItem(AROUND);
    worker.register('sw.js', PLACE).catch(() => {}); // no connection, but the app is here
    return true;
  }
  const registration = await registered();
  if (!registration) {
    progress(NOT_KEPT);
    return false;
  }
  if (registration.active) await comeBack(registration.active);
  else await everyFile(registration.installing ?? registration.waiting, progress);
  return true;
}

async function registered() {
  try {
    const found = await within(FETCH_PATIENCE, worker?.register('sw.js', PLACE), 'late');
    if (found === 'late') throw new TypeError('sw.js');
    return found;
  } catch (error) {
    if (error.name === 'TypeError') throw problem('other'); // it did not come; other errors: it may not stay
    return null;
  }
}

/** The app is here, and this page came around it: it begins again, from what is kept. */
async function comeBack(active) {
  if (!sessionStorage.getItem(AROUND)) {
    sessionStorage.setItem(AROUND, 'yes');
    location.reload();
    await new Promise(() => {}); // until this page is gone
  }
  await within(PATIENCE, new Promise((done) => {
    worker.addEventListener('controllerchange', done, { once: true });
    active.postMessage({ type: 'claim' });
  }));
}

async function everyFile(coming, progress) {
  let most = 0;
  let why = 'other';
  const listen = ({ data }) => {
    why = data.failed ?? why;
    if (!(data.loaded > most)) return;
    most = data.loaded;
    progress(`Downloading the app: ${mega(most)} of ${mega(data.total)} MB`, most / data.total);
  };
  worker.addEventListener('message', listen);
  await new Promise((done, fail) => {
    const look = () => {
      if (worker.controller) done();
      else if (!coming || coming.state === 'redundant') {
        setTimeout(() => fail(problem(why)), 300); // the reason may come after it
      }
    };
    worker.addEventListener('controllerchange', look);
    coming?.addEventListener('statechange', look);
    look();
  }).finally(() => worker.removeEventListener('message', listen));
}

/** The version that this page runs, or null when it is not kept. */
export const version = async () => (await ask({ type: 'version' }))?.version ?? null;

/** The app runs: this version is good, older ones can go. */
export const started = () => ask({ type: 'started' });

/** The app did not start: true when there is another version to begin again with. */
export const failed = async () => (await ask({ type: 'failed' }))?.back === true;

/** What the first screen did not need. */
export const rest = () => worker?.controller?.postMessage({ type: 'rest' });

/** A newer version is fetched whole in the background; it waits for a start that is in no episode. */
export const lookForUpdate = async () => {
  const registration = await worker?.getRegistration();
  await registration?.update().catch(() => {}); // no connection: next time
};

/** The app's word whether a newer version, here or yet to come, may be used at the next start. */
export const mayUpdate = (allowed) => ask({ type: 'allow', allowed });
