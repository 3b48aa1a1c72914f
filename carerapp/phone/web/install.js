// The app's life on this phone: put there whole, renewed between episodes, never half.

const worker = navigator.serviceWorker;

const ask = (message) => new Promise((answer) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => answer(data);
  setTimeout(() => answer(null), 3000);
  worker.controller?.postMessage(message, [channel.port2]) ?? (worker.controller || answer(null));
});

/** Wait until every file of the first start is on this phone; the version that is served. */
export async function installed(progress) {
  if (!worker) {
    progress('This browser cannot keep the app: it works only with a connection. Use the phone’s own browser, not a private window.');
    return '';
  }
  const coming = worker.register('sw.js', { scope: './', updateViaCache: 'none' }).catch((error) => {
    if (worker.controller) return null; // no connection, but the app is here
    throw error;
  });
  if (!worker.controller) {
    const registration = await coming;
    await new Promise((done, fail) => {
      worker.addEventListener('controllerchange', done, { once: true });
      worker.addEventListener('message', ({ data }) => {
        if (data.loaded) progress(`Downloading the app: ${mega(data.loaded)} of ${mega(data.total)} MB`, data.loaded / data.total);
      });
      const next = registration.installing ?? registration.waiting;
      next?.addEventListener('statechange', () => next.state === 'redundant' && fail(new Error('install')));
      if (!next) registration.active?.postMessage({ type: 'claim' });
    });
  }
  return (await ask({ type: 'version' }))?.version ?? '';
}

const mega = (bytes) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

/** The app runs: this version is good, older ones can go. */
export const started = (version) => ask({ type: 'started', version });

/** The app did not start: true when there is an earlier version to go back to. */
export const failed = async (version) => (await ask({ type: 'failed', version }))?.back === true;

/** What the first screen did not need. */
export const rest = () => worker?.controller?.postMessage({ type: 'rest' });

/** A newer version is fetched whole in the background; it waits for a start that is in no episode. */
export const lookForUpdate = async () => {
  const registration = await worker?.getRegistration();
  await registration?.update().catch(() => {}); // no connection: next time
};

/** Whether a newer version is here and waits, and whether it may be used at the next start. */
export const mayUpdate = (allowed) => ask({ type: 'allow', allowed });
