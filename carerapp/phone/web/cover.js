// What the app switcher sees of the app, and what stands there when the carer comes back: nothing, until
// Python has said how the window stands now and that is drawn.

import { within } from './within.js';

const PATIENCE = 10_000; // milliseconds for Python's answer

/** Resolves when so many frames were drawn. */
export const frames = (n) => new Promise((done) => {
  const step = () => (n-- > 0 ? requestAnimationFrame(step) : done());
  step();
});

/** `left()` tells Python and resolves when Flutter has what is to be shown; `stuck()` where it never does. */
export function cover(left, stuck) {
  const sheet = document.createElement('div');
  sheet.id = 'cover';
  sheet.style.cssText = 'position:fixed;inset:0;z-index:20;background:Canvas;display:none';
  document.body.append(sheet);
  // Before it, there is 999 and nothing of a child.
  const opened = () => document.body.classList.contains('open');
  let times = 0; // out of sight
  let ready = Promise.resolve();

  function hide() {
    if (!opened()) return;
    sheet.style.display = 'block';
    times += 1;
    ready = Promise.all([ready, left()]);
  }

  async function show() {
    const time = times;
    const answered = await within(PATIENCE, ready, 'late');
    await frames(3); // Flutter draws in the first of them
    if (time !== times || document.visibilityState !== 'visible') return;
    if (answered === 'late') stuck();
    sheet.style.display = 'none';
  }

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') hide();
    else show();
  });
  window.addEventListener('pagehide', hide);
  window.addEventListener('pageshow', show);
}
