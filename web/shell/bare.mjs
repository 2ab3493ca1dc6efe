// @ts-check
// Where the device takes its graphics away and does not give them back, or cannot compile the shaders, the mirror itself
// becomes the page: its real elements are shown where the pictures of them stood (bare.css), under a line that says so.
// It goes by itself when the graphics are back. The same where the browser translates the page: what it translates are the
// words of the mirror, which have to be seen then.

/** A context that is given back sooner is not told of. Milliseconds. */
const PATIENCE = 2_000;

/**
 * @param {Window & typeof globalThis} window
 * @param {HTMLCanvasElement} canvas
 * @param {() => {_ow_context_lost: () => void, _ow_context_restored: () => void} | undefined} program nothing while it is on its way
 * @param {(language: string) => Promise<Record<string, string>>} texts
 */
export function watchGraphics(window, canvas, program, texts) {
  const root = window.document.documentElement;
  const words = /** @type {HTMLElement} */ (window.document.getElementById('bare-words'));
  const button = /** @type {HTMLButtonElement} */ (window.document.getElementById('bare-reload'));
  let timer = 0;
  let lost = false;

  /** A browser that has translated the page says so by a class of the whole document. */
  const translated = () => [...root.classList].some((name) => name.startsWith('translated-'));
  const settle = () => root.classList.toggle('bare', translated() || (lost && timer === 0));
  new window.MutationObserver(() => {
    if (root.classList.contains('bare') !== (translated() || (lost && timer === 0))) settle();
  }).observe(root, { attributes: true, attributeFilter: ['class'] });

  async function show() {
    timer = 0;
    settle();
    const say = await texts(root.lang).catch(() => /** @type {Record<string, string>} */ ({}));
    if (!lost) return;
    words.textContent = say['rest.bare'] ?? '';
    button.textContent = say['rest.reload'] ?? '';
  }

  button.addEventListener('click', () => window.location.reload());
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    program()?._ow_context_lost();
    lost = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(show, PATIENCE);
  });
  canvas.addEventListener('webglcontextrestored', () => {
    lost = false;
    window.clearTimeout(timer);
    timer = 0;
    words.textContent = '';
    settle();
    program()?._ow_context_restored();
  });

  return {
    /** Where the shaders did not compile, drawing with them has left an error; asked once, when nobody waits. */
    look() {
      const gl = /** @type {WebGL2RenderingContext} */ (canvas.getContext('webgl2'));
      if (lost || gl.getError() !== gl.INVALID_OPERATION) return;
      lost = true;
      show();
    },
  };
}
