// @ts-check
/** Puts the mirror, the live regions, the pointer and the frame clock of a page together. */
import { createAnnouncer } from './announcer.mjs';
import { Mirror } from './mirror.mjs';
import { watchPointer } from './pointer.mjs';
import { ACTION } from './roles.mjs';

/**
 * What the program exports (web/main.cpp).
 * @typedef {object} Exports
 * @property {(size: number) => number} _ow_allocate
 * @property {(id: number, kind: number, text: number, size: number, number: number) => void} _ow_dom_action
 * @property {() => void} _ow_frame
 * @property {(width: number, height: number, density: number) => void} _ow_resize
 * @property {(x: number, y: number, down: number) => void} _ow_pointer
 * @property {(pressure: number) => void} _ow_pressure
 * @property {(printing: number) => void} _ow_printing
 * @property {() => void} _ow_context_lost
 * @property {() => void} _ow_context_restored
 * @property {() => void} _ow_fonts_changed
 * @property {Uint8Array} HEAPU8
 */

/** What a person does to a page without asking it for anything. @type {number[]} */
const LOOKS = [ACTION.focus, ACTION.blur, ACTION.scroll];

/**
 * What comes in while a part of the program may still be on its way (web/shell/rest.mjs).
 * @typedef {object} Gate
 * @property {(run: () => void) => void} enter
 * @property {(run: () => void) => void} press
 */

/**
 * @param {Window & typeof globalThis} window
 * @param {() => Exports} program the program; asked only after it has started
 * @param {Gate} gate
 * @param {() => void} onFirstFrame
 */
export function createDom(window, program, gate, onFirstFrame) {
  const { document } = window;
  const encoder = new TextEncoder();
  let shown = false;
  let requested = false;
  /** The delayed frame's timer: a later wish for one moves it. */
  let later = 0;
  let around = '';

  const host = /** @type {HTMLElement} */ (document.getElementById('mirror'));
  /** @param {number} id @param {number} kind @param {string} value @param {number} number */
  const act = (id, kind, value, number) => {
    const exports = program();
    const bytes = encoder.encode(value);
    const address = exports._ow_allocate(bytes.length + 1);
    exports.HEAPU8.set(bytes, address);
    exports._ow_dom_action(id, kind, address, bytes.length, number);
  };
  const mirror = new Mirror(host, (id, kind, value, number) => {
    const run = () => act(id, kind, value, number);
    if (LOOKS.includes(kind)) run();
    else if (kind === ACTION.setValue) gate.enter(run);
    else gate.press(run);
  });

  const announce = createAnnouncer({
    polite: /** @type {HTMLElement} */ (document.getElementById('live-polite')),
    assertive: /** @type {HTMLElement} */ (document.getElementById('live-assertive')),
  }, window);

  const drawing = createFence(/** @type {HTMLCanvasElement} */ (document.getElementById('canvas')));
  const turn = () => {
    if (drawing.busy()) return void window.requestAnimationFrame(turn);
    requested = false;
    // Before the program has started there is nothing to draw; connect() draws the first frame.
    program()?._ow_frame();
    drawing.put();
  };

  return {
    mirror,
    /** @param {Uint8Array} bytes */
    apply(bytes) {
      mirror.apply(bytes);
      if (shown) return;
      shown = true;
      onFirstFrame();
    },
    /** @param {number} id */
    focus: (id) => mirror.focus(id),
    focusHeading: () => mirror.focusHeading(),
    /** @param {number} id @param {number} offset */
    scroll: (id, offset) => mirror.scroll(id, offset),
    /** @param {string} text @param {boolean} assertive */
    announce: (text, assertive) => announce(text, assertive),
    /** @param {number} colour 0xRRGGBB */
    surround(colour) {
      const css = `#${colour.toString(16).padStart(6, '0')}`;
      if (css === around) return;
      around = css;
      document.documentElement.style.setProperty('--surround', css);
      document.querySelector('meta[name=theme-color]')?.setAttribute('content', css);
    },
    /** @param {number} delay milliseconds, from the last such wish; 0 = the browser's next turn */
    requestFrame(delay) {
      if (delay > 0) {
        window.clearTimeout(later);
        later = window.setTimeout(() => this.requestFrame(0), delay);
      } else if (!requested) {
        requested = true;
        window.requestAnimationFrame(turn);
      }
    },
    /** Begins to tell the program of size, pointer and fonts. */
    connect() {
      let size = '';
      const resize = () => {
        const { width, height } = host.getBoundingClientRect();
        const density = densityOf(window, width, height);
        const now = `${width} ${height} ${density}`;
        if (now === size || width === 0) return;
        size = now;
        program()._ow_resize(width, height, density);
      };
      window.addEventListener('resize', resize);
      window.addEventListener('beforeprint', () => gate.press(() => program()._ow_printing(1)));
      window.addEventListener('afterprint', () => gate.press(() => program()._ow_printing(0)));
      watchKeyboard(window);
      watchMarking(window, host);
      new window.ResizeObserver(resize).observe(host);
      watchDensity(window, resize);
      watchZoom(window, resize);
      watchPointer(
        host,
        (x, y, down) => program()._ow_pointer(x, y, down ? 1 : 0),
        (pressure) => program()._ow_pressure(pressure),
      );
      document.fonts?.addEventListener?.('loadingdone', () => program()._ow_fonts_changed());
      resize();
    },
  };
}

