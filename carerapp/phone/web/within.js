// No promise is waited for without a limit: which have none of their own, and why, stands in
// docs/browsers.md.

/** What `promise` gives, or `late` when it gives nothing within so many milliseconds. */
export const within = (milliseconds, promise, late = null) => Promise.race([
  promise,
  new Promise((done) => { setTimeout(() => done(late), milliseconds); }),
]);
