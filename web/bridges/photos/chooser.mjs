// Where photos come from: the file chooser, the camera, files dropped or pasted onto the page. What is done with them
// (photos.mjs) comes with the rest of the program; where it is not there yet, they wait for it.

import { failure } from '../common/types.mjs';

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */
/** @typedef {Pick<ReturnType<typeof import('./photos.mjs').createPhotos>, 'take' | 'resume' | 'edit'>} Photos */

/** So long until what works on photos is asked for once more. Milliseconds. */
const AGAIN = 3_000;

/**
 * @param {Document} document
 * @param {() => Promise<Photos>} load fails where the network does
 * @param {(run: () => void, ms: number) => unknown} setTimeout
 */
export function createChooser(document, load, setTimeout) {
  /** Whether files dropped or pasted onto the page are wanted now, and who gets them. */
  /** @type {((files: File[]) => void) | null} */
  let offered = null;

  /** @param {(photos: Photos) => void} use */
  const use = (use) => {
    const fetched = () => load().then(use, () => { setTimeout(fetched, AGAIN); });
    return fetched();
  };
  /** @type {Photos['take']} */
  const take = (...given) => use((photos) => photos.take(...given));
  /** @type {Photos['resume']} */
  const resume = (...given) => use((photos) => photos.resume(...given));
  /** @type {Photos['edit']} */
  const edit = (...given) => use((photos) => photos.edit(...given));

  /**
   * Opens the file chooser or the camera. Must run inside the event of the person's own click or key: browsers
   * refuse it otherwise, and iOS raises nothing.
   * @param {boolean} camera
   * @param {number} room
   * @param {boolean} documents whether a PDF may be chosen too
   * @param {AnswerFunction} answer
   */
  function pick(camera, room, documents, answer) {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = documents ? 'image/*,.pdf' : 'image/*';
    input.multiple = !camera && room > 1;
    if (camera) input.setAttribute('capture', 'environment');
    input.hidden = true;
    input.tabIndex = -1;
    input.setAttribute('aria-hidden', 'true');
    input.setAttribute('data-photo-input', '');

    let settled = false;
    /** @param {File[]} files */
    const settle = (files) => {
      if (settled) return;
      settled = true;
      input.remove();
      if (files.length) take(files, room, answer, documents);
      else answer(failure('cancelled'));
    };
    input.addEventListener('change', () => settle([...(input.files ?? [])]));
    input.addEventListener('cancel', () => settle([]));

    // Only one chooser at a time: one that was abandoned in a browser without the cancel event goes.
    document.querySelectorAll('input[data-photo-input]').forEach((old) => old.remove());
    document.body.append(input);
    input.click();
  }

  /**
   * While a page that takes photos is open, what is dropped or pasted anywhere on it is taken too.
   * @param {number} room below 0 = nothing is taken
   * @param {boolean} documents whether a PDF is taken too
   * @param {AnswerFunction} answer
   */
  function accept(room, documents, answer) {
    // The request stays open for the next drop.
    offered = room >= 0 ? (files) => { take(files, room, (one) => answer({ ...one, more: true }), documents); } : null;
  }

  function listen() {
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => {
      // Never leave the page for a dropped file, wanted or not.
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length) offered?.(files);
    });
    document.addEventListener('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length || !offered) return;
      event.preventDefault();
      offered(files);
    });
  }

  return { pick, accept, listen, resume, edit };
}
