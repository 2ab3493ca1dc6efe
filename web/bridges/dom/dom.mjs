// @ts-check
/** Puts the mirror, the live regions, the pointer and the frame clock of a page together. */
import { Mirror } from './mirror.mjs';

/**
 * What the program exports (web/main.cpp).
 * @typedef {object} Exports
 * @property {(size: number) => number} _ow_allocate
 * @property {(id: number, kind: number, text: number, size: number, number: number) => void} _ow_dom_action
 * @property {() => void} _ow_frame
 * @property {(width: number, height: number, density: number) => void} _ow_resize
 * @property {(x: number, y: number, down: number) => void} _ow_pointer
 * @property {() => void} _ow_context_lost
 * @property {() => void} _ow_context_restored
 * @property {() => void} _ow_fonts_changed
 * @property {Uint8Array} HEAPU8
 */

/**
 * @param {Window & typeof globalThis} window
 * @param {() => Exports} program the program; asked only after it has started
 * @param {() => void} onFirstFrame
 */
export function createDom(window, program, onFirstFrame) {
  const { document } = window;
  const encoder = new TextEncoder();
  let shown = false;
  let requested = false;
  let around = '';

  const host = /** @type {HTMLElement} */ (document.getElementById('mirror'));
  const mirror = new Mirror(host, (id, kind, value, number) => {
    const exports = program();
    const bytes = encoder.encode(value);
    const address = exports._ow_allocate(bytes.length + 1);
    exports.HEAPU8.set(bytes, address);
    exports._ow_dom_action(id, kind, address, bytes.length, number);
  });

  const regions = {
    polite: /** @type {HTMLElement} */ (document.getElementById('live-polite')),
    assertive: /** @type {HTMLElement} */ (document.getElementById('live-assertive')),
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
    announce(text, assertive) {
      const region = assertive ? regions.assertive : regions.polite;
      // Cleared first, and set a moment later: the same words twice are two messages.
      region.textContent = '';
      window.setTimeout(() => (region.textContent = text), 60);
    },
    /** @param {number} colour 0xRRGGBB */
    surround(colour) {
      const css = `#${colour.toString(16).padStart(6, '0')}`;
      if (css === around) return;
      around = css;
      document.documentElement.style.setProperty('--surround', css);
      document.querySelector('meta[name=theme-color]')?.setAttribute('content', css);
    },
    requestFrame() {
      if (requested) return;
      requested = true;
      window.requestAnimationFrame(() => {
        requested = false;
        // Before the program has started there is nothing to draw; connect() draws the first frame.
        program()?._ow_frame();
      });
    },
    /** Begins to tell the program of size, pointer, fonts and the GL context. */
    connect() {
      let size = '';
      const resize = () => {
        const { width, height } = host.getBoundingClientRect();
        const density = window.devicePixelRatio || 1;
        const now = `${width} ${height} ${density}`;
        if (now === size || width === 0) return;
        size = now;
        program()._ow_resize(width, height, density);
      };
      window.addEventListener('resize', resize);
      watchKeyboard(window);
      new window.ResizeObserver(resize).observe(host);
      watchDensity(window, resize);
      watchPointer(host, (x, y, down) => program()._ow_pointer(x, y, down ? 1 : 0));
      const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
      canvas.addEventListener('webglcontextlost', (event) => {
        event.preventDefault();
        program()._ow_context_lost();
      });
      canvas.addEventListener('webglcontextrestored', () => program()._ow_context_restored());
      document.fonts?.addEventListener?.('loadingdone', () => program()._ow_fonts_changed());
      resize();
    },
  };
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

/**
 * ImGui draws hover and pressed looks from the pointer; what a press does comes from the DOM's click.
 * @param {HTMLElement} host
 * @param {(x: number, y: number, down: boolean) => void} tell
 */
function watchPointer(host, tell) {
  const gone = () => tell(-1, -1, false);
  const at = (/** @type {PointerEvent} */ event, /** @type {boolean} */ down) => {
    const { left, top } = host.getBoundingClientRect();
    tell(event.clientX - left, event.clientY - top, down);
  };
  host.addEventListener('pointermove', (event) => {
    const drags = event.target instanceof Element && event.target.classList.contains('drag');
    if (event.pointerType !== 'touch' || drags) at(event, (event.buttons & 1) !== 0);
  }, { passive: true });
  host.addEventListener('pointerdown', (event) => at(event, event.button === 0), { passive: true });
  host.addEventListener('pointerup', (event) => (event.pointerType === 'touch' ? gone() : at(event, false)), { passive: true });
  host.addEventListener('pointercancel', gone, { passive: true });
  host.addEventListener('pointerleave', gone, { passive: true });
}
