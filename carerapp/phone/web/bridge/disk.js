// Two files of the browser's private file system, opened once: opening is asynchronous, what follows is not.
// A handle is exclusive: a second tab's `diskOpen` fails after five seconds, with
// an error named NoModificationAllowedError.
// Every call may throw an Error; on a full device its name is QuotaExceededError.

const NAMES = ['vault-0', 'vault-1'];
const ELSEWHERE = 'NoModificationAllowedError';
const TRIES = 50, PAUSE = 100; // milliseconds: a tab that is just giving the files up locks first
let handles = [];

/** A browser's own exceptions are not Errors everywhere, and Python is told the names of Errors alone. */
const renamed = (error) => Object.assign(new Error(error.message), { name: error.name });
const named = (work) => (...given) => {
  try { return work(...given); } catch (error) { throw renamed(error); }
};

export async function diskOpen() {
  for (let tried = 1; !handles.length; tried += 1) {
    try {
      handles = await opened();
    } catch (error) {
      if (error.name !== ELSEWHERE || tried === TRIES) throw renamed(error);
      await new Promise((soon) => setTimeout(soon, PAUSE));
    }
  }
}

async function opened() {
  const folder = await navigator.storage.getDirectory();
  const made = [];
  try {
    for (const name of NAMES) {
      const file = await folder.getFileHandle(name, { create: true });
      made.push(await file.createSyncAccessHandle());
    }
  } catch (error) {
    for (const handle of made) handle.close();
    throw error;
  }
  return made;
}

export function diskClose() {
  for (const handle of handles) handle.close();
  handles = [];
}

/** `which` is 0 or 1. Bytes in the file. */
export const diskSize = named((which) => handles[which].getSize());

/** At most `n` bytes from `at`: fewer where the file ends. */
export const diskRead = named((which, at, n) => {
  const into = new Uint8Array(n);
  return into.subarray(0, handles[which].read(into, { at }));
});

/** Bytes taken, perhaps fewer than given. Durable only after `diskFlush`. */
export const diskWrite = named((which, at, bytes) => handles[which].write(bytes, { at }));

export const diskFlush = named((which) => handles[which].flush());

export const diskTruncate = named((which, size) => handles[which].truncate(size));
