// Keeps the app on the phone. The laws:
//   1. A version is served whole or not at all: every file is here and has its checksum first.
//   2. A new version is used from a start on that was allowed (no episode open), never before; only where the
//      one in use does not start at all, nobody is asked.
//   3. A page gets every file from the version that it began with, however late it asks.
//   4. A version that does not start is set aside for good, and the one before it is served again.
//   5. Which version is served is written down here, not decided by when the browser swaps this script.
// The browser may end this script at any moment and start it anew: no law counts on its memory.

const VERSION = '{{version}}';
const FILES = {{files}}; // [path, sha256 in hex, bytes to fetch, needed for the first start]
const INDEX = 'index.html';
const LIST = 'files'; // kept in a version's cache when the version is whole
// Letters that no font has yet make Flutter ask for one of its own choice.
// Ours is on its way: meanwhile this one.
const FLUTTERS_FONT = /^assets\/fonts\/noto/;
const ROBOTO = /^assets\/fonts\/roboto\//;
const TRIES = 2;
const AT_ONCE = 4; // files
const RECENT = 16; // pages: one that begins is not among the living at once
const STATE = 'carerapp state';
// A page of another place must not hold this one in a frame, whatever the server of the day says.
const HEADERS = {
  'content-security-policy': "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};
const cacheOf = (version) => 'carerapp ' + version;
const url = (path) => new URL(path, self.registration.scope).href;

// --- what is written down -------------------------------------------------------------
const blank = () => ({
  turn: 0, // counts what is written
  good: null, // the last version that started
  next: null, // here, whole, and waits
  coming: null, // being fetched
  trial: null, // served, and has not yet said that it started
  tries: 0, // how often it was
  allowed: false, // the app's last word
  broken: null, // was good, and does not start any more
  serving: null, // what the last start was given
  pages: [], // [id of a page or a worker, the version it began with; '' for none]
  bad: [], // versions that did not start
});

/** Two places, written in turn: a battery that dies while one is written leaves the other. */
async function read() {
  const cache = await caches.open(STATE);
  const place = (name) => cache.match(url(name)).then((held) => held?.json()).catch(() => null);
  const kept = await Promise.all([place('state 0'), place('state 1')]);
  return { ...blank(), ...kept.filter(Boolean).sort((a, b) => b.turn - a.turn)[0] };
}

/** Change what is written down, one change after the other, those of an older script too;
 *  what `change` returns. */
const write = (change) => navigator.locks.request(STATE, async () => {
  const state = await read();
  const before = JSON.stringify(state);
  const result = await change(state);
  if (JSON.stringify(state) !== before) {
    state.turn += 1;
    await (await caches.open(STATE)).put(url('state ' + state.turn % 2), new Response(JSON.stringify(state)));
  }
  return result;
});

const living = (type = 'window') => self.clients.matchAll({ includeUncontrolled: true, type });
const aliveIds = async () => new Set((await living('all')).map(({ id }) => id));

// --- coming in ------------------------------------------------------------------------
const hex = (buffer) =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function keep(cache, [path, sum]) {
  const held = await cache.match(url(path));
  if (held?.headers.get('x-sum') === sum) return;
  const answer = await fromEarlier(path, sum) ??
    await fetch(url(path), { cache: 'no-cache', credentials: 'same-origin' });
  if (!answer.ok) throw new Error('not there: ' + path);
  const body = await answer.arrayBuffer();
  if (hex(await crypto.subtle.digest('SHA-256', body)) !== sum) {
    throw new Error('not what was published: ' + path);
  }
  const headers = { ...HEADERS, 'content-type': answer.headers.get('content-type') ?? '', 'x-sum': sum };
  await cache.put(url(path), new Response(body, { headers }));
}

/** The same file from a version that is here already: an update costs what changed. */
async function fromEarlier(path, sum) {
  for (const name of await caches.keys()) {
    const held = name === STATE ? null : await (await caches.open(name)).match(url(path));
    if (held?.headers.get('x-sum') === sum) return held;
  }
  return null;
}

/** All or an error; what came stays for the next attempt. */
async function keepAll(cache, files) {
  const total = files.reduce((sum, file) => sum + file[2], 0);
  const waiting = [...files];
  let loaded = 0;
  const one = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      await keep(cache, file);
      loaded += file[2];
      await tellPages({ loaded, total });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one)).finally(() => { waiting.length = 0; });
  const here = new Set((await cache.keys()).map((request) => request.url));
  if (!files.every(([path]) => here.has(url(path)))) throw new Error('not whole');
}

const tellPages = async (message) => (await living()).forEach((page) => page.postMessage(message));

async function install() {
  const wanted = ({ good, bad }) => VERSION !== good && !bad.includes(VERSION);
  const state = await write((now) => Object.assign(now, { coming: wanted(now) ? VERSION : null }));
  if (wanted(state)) {
    const cache = await caches.open(cacheOf(VERSION));
    // The first time what a start needs, the rest after it; an update whole: the one before
    // may be whole, too.
    const files = state.good === null ? FILES.filter((file) => file[3]) : FILES;
    await keepAll(cache, files).catch(async (error) => {
      await tellPages({ failed: error.name });
      throw error;
    });
    await cache.put(url(LIST), new Response(JSON.stringify(FILES)));
  }
  const pages = await living();
  await write((now) => {
    if (now.next !== VERSION) now.tries = 0;
    now.next = wanted(now) ? VERSION : null; // what is not published any more is not waited for
    now.coming = null;
    if (now.good !== null) return;
    for (const { id } of pages) if (!now.pages.some(([began]) => began === id)) now.pages.push([id, VERSION]);
  });
  await self.skipWaiting(); // law 5: this swaps the script, not what is served
}

