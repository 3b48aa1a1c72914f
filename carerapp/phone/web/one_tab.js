// One tab at a time: two would write to the same sealed file.

const NAME = 'carerapp';
const ASKED = 'carerapp.use-here'; // the reload that "Use it here" makes takes the place of the other tab

/** Whether this tab may run the app. `lost` is called when another one takes over later. */
export async function onlyTab(lost) {
  if (!navigator.locks) return true; // the disk's own lock still refuses a second tab
  const steal = sessionStorage.getItem(ASKED) === 'yes';
  sessionStorage.removeItem(ASKED);
  return new Promise((answer) => {
    navigator.locks.request(NAME, steal ? { steal: true } : { ifAvailable: true }, (lock) => {
      answer(lock !== null);
      if (lock === null) sessionStorage.setItem(ASKED, 'yes');
      return lock && new Promise(() => {}); // held as long as the page lives
    }).catch(lost);
  });
}
