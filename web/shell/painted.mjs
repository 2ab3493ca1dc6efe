// @ts-check
// What a person looks at comes before what the program will need of the processor.

/** So long is waited at most, of a browser that does not say what it has painted. Milliseconds. */
const LONGEST = 1000;

/** @param {Window} window @param {number} ms */
const pause = (window, ms) => new Promise((done) => { window.setTimeout(done, ms); });
/** @param {Window} window @param {(done: (value: unknown) => void) => void} begin a page that nobody looks at is not painted */
const atMost = (window, begin) => window.document.hidden || Promise.race([new Promise(begin), pause(window, LONGEST)]);

/** The page is on the screen, and a press that came with it was heard. @param {Window & typeof globalThis} window */
export async function painted(window) {
  await atMost(window, (done) => new window.PerformanceObserver((list) => {
    // The ground alone is a paint too.
    if (list.getEntriesByName('first-contentful-paint').length) done(0);
  }).observe({ type: 'paint', buffered: true }));
  await pause(window, 0);
}

/** What was just shown is on the screen. @param {Window} window */
export const shown = (window) => atMost(window, (done) => window.requestAnimationFrame(() => window.setTimeout(done, 0)));
