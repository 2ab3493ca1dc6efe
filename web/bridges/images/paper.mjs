// @ts-check
/**
 * What the canvas shows as a picture, as an element of the mirror: paper has no canvas of the program (app.css).
 * @param {Document} document
 * @param {HTMLElement} element
 * @param {string} key of the picture; '' takes it away
 * @param {(key: string) => Promise<ImageBitmap>} load
 */
export async function putOnPaper(document, element, key, load) {
  const picture = key ? await load(key).catch(() => null) : null;
  if (!picture) return element.replaceChildren();
  const copy = document.createElement('canvas');
  copy.className = 'paper';
  copy.width = picture.width;
  copy.height = picture.height;
  copy.getContext('2d')?.drawImage(picture, 0, 0);
  element.replaceChildren(copy);
}
