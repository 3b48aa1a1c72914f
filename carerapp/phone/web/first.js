// "Not seen since" works before, and without, everything else. The bare time is all it keeps:
// the app takes it as the start of an episode and has it erased.
(() => {
  'use strict';
  const KEY = 'carerapp.not-seen-since';
  const find = (id) => document.getElementById(id);
  const two = (n) => String(n).padStart(2, '0');
  const clock = (when) => two(when.getHours()) + ':' + two(when.getMinutes());
  const show = () => {
    let kept = null;
    try { kept = localStorage.getItem(KEY); } catch { /* told when it is kept */ }
    const words = kept && 'Kept on this phone: not seen since ' + clock(new Date(kept)) +
      (new Date(kept).toDateString() === new Date().toDateString() ? '' : ' yesterday') +
      '. The app takes it as the start.';
    find('kept').textContent = words || '';
  };
  find('since').value = clock(new Date());
  find('keep').addEventListener('click', () => {
    const [hours, minutes] = (find('since').value || clock(new Date())).split(':').map(Number);
    const when = new Date();
    when.setHours(hours, minutes, 0, 0);
    if (when > new Date()) when.setDate(when.getDate() - 1); // 23:50, kept after midnight
    try { localStorage.setItem(KEY, when.toISOString()); show(); } catch {
      find('kept').textContent =
        'This browser could not keep the time. Write it on paper: ' + clock(when) + '.';
    }
  });
  show();
})();
