// The receipt as a picture file, for people who keep things in their photo album.

import { saveFile } from './save_file.mjs';

/**
 * @typedef {object} ReceiptLine
 * @property {'title' | 'label' | 'value' | 'text' | 'note' | 'qr'} style
 * @property {string} text
 */

const FONTS = { title: 'bold 44px', label: '28px', value: 'bold 44px', text: '32px', note: '26px' };
const INK = { title: '#17714a', label: '#4a5868', value: '#16202c', text: '#16202c', note: '#4a5868' };
const WIDTH = 900;
const MARGIN = 60;
/** Side of a QR code. */
const CODE = 300;

/**
 * Lines "style\0text\0…" as the program writes them.
 * @param {string} text
 * @returns {ReceiptLine[]}
 */
export function parseLines(text) {
  const parts = text.split('\0');
  /** @type {ReceiptLine[]} */
  const lines = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const style = /** @type {ReceiptLine['style']} */ (parts[at]);
    if (style in FONTS || style === 'qr') lines.push({ style, text: parts[at + 1] });
  }
  return lines;
}

/**
 * Breaks a text into lines that fit, character by character (Chinese needs no spaces).
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} width
 */
export function wrap(context, text, width) {
  const lines = [];
  let line = '';
  for (const character of text) {
    if (line && context.measureText(line + character).width > width) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  if (line) lines.push(line);
  return lines;
}

/**
 * Draws the lines and offers the picture as a download.
 * @param {Document} document
 * @param {string} lineText
 * @param {string} fileName
 * @param {(address: string) => Promise<ImageBitmap | null>} qr the code of an address of this site; null where it cannot be had
 */
export async function saveReceipt(document, lineText, fileName, qr) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  const context = canvas.getContext('2d');
  if (!context) return;

  // The letters of the page itself.
  const family = getComputedStyle(document.documentElement).getPropertyValue('--ow-font') || 'sans-serif';
  /** @type {({style: keyof typeof FONTS, text: string, y: number} | {code: ImageBitmap, y: number})[]} */
  const placed = [];
  let y = MARGIN;
  for (const { style, text } of parseLines(lineText)) {
    if (style === 'qr') {
      const code = await qr(text);
      if (!code) continue;
      placed.push({ code, y: y + 12 });
      y += CODE + 24;
      continue;
    }
    context.font = `${FONTS[style]} ${family}`;
    const size = Number.parseInt(/\d+/.exec(FONTS[style])?.[0] ?? '28', 10);
    for (const line of wrap(context, text, WIDTH - 2 * MARGIN)) {
      y += size * 1.4;
      placed.push({ style, text: line, y });
    }
    y += style === 'label' ? 4 : 24;
  }
  canvas.height = Math.ceil(y + MARGIN);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const one of placed) {
    if ('code' in one) {
      context.drawImage(one.code, MARGIN, one.y, CODE, CODE);
      continue;
    }
    context.font = `${FONTS[one.style]} ${family}`;
    context.fillStyle = INK[one.style];
    context.fillText(one.text, MARGIN, one.y);
  }
  canvas.toBlob((blob) => {
    if (blob) saveFile(document, blob, fileName);
  }, 'image/png');
}
