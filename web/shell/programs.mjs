// @ts-check
// Which of the programs a visitor needs (ow_program in cmake/web.cmake), each with the features of those it is for; and
// how one leads over to another.

/** @typedef {'onewindow' | 'staff' | 'gallery'} Program 'onewindow': the residents' */

/** Pages that only the staff's program has, and the way to them. */
const STAFF = /^#\/(?:workbench|login\/staff|assisted|grid|visits)(?:[/?]|$)/;

/**
 * The program for this address and this person. Staff are known by the role that the device keeps of them; their program
 * has everything that residents have, and what a device with a PIN keeps is open to it only.
 * @param {Window} window
 * @returns {Program}
 */
export function wanted(window) {
  const { location, document } = window;
  // All widgets: in the demo only, for people who make pages.
  if ('demo' in document.documentElement.dataset && location.hash === '#/gallery') return 'gallery';
  return STAFF.test(location.hash) || keptRole(window) !== 'resident' || hasPin(window) ? 'staff' : 'onewindow';
}

/** The role of whoever was signed in here last; 'resident' where nobody was. @param {Window} window @returns {string} */
export function keptRole(window) {
  try {
    return JSON.parse(window.localStorage.getItem('onewindow.account') ?? '{}').role ?? 'resident';
  } catch {
    return 'resident';
  }
}

/** Whether what is kept here opens with a PIN (lock.mjs). @param {Window} window */
function hasPin(window) {
  try {
    return window.localStorage.getItem('onewindow.lock') !== null;
  } catch {
    return false;
  }
}

/** Whether the first page is asked for, which is all that the boot part draws. @param {Window} window */
export const atFirstPage = (window) => /^#?\/?$/.test(window.location.hash);

/**
 * Whether the page has to be loaded anew, because the program that runs has not got what is asked for now. Whoever is in
 * the staff's program stays there until then: it lacks nothing.
 * @param {Program} running
 * @param {Program} now
 */
export const leadsOver = (running, now) => running !== now && !(running === 'staff' && now === 'onewindow');

/**
 * Another program takes over at the address that was asked for, with the same session and all that was kept. What the
 * running one would say about a page that it has not got is not shown: the shell is, with its ways on, and the sign.
 * @param {Window & typeof globalThis} window
 * @param {Program} running
 * @param {(program: Program) => string[]} files addresses of what a program is made of
 * @param {(state: import('./rest.mjs').State) => void} sign
 * @param {() => Promise<void>} settled resolves once all writes to the device are done
 */
export function createLeadOver(window, running, files, sign, settled) {
  let over = false;

  /** Not before it is there: a page that is loaded anew without a network would be lost. */
  async function go() {
    sign('waiting');
    try {
      await Promise.all([settled(), ...files(wanted(window)).map((address) => window.fetch(address))]);
    } catch {
      if (over) sign('network');
      return;
    }
    // An address that is no longer there was exchanged in an update; the page that is loaded knows the new one.
    if (over) window.location.reload();
  }

  return {
    /** Whether the page waits for another program. */
    get over() { return over; },

    /** The address may have changed, or who is signed in. */
    check() {
      const now = leadsOver(running, wanted(window));
      if (now === over) return;
      over = now;
      window.document.documentElement.classList.toggle('live', !over);
      if (over) go();
      else sign('');
    },

    /** The person asked for another try. */
    again: () => go(),
  };
}
