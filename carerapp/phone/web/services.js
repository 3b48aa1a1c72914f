// What Python asks of the main page, each by its name. A rejected promise comes back with the error's name.

import { alert, askToNotify } from './alert.js';
import { mayUpdate } from './install.js';
import * as passkey from './passkey.js';
import { within } from './within.js';

const KEY = 'carerapp.not-seen-since';
const PERSON = 'carerapp.asked-to-keep'; // a person was asked once; not again, whatever they did with it
const SOON = 1000; // milliseconds: a browser that answers by itself has done so, one that asks a person waits
const VAULT = 'carerapp.vault-made'; // so that records the browser removed are missed

export const services = {
  ...passkey,
  /** The bare time of the first page, ISO 8601, or null. */
  notSeenSince: () => localStorage.getItem(KEY),
  forgetNotSeenSince: () => {
    localStorage.removeItem(KEY);
    document.getElementById('kept').textContent = '';
  },
  vaultWasMade: () => localStorage.getItem(VAULT) === 'yes',
  vaultIsMade: () => localStorage.setItem(VAULT, 'yes'),
  vaultIsErased: () => localStorage.removeItem(VAULT),
  /** Whether the browser never removes what is kept here: 'kept', or 'may be removed'; `ask` it not to.
   *  Firefox puts that to the person, who may never answer: what they said is known at the next look. */
  persist: async (ask) => {
    const { storage } = navigator;
    if (!storage?.persist) return 'may be removed';
    let kept = await storage.persisted();
    if (!kept && ask && localStorage.getItem(PERSON) !== 'yes') {
      kept = await within(SOON, storage.persist());
      if (kept === null) localStorage.setItem(PERSON, 'yes');
    }
    return kept ? 'kept' : 'may be removed';
  },
  /** Bytes still free for this app, or null where the browser does not say. */
  room: async () => {
    const { quota, usage } = await (navigator.storage?.estimate?.() ?? {});
    return quota === undefined ? null : quota - usage;
  },
  alert,
  askToNotify,
  mayUpdate,
  online: () => navigator.onLine,
  canShare: () => Boolean(navigator.canShare?.({
    files: [new File(['x'], 'x.pdf', { type: 'application/pdf' })],
  })),
  share: async ({ name, type, data }) => {
    await navigator.share({ files: [new File([data], name, { type })] });
  },
};
