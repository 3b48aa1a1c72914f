// Something is new at a duty desk: a sound, a mark in the title, a notice where it may be shown. Nothing of
// what it is. Whoever touches the page has heard it. A computer's page has it by carerapp/page_news.py.

const MARK = '(new) ';
const TITLE = 'Carer app';
const WORDS = 'Something new. Unlock to read it.';
const TONES = { new: [660], urgent: [880, 660, 880, 660, 880] }; // hertz, one after the other
const LASTS = 0.25; // seconds

let context = null;

const calm = () => {
  if (document.title.startsWith(MARK)) document.title = document.title.slice(MARK.length);
};

const sound = (tones) => {
  const Context = window.AudioContext ?? window.webkitAudioContext;
  if (!Context) return;
  context ??= new Context();
  context.resume().catch(() => {}); // it stays silent where nobody has touched the page yet
  tones.forEach((hertz, at) => {
    const tone = context.createOscillator();
    const begins = context.currentTime + at * LASTS;
    tone.frequency.value = hertz;
    tone.connect(context.destination);
    tone.start(begins);
    tone.stop(begins + LASTS * 0.8);
  });
};

const notice = (urgent) => {
  if (window.Notification?.permission !== 'granted') return;
  const how = { body: WORDS, tag: 'carerapp', renotify: true, requireInteraction: urgent };
  try {
    new Notification(TITLE, how).onclick = () => window.focus();
  } catch { // on a phone only the service worker may
    navigator.serviceWorker?.ready.then((worker) => worker.showNotification(TITLE, how));
  }
};

export const alert = (urgent) => {
  if (!document.title.startsWith(MARK)) document.title = MARK + document.title;
  sound(urgent ? TONES.urgent : TONES.new);
  notice(urgent);
};

/** The browser may put it to the person, who may never answer: nobody waits for it. */
export const askToNotify = () => {
  window.Notification?.requestPermission?.();
};

for (const touched of ['pointerdown', 'keydown']) addEventListener(touched, calm, true);