/** The longest a picture waits for the one before it, in turns of the browser: a driver may never answer. */
const MOST_TURNS = 12;

/**
 * A mark behind what was drawn last. While the graphics process has not come to it, a newer picture would only queue up
 * behind; whoever waits instead shows what is so when its turn comes.
 * @param {HTMLCanvasElement} canvas
 */
function createFence(canvas) {
  /** @type {WebGL2RenderingContext | null} */
  let gl = null;
  /** @type {WebGLSync | null} */
  let fence = null;
  let turns = 0;
  return {
    /** Asks without waiting. */
    busy: () => Boolean(gl && fence && ++turns <= MOST_TURNS && gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.UNSIGNALED),
    put() {
      gl ??= canvas.getContext('webgl2');
      gl?.deleteSync(fence);
      fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0) ?? null;
      turns = 0;
    },
  };
}

/** The most pixels a canvas has for who has zoomed in with two fingers: a screen of 3840 × 2160. */
const MOST_PIXELS = 3840 * 2160;

/**
 * Pixels of the canvas a CSS pixel. Two fingers enlarge a part of the page: it is drawn as sharp as the screen shows it, as
 * far as a canvas can be that large.
 * @param {Window} window
 * @param {number} width @param {number} height CSS px
 */
export function densityOf(window, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const scale = Math.max(1, window.visualViewport?.scale ?? 1);
  if (scale < 1.05) return ratio;
  return Math.max(ratio, Math.min(ratio * scale, Math.sqrt(MOST_PIXELS / Math.max(1, width * height))));
}

/** How long two fingers have to rest before the page is drawn anew. Milliseconds. */
const RESTS = 200;

/**
 * @param {Window} window
 * @param {() => void} changed
 */
function watchZoom(window, changed) {
  let timer = 0;
  window.visualViewport?.addEventListener('resize', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(changed, RESTS);
  });
}

/**
 * The pixel ratio changes with zoom and between screens; only a media query tells.
 * @param {Window} window
 * @param {() => void} changed
 */
function watchDensity(window, changed) {
  const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  query.addEventListener('change', () => {
    changed();
    watchDensity(window, changed);
  }, { once: true });
}

/**
 * Words of the mirror have to be painted, transparent as they are, only where the browser may mark some of them: when a
 * person selects, or is somewhere else with the focus, as in the browser's own search. app.css leaves them out otherwise.
 * @param {Window & typeof globalThis} window
 * @param {HTMLElement} host
 */
function watchMarking(window, host) {
  const { document } = window;
  const changed = () => host.classList.toggle('unmarked', document.hasFocus() && document.getSelection()?.type !== 'Range');
  document.addEventListener('selectionchange', changed);
  window.addEventListener('focus', changed);
  window.addEventListener('blur', changed);
  changed();
}

/** Less than this is a browser's bar that comes and goes, not a keyboard. Pixels. */
const KEYBOARD = 120;

/**
 * Some browsers lay their keyboard over the page instead of making it smaller: app.css ends the page above it.
 * @param {Window & typeof globalThis} window
 */
function watchKeyboard(window) {
  const view = window.visualViewport;
  view?.addEventListener('resize', () => {
    // Who has zoomed in sees a part of the page on purpose.
    if (Math.abs(view.scale - 1) > 0.01) return;
    const covered = window.innerHeight - view.height;
    window.document.documentElement.style.setProperty('--covered', `${covered > KEYBOARD ? covered : 0}px`);
  });
}
