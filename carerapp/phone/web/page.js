// The main page: first the first page, then the app under it. Nothing here can stop 999 or "not seen since".
//
//   one tab → installed (sw.js holds every file) → Python in a worker, Flutter on this page → usable

import { cover, frames } from './cover.js';
import { hostPython } from './host.js';
import { NOT_KEPT, installed, lookForUpdate, rest, started, failed } from './install.js';
import { onlyTab } from './one_tab.js';
import { within } from './within.js';

const LOCKS = 2000; // milliseconds for the app to lock before another tab takes over
const STARTS = 60_000; // milliseconds, when every file is here: the slowest phone needs a third of it

const since = () => Math.round(performance.now());
const find = (id) => document.getElementById(id);
const marks = {};
globalThis.carerapp = { marks };

let usable = false;
let wanted = false;

/** What is happening, in words and as a share of the whole (0 to 1, or null when it can't be known). */
export function progress(words, share = null) {
  find('progress').textContent = words;
  find('bar').hidden = share === null;
  if (share === null) return;
  const percent = Math.round(100 * share);
  find('bar').setAttribute('aria-valuenow', percent);
  find('bar').firstElementChild.style.width = percent + '%';
}

function open() {
  wanted = true;
  if (usable) document.body.classList.add('open');
  else find('open').textContent = 'Opening …';
}

function stuck(words, again = 'Try again') {
  document.body.classList.remove('open');
  progress(words);
  const button = find('open');
  button.textContent = again;
  button.onclick = () => location.reload();
}

/** Whatever it is that does not answer. It may still come, and then all is well. */
function late() {
  if (usable || find('open').textContent === 'Try again') return;
  progress('The app takes longer than it should. Calls work, and “not seen since” is kept. ' +
    'Wait, or close the app and open it again.');
}

async function flutter() {
  const base = new URL('.', location.href).pathname;
  const loaded = {};
  globalThis.flet = {
    pyodide: true, multiView: false, noCdn: true, entrypointBaseUrl: base, assetBase: base,
    routeUrlStrategy: 'hash',
    canvasKitBaseUrl: base + 'canvaskit/', fontFallbackBaseUrl: base + 'assets/fonts/',
    webRenderer: 'canvaskit', flutterAppLoaded: new Promise((resolve) => { loaded.resolve = resolve; }),
    flutterAppResolve: (app) => loaded.resolve(app),
  };
  window.addEventListener('flutter-first-frame', () => { marks.flutter = since(); }, { once: true });
  const script = document.createElement('script');
  script.src = 'flutter_bootstrap.js';
  document.body.append(script);
}

async function start() {
  marks.page = since();
  find('open').addEventListener('click', open);
  let python = null;
  // Another tab takes over: this one locks, then begins anew, and finds that the app is open there.
  const lost = () => within(LOCKS, python?.left()).finally(() => location.reload());
  if (!await onlyTab(lost)) {
    stuck('The app is already open in another tab or window of this phone. ' +
      'Go to it, or close it and use this one.', 'Use it here');
    return;
  }
  await frames(1); // the first page is painted before anything heavy begins
  const kept = installed(progress);
  if (!navigator.serviceWorker?.controller) await kept; // the first time: everything comes first
  marks.installed = since();
  progress('Starting: 1 of 3', 0.2);
  setTimeout(late, STARTS);
  python = hostPython({
    progress, marks, since,
    async ready() {
      marks.python = since();
      progress('Starting: 3 of 3', 0.9);
      await globalThis.flet.flutterAppLoaded;
      await frames(2);
      marks.usable = since();
      usable = true;
      progress(await kept ? 'Ready. It works with no signal.' : 'Ready. ' + NOT_KEPT, 1);
      find('open').textContent = 'Open the app';
      if (wanted) open();
      await started();
      rest();
      lookForUpdate();
    },
    async broke(words) {
      if (!usable && await failed()) {
        progress('This version did not start. Beginning again with the other one …');
        location.reload();
        return;
      }
      stuck(words);
    },
  });
  cover(python.left, () => stuck('The app did not answer. What was saved is safe.'));
  await flutter();
}

start().catch((error) => {
  console.error(error.name);
  stuck(error.words ?? 'The app could not start. Calls work, and “not seen since” is kept. ' +
    'Connect to the internet and try again.');
});
