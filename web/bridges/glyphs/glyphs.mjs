// @ts-check
/**
 * Rasterises characters of the system's own fonts through canvas 2D, runs that must be drawn as a whole (joined
 * scripts, marks, composed emoji) by the browser's own shaping, and icons through Path2D. No font file is downloaded,
 * and every character the device can show anywhere can be shown here.
 */

/** Grid the icon outlines are drawn on, and the width of their strokes there. */
const ICON_GRID = 24;
const ICON_STROKE = 1.9;

/** Fonts whose quotation marks, dashes and dots are as wide as English has them. */
const LATIN = 'Arial, "Helvetica Neue", Roboto, "Liberation Sans", "DejaVu Sans"';
/** VARIATION SELECTOR-1: behind such a mark it asks for the narrow form. */
const NARROW = '\ufe00';

/**
 * @param {Document} document
 * @param {string} family CSS font-family list, the one the mirror's fields use
 * @param {Record<string, string>} icons outlines by decimal code point
 */
export function createGlyphs(document, family, icons) {
  const canvas = document.createElement('canvas');
  // Han characters have regional shapes: ask for the simplified Chinese ones.
  canvas.lang = 'zh-CN';
  canvas.width = canvas.height = 128;
  let context = open();
  let font = '';

  function open() {
    const made = canvas.getContext('2d', { willReadFrequently: true });
    if (!made) throw new Error('canvas 2D is missing');
    return made;
  }

  /**
   * @param {number} face
   * @param {number} px
   * @param {boolean} [narrow]
   */
  function use(face, px, narrow = false) {
    const wanted = `${face === 1 ? 700 : 400} ${px}px ${narrow ? `${LATIN}, ` : ''}${family}`;
    if (font === wanted) return;
    context.font = wanted;
    font = wanted;
  }

  /** @param {number} side */
  function ensure(side) {
    if (canvas.width >= side) return;
    canvas.width = canvas.height = Math.ceil(side / 64) * 64;
    context = open();
    font = '';
  }

  /**
   * What was drawn in black: its coverage, or, where anything has a colour of its own (emoji), its colours.
   * @param {number} width
   * @param {number} height
   * @returns {{pixels: Uint8Array, coloured: boolean}}
   */
  function drawn(width, height) {
    const colours = context.getImageData(0, 0, width, height).data;
    // A pixel is one number of 32 bits, red first and so lowest: what is black has its coverage alone.
    const all = new Uint32Array(colours.buffer);
    const alpha = new Uint8Array(all.length);
    let seen = 0;
    for (let i = 0; i < all.length; i++) {
      alpha[i] = all[i] >>> 24;
      seen |= all[i] << 8;
    }
    const coloured = seen !== 0;
    return { pixels: coloured ? new Uint8Array(colours.buffer) : alpha, coloured };
  }

  const empty = new Uint8Array(0);

  /**
   * @param {number} codePoint
   * @param {string} run
   */
  function said(codePoint, run) {
    const narrow = run.length === 2 && run[1] === NARROW;
    return { text: narrow ? run[0] : run || String.fromCodePoint(codePoint), narrow };
  }

  /**
   * @param {number} codePoint
   * @param {number} px
   */
  function rasterIcon(codePoint, px) {
    const side = Math.ceil(px);
    ensure(side);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const scale = px / ICON_GRID;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.lineWidth = ICON_STROKE;
    context.lineCap = context.lineJoin = 'round';
    context.stroke(new Path2D(icons[codePoint]));
    context.setTransform(1, 0, 0, 1, 0, 0);
    return { width: side, height: side, left: 0, top: -px, advance: px, ...drawn(side, side) };
  }

  return {
    /**
     * @param {number} face
     * @param {number} px
     * @returns {[number, number]}
     */
    metrics(face, px) {
      if (face === 2) return [px, 0];
      use(face, px);
      const measured = context.measureText('\u56fd');
      return [
        measured.fontBoundingBoxAscent ?? px * 0.88,
        measured.fontBoundingBoxDescent ?? px * 0.12,
      ];
    },
    /**
     * @param {number} face
     * @param {number} codePoint
     * @param {string} run drawn as a whole; '' = the code point
     * @param {number} px
     */
    advance(face, codePoint, run, px) {
      if (face === 2) return px;
      const { text, narrow } = said(codePoint, run);
      use(face, px, narrow);
      return context.measureText(text).width;
    },
    /**
     * @param {number} face
     * @param {number} codePoint
     * @param {string} run drawn as a whole; '' = the code point
     * @param {number} px
     */
    raster(face, codePoint, run, px) {
      if (face === 2) return rasterIcon(codePoint, px);
      const { text, narrow } = said(codePoint, run);
      use(face, px, narrow);
      const measured = context.measureText(text);
      const left = Math.floor(-measured.actualBoundingBoxLeft) - 1;
      const top = Math.floor(-measured.actualBoundingBoxAscent) - 1;
      const width = Math.ceil(measured.actualBoundingBoxRight) + 1 - left;
      const height = Math.ceil(measured.actualBoundingBoxDescent) + 1 - top;
      const visible = measured.actualBoundingBoxRight + measured.actualBoundingBoxLeft > 0 &&
        measured.actualBoundingBoxAscent + measured.actualBoundingBoxDescent > 0;
      if (!visible) {
        return { width: 0, height: 0, left: 0, top: 0, advance: measured.width, pixels: empty, coloured: false };
      }
      ensure(Math.max(width, height));
      use(face, px, narrow);
      context.clearRect(0, 0, width, height);
      context.fillText(text, -left, -top);
      return { width, height, left, top, advance: measured.width, ...drawn(width, height) };
    },
  };
}
