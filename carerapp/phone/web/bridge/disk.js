// Two files of the browser's private file system, opened once: opening is asynchronous, what follows is not.
// A handle is exclusive: a second tab's `diskOpen` fails with an error named NoModificationAllowedError.
// Every call may throw; a full device throws QuotaExceededError.

const NAMES = ['vault-0', 'vault-1'];
let handles = [];

export async function diskOpen() {
  if (handles.length) return;
  const folder = await navigator.storage.getDirectory();
  const opened = [];
  try {
    for (const name of NAMES) {
      const file = await folder.getFileHandle(name, { create: true });
      opened.push(await file.createSyncAccessHandle());
    }
  } catch (error) {
    for (const handle of opened) handle.close();
    throw error;
  }
  handles = opened;
}

export function diskClose() {
  for (const handle of handles) handle.close();
  handles = [];
}

/** `which` is 0 or 1. Bytes in the file. */
export const diskSize = (which) => handles[which].getSize();

/** At most `n` bytes from `at`: fewer where the file ends. */
export function diskRead(which, at, n) {
  const into = new Uint8Array(n);
  return into.subarray(0, handles[which].read(into, { at }));
}

/** Bytes taken, perhaps fewer than given. Durable only after `diskFlush`. */
export const diskWrite = (which, at, bytes) => handles[which].write(bytes, { at });

export const diskFlush = (which) => handles[which].flush();

export const diskTruncate = (which, size) => handles[which].truncate(size);
