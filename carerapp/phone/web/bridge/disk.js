// Two files of the browser's private file system, opened once: opening is asynchronous, what follows is not.
// A handle is exclusive: a second tab's `diskOpen` fails after five seconds, with
// an error named NoModificationAllowedError.
// Every call may throw an Error; on a full device its name is QuotaExceededError.

const NAMES = ['vault-0', 'vault-1'];
const ELSEWHERE = 'NoModificationAllowedError';
const TRIES = 50, PAUSE = 100; // milliseconds: a tab that is just giving the files up locks first
const ASK_AGAIN = 1000; // milliseconds, after the browser could not say
let handles = [];
let folder; // the one they are in
let gone = false; // a file is not listed any more: its handle writes into nothing
let written = 0, answered = 0; // flushes, and how many of them were followed by an answer about the files
let asked = 0; // questions that wait for their answer
let told = () => {};

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
  folder = await navigator.storage.getDirectory();
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
  gone = false;
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

/** With the flush the browser is asked whether the files are still listed. Its answer comes a moment later,
 *  when Python has returned: then `diskWatch`'s call is made, and `diskAnswered` counts this flush. Once they
 *  are gone, a flush throws a NotFoundError. */
export const diskFlush = named((which) => {
  handles[which].flush();
  if (gone) throw Object.assign(new Error('the files are gone'), { name: 'NotFoundError' });
  written += 1;
  look();
});

/** The answer speaks of the flushes before it was asked. A browser that can't say has not answered, and is
 *  asked again. */
async function look() {
  if (gone || !handles.length) return;
  const before = written;
  asked += 1;
  try {
    gone = !(await listed()) || gone;
    answered = Math.max(answered, before);
  } catch {
    folder = undefined;
    setTimeout(look, ASK_AGAIN);
    return;
  } finally { asked -= 1; }
  if (answered === written || !asked) told(); // of what one tap wrote, once
}

async function listed() {
  folder ??= await navigator.storage.getDirectory();
  try {
    await Promise.all(NAMES.map((name) => folder.getFileHandle(name)));
    return true;
  } catch (error) {
    if (error.name === 'NotFoundError') return false;
    throw error;
  }
}

export const diskGone = () => gone;

/** How many flushes were made, and of how many `diskGone` speaks. */
export const diskWritten = () => written;
export const diskAnswered = () => answered;

/** `call` is made at each answer. */
export function diskWatch(call) { told = call; }

export const diskTruncate = named((which, size) => handles[which].truncate(size));