/** What the first start did not need; what can't come now comes another time. */
async function rest(page) {
  const version = await versionOf(page.id);
  if (!version) return install(); // the browser has removed what was kept: from the beginning
  const cache = await caches.open(cacheOf(version));
  const list = await cache.match(url(LIST));
  for (const file of list ? await list.json() : []) await keep(cache, file).catch(() => {});
}

// --- going out ------------------------------------------------------------------------
const remembered = new Map(); // only saves reading what is written down

/** The version that a page or worker began with; null or '' when it came from the server. */
async function versionOf(id) {
  if (!remembered.has(id)) {
    const { pages, serving, good, next } = await read();
    remembered.set(id, new Map(pages).get(id) ?? serving ?? good ?? next);
  }
  return remembered.get(id);
}

async function begin(state, id, version) {
  if (!id) return;
  const alive = await aliveIds();
  state.pages = state.pages.filter(([page], at, all) =>
    page !== id && (alive.has(page) || at >= all.length - RECENT));
  state.pages.push([id, version]);
}

/** The version for a start. `clientId` is the page whose place is taken, in browsers that say so. */
async function choose({ clientId, resultingClientId, request }) {
  const others = (await living()).filter(({ id }) => id !== clientId && id !== resultingClientId);
  const replaced = !clientId && request.isReloadNavigation ? 1 : 0;
  return write(async (state) => {
    const began = new Map(state.pages);
    const open = others.filter(({ id }) => began.get(id) === state.good).length > replaced;
    const may = state.good === null || state.broken === state.good || (state.allowed && !open);
    if (may && state.next && ++state.tries > TRIES && state.good !== null) setAside(state, state.next);
    const version = may && state.next ? state.next : state.good;
    if (version !== state.good) state.trial = version;
    state.serving = version;
    await begin(state, resultingClientId, version);
    return version;
  }).catch(async () => { // no room to write: what is sure
    const { good, next } = await read();
    return good ?? next;
  });
}

function setAside(state, version) {
  if (!state.bad.includes(version)) state.bad.push(version);
  if (state.next === version) Object.assign(state, { next: null, tries: 0 });
}

async function answer(event) {
  const { request, clientId, resultingClientId } = event;
  const going = request.mode === 'navigate';
  const here = new URL(self.registration.scope).pathname;
  const asked = decodeURI(new URL(request.url).pathname.slice(here.length));
  // The page finds its files beside itself.
  if (going && asked.includes('/')) return Response.redirect(url(''));
  const version = going ? await choose(event) : await versionOf(clientId);
  if (resultingClientId) remembered.set(resultingClientId, version);
  if (!version) return fetch(request);
  if (resultingClientId && !going) {
    event.waitUntil(write((state) => begin(state, resultingClientId, version)).catch(() => {}));
  }
  const cache = await caches.open(cacheOf(version));
  const path = going ? INDEX : asked;
  const held = await cache.match(url(path));
  if (held) return held;
  if (going) return fromServer(request, version, resultingClientId);
  const list = await cache.match(url(LIST));
  const wanted = FLUTTERS_FONT.test(path) ? (name) => ROBOTO.test(name) : (name) => name === path;
  const file = list && (await list.json()).find(([name]) => wanted(name));
  if (!file) return new Response('', { status: 404, headers: HEADERS });
  return keep(cache, file).then(() => cache.match(url(file[0])), () => Response.error());
}

/** The browser has removed what was kept: this page comes from the server with all that it asks for. */
async function fromServer(request, version, page) {
  await write(async (state) => {
    for (const name of ['good', 'next', 'serving', 'trial']) if (state[name] === version) state[name] = null;
    await begin(state, page, '');
  }).catch(() => {});
  remembered.set(page, '');
  return fetch(request);
}

function started(state, version) {
  if (version && [state.next, state.trial].includes(version)) {
    const bad = state.bad.filter((name) => name !== version);
    Object.assign(state, { good: version, trial: null, tries: 0, bad });
    if (state.next === version) state.next = null;
  }
  if (version === state.good) state.broken = null;
}

/** What nobody runs and nothing waits for goes; only when what is good has been written down. */
async function tidy(state) {
  const alive = await aliveIds();
  const began = state.pages.filter(([id]) => alive.has(id)).map(([, version]) => version);
  const wanted = new Set([STATE, ...[state.good, state.next, state.coming, ...began].map(cacheOf)]);
  const old = (await caches.keys()).filter((name) => name.startsWith('carerapp ') && !wanted.has(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

function failed(state, version) {
  if (!version || state.good === null) return { back: false };
  if (version === state.good) state.broken = version;
  else setAside(state, version);
  return { back: version !== state.good || state.next !== null };
}

const MESSAGES = {
  version: async (data, page) => ({ version: await versionOf(page.id) }),
  claim: () => self.clients.claim(),
  rest: (data, page) => rest(page),
  started: async (data, page) => {
    await write(async (state) => started(state, await versionOf(page.id)));
    await write(tidy);
  },
  failed: async (data, page) => write(async (state) => failed(state, await versionOf(page.id))),
  allow: ({ allowed }) => write((state) => {
    state.allowed = Boolean(allowed);
    return { waiting: state.next !== null && state.good !== null };
  }),
};

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  const { data, source, ports: [port] } = event;
  const work = Promise.resolve(MESSAGES[data.type]?.(data, source));
  event.waitUntil(work.then((result) => port?.postMessage(result), () => port?.postMessage(null)));
});
self.addEventListener('fetch', (event) => {
  const { method, url: asked } = event.request;
  if (new URL(asked).pathname.startsWith('/v1/')) return; // an authority's endpoint behind the same address
  if (method === 'GET' && asked.startsWith(self.registration.scope)) event.respondWith(answer(event));
});
