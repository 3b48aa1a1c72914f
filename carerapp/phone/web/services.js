// What Python asks of the main page, each by its name. A rejected promise comes back with the error's name.

import { mayUpdate } from './install.js';
import * as passkey from './passkey.js';

const KEY = 'carerapp.not-seen-since';
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
  /** Ask the browser never to remove what is kept here: 'kept', or 'may be removed'. */
  persist: async () => {
    if (!navigator.storage?.persist) return 'may be removed';
    const kept = (await navigator.storage.persisted()) || (await navigator.storage.persist());
    return kept ? 'kept' : 'may be removed';
  },
  /** Bytes still free for this app, or null where the browser does not say. */
  room: async () => {
    const { quota, usage } = await (navigator.storage?.estimate?.() ?? {});
    return quota === undefined ? null : quota - usage;
  },
  mayUpdate,
  online: () => navigator.onLine,
  canShare: () => Boolean(navigator.canShare?.({
    files: [new File(['x'], 'x.pdf', { type: 'application/pdf' })],
  })),
  share: async ({ name, type, data }) => {
    await navigator.share({ files: [new File([data], name, { type })] });
  },
};
