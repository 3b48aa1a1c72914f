// What the app switcher sees of the app: nothing.

/** Cover the page the moment it is left; uncover it when it is back and the app has drawn. */
export function cover() {
  const sheet = document.createElement('div');
  sheet.id = 'cover';
  sheet.style.cssText = 'position:fixed;inset:0;z-index:20;background:Canvas;display:none';
  document.body.append(sheet);
  const hide = () => { sheet.style.display = 'block'; };
  const show = () => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.visibilityState === 'visible') sheet.style.display = 'none';
  })), 150); // long enough for the lock screen to be drawn under it
  document.addEventListener('visibilitychange', () => (document.visibilityState === 'hidden' ? hide() : show()));
  window.addEventListener('pagehide', hide);
  window.addEventListener('pageshow', show);
}
