// Keeps the app on the phone. The laws:
//   1. A version is served whole or not at all: every file is here and has its checksum first.
//   2. A new version is used from a start on that was allowed (no episode open), never before.
//   3. A version that does not start is set aside, and the one before it is served again.
//   4. Which version is served is written down here, not decided by when the browser swaps this script.

const VERSION = '{{version}}';
const FILES = {{files}}; // [path, sha256 in hex, bytes to fetch, needed for the first start]
const INDEX = 'index.html';
const TRIES = 2;
const STATE = 'carerapp state';
const cacheOf = (version) => 'carerapp ' + version;
const url = (path) => new URL(path, self.registration.scope).href;

// --- what is written down -------------------------------------------------------------
const BLANK = { good: null, next: null, allowed: false, tries: 0, serving: null, bad: [] };
let turn = Promise.resolve();

async function read() {
  const kept = await (await caches.open(STATE)).match(url('state'));
  return kept ? kept.json() : { ...BLANK };
}

/** Change what is written down, one change after the other; what `change` returns. */
function write(change) {
  const mine = turn.then(async () => {
    const state = await read();
    const result = change(state);
    await (await caches.open(STATE)).put(url('state'), new Response(JSON.stringify(state)));
    return result;
  });
  turn = mine.catch(() => {});
  return mine;
}

// --- coming in ------------------------------------------------------------------------
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function keep(cache, [path, sum]) {
  const held = await cache.match(url(path));
  if (held?.headers.get('x-sum') === sum) return;
  const same = await fromEarlier(path, sum);
  const answer = same ?? await fetch(url(path), { cache: 'no-cache', credentials: 'same-origin' });
  if (!answer.ok) throw new Error('not there: ' + path);
  const body = await answer.arrayBuffer();
  if (hex(await crypto.subtle.digest('SHA-256', body)) !== sum) throw new Error('not what was published: ' + path);
  const headers = { 'content-type': answer.headers.get('content-type') ?? '', 'x-sum': sum };
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

async function keepAll(version, files, told = () => {}) {
  const cache = await caches.open(cacheOf(version));
  const total = files.reduce((sum, file) => sum + file[2], 0);
  let loaded = 0;
  const waiting = [...files];
  const one = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      await keep(cache, file);
      loaded += file[2];
      told(loaded, total);
    }
  };
  await Promise.all(Array.from({ length: 4 }, one));
}

async function tellPages(message) {
  for (const page of await self.clients.matchAll({ includeUncontrolled: true, type: 'window' })) page.postMessage(message);
}

async function install() {
  const state = await read();
  if (state.good !== VERSION) {
    await keepAll(VERSION, FILES.filter((file) => file[3]), (loaded, total) => tellPages({ loaded, total }));
    const cache = await caches.open(cacheOf(VERSION));
    await cache.put(url('files'), new Response(JSON.stringify(FILES)));
    await write((now) => { now.next = VERSION; now.allowed = false; now.tries = 0; });
  }
  await self.skipWaiting(); // law 4: this swaps the script, not what is served
}

/** What the first screen did not need, of the version in use and of the one that waits. */
async function rest() {
  const { good, next } = await read();
  for (const version of [good, next].filter(Boolean)) {
    const list = await (await caches.open(cacheOf(version))).match(url('files'));
    if (list) await keepAll(version, await list.json());
  }
}

// --- going out ------------------------------------------------------------------------
const choose = () => write((state) => {
  if (state.next && (state.good === null || state.allowed)) {
    state.tries += 1;
    if (state.tries > TRIES && state.good !== null) setAside(state);
  }
  state.serving = state.next && (state.good === null || state.allowed) ? state.next : state.good;
  return state.serving;
});

function setAside(state) {
  if (!state.bad.includes(state.next)) state.bad.push(state.next);
  Object.assign(state, { next: null, allowed: false, tries: 0 });
}

async function answer(request) {
  const asking = new URL(request.url);
  const root = new URL(self.registration.scope);
  const going = request.mode === 'navigate';
  const version = going ? await choose() : await serving();
  if (version === null) return fetch(request);
  const path = going ? INDEX : decodeURI(asking.pathname.slice(root.pathname.length));
  const cache = await caches.open(cacheOf(version));
  const held = await cache.match(url(path));
  if (held) return held;
  const list = await cache.match(url('files'));
  const file = list && (await list.json()).find(([name]) => name === path);
  if (!file) return going ? fetch(request) : new Response('', { status: 404 });
  await keep(cache, file);
  return cache.match(url(path));
}

async function serving() {
  const { serving: now, good, next } = await read();
  return now ?? good ?? next;
}

const MESSAGES = {
  version: async () => ({ version: await serving() }),
  claim: () => self.clients.claim(),
  rest,
  started: async ({ version }) => {
    await write((state) => {
      if (version !== state.next) return;
      Object.assign(state, { good: version, next: null, allowed: false, tries: 0 });
    });
    const { good, next } = await read();
    const wanted = [STATE, cacheOf(good), cacheOf(next)];
    await Promise.all((await caches.keys()).filter((name) => name.startsWith('carerapp ') && !wanted.includes(name))
      .map((name) => caches.delete(name)));
    return {};
  },
  failed: async ({ version }) => write((state) => {
    if (version !== state.next || state.good === null) return { back: false };
    setAside(state);
    return { back: true };
  }),
  allow: async ({ allowed }) => write((state) => {
    if (state.next && state.good) state.allowed = Boolean(allowed);
    return { waiting: Boolean(state.next && state.good) };
  }),
};

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  const work = Promise.resolve(MESSAGES[event.data.type]?.(event.data));
  event.waitUntil(work.then((result) => event.ports[0]?.postMessage(result), () => event.ports[0]?.postMessage(null)));
});
self.addEventListener('fetch', (event) => {
  const asking = new URL(event.request.url);
  if (event.request.method !== 'GET' || asking.origin !== location.origin) return;
  if (!asking.href.startsWith(self.registration.scope)) return;
  event.respondWith(answer(event.request));
});
