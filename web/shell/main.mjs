// @ts-check
/** Entry of the page: starts the program, and shows a way on where it cannot run. */
import { createDom } from '../bridges/dom/dom.mjs';
import { createGlyphs } from '../bridges/glyphs/glyphs.mjs';
import { createImages } from '../bridges/images/images.mjs';
import { createPlatform } from '../bridges/platform/platform.mjs';
import createOneWindow from './onewindow.mjs';

const built = JSON.parse(document.getElementById('assets')?.textContent ?? '{}');
const assets = __OW_GALLERY__ ? { ...built, ...built.gallery } : built;

/** The gallery of widgets is another program, which only the demo shows and nobody else loads. */
const atTheGallery = () => !__OW_GALLERY__ && 'demo' in document.documentElement.dataset && window.location.hash === '#/gallery';

function hasWebGl() {
  try {
    return Boolean(document.createElement('canvas').getContext('webgl2'));
  } catch {
    return false;
  }
}

/** The shell's links lead to the plain pages; where the program will run they lead to its own. */
function leadIn() {
  for (const link of shellLinks()) {
    link.dataset.plain = link.getAttribute('href') ?? '';
    link.setAttribute('href', link.dataset.route ?? '');
  }
}

/** Without the program they lead to the plain pages again. */
function fallBack() {
  const state = document.getElementById('shell-state');
  if (state) state.hidden = false;
  for (const link of shellLinks()) if (link.dataset.plain) link.setAttribute('href', link.dataset.plain);
}

/** @returns {NodeListOf<HTMLAnchorElement>} */
function shellLinks() {
  return document.querySelectorAll('#shell a[data-route]');
}

async function start() {
  if (typeof WebAssembly !== 'object' || !hasWebGl()) return fallBack();
  leadIn();
  const icons = fetch(assets.icons).then((answer) => answer.json());
  const platform = createPlatform(window, assets);
  /** @type {{program: any}} */
  const running = { program: undefined };
  const dom = createDom(window, () => running.program, () => document.documentElement.classList.add('live'));
  const family = getComputedStyle(document.documentElement).getPropertyValue('--ow-font');
  const bridges = {
    ...platform,
    dom,
    glyphs: createGlyphs(document, family, await icons),
    images: createImages(window, platform.photos.blob, () => import(assets.qr)),
  };
  running.program = await createOneWindow({
    canvas: document.getElementById('canvas'),
    bridges,
    locateFile: () => assets.wasm,
    noExitRuntime: true,
  });
  dom.connect();
  // The demo lets tests ask what was drawn, to compare the mirror with it.
  if (document.documentElement.hasAttribute('data-demo')) Object.assign(window, { oneWindow: running.program });
}

/** @returns {Promise<void>} */
async function begin() {
  if (atTheGallery()) return import(built.gallery.script);
  window.addEventListener('hashchange', () => {
    if (atTheGallery()) window.location.reload();
  });
  await start();
}

begin().catch((error) => {
  console.error(error);
  fallBack();
});
