// What no first page needs and no wasm does: a file of its own (extras.<hash>.js), fetched when first asked for and kept
// by the service worker with the rest (ADR 12).
export { createClipboard } from '../clipboard/clipboard.mjs';
export { takeGestures } from '../dom/gestures.mjs';
export { createGeolocation } from '../geolocation/geolocation.mjs';
export { createUpload } from '../http/upload.mjs';
export { saveReceipt } from '../history/receipt_image.mjs';
export { putOnPaper } from '../images/paper.mjs';
export { tiles } from '../images/tiles.mjs';
export { photosOf } from '../photos/browser.mjs';
export { qrPixels } from '../qr/qr.mjs';
export { createSpeech } from '../speech/speech.mjs';
export { whole } from './whole.mjs';
