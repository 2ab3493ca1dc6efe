// @ts-check
/** Entry of the page: starts the program, and shows a way on where it cannot run. */
import { createDom } from '../bridges/dom/dom.mjs';
import { createGlyphs } from '../bridges/glyphs/glyphs.mjs';
import { createPlatform } from '../bridges/platform/platform.mjs';
import { createVault } from '../bridges/vault/vault.mjs';
import { watchGraphics } from './bare.mjs';
import { createLock } from './lock.mjs';
import { painted } from './painted.mjs';
import { atFirstPage, createLeadOver, wanted } from './programs.mjs';
import { createFirstQuestion } from './question.mjs';
import { compiled, createRest } from './rest.mjs';
import { createSign } from './sign.mjs';
import createOneWindow from './onewindow.mjs';

const built = JSON.parse(document.getElementById('assets')?.textContent ?? '{}');
/** What belongs to this program, and what all share. */
const assets = { ...built, ...built.programs?.[__OW_PROGRAM__] };

/** @type {ReturnType<typeof createFirstQuestion> | null} the residents' program's; the others begin with pages of their own */
let question = null;

/**
 * The canvas with its context, as SDL will ask for it; made while the program is still on its way, and of the size that
 * SDL will give it, for each other size is another buffer in the graphics process.
 */
function canvasWithWebGl() {
  const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = Math.floor(width) * window.devicePixelRatio;
  canvas.height = Math.floor(height) * window.devicePixelRatio;
  try {
    return canvas.getContext('webgl2', { alpha: false, depth: false, stencil: false, antialias: false }) ? canvas : null;
  } catch {
    return null;
  }
}

/**
 * The shell's links lead to the plain pages; where the program will run they lead to its own, which opens the page that
 * was pressed as soon as it can draw.
 */
function leadIn() {
  for (const link of shellLinks()) {
    link.dataset.plain = link.getAttribute('href') ?? '';
    link.setAttribute('href', link.dataset.route ?? '');
    link.addEventListener('click', () => {
      for (const other of shellLinks()) other.setAttribute('aria-busy', String(other === link));
      show('shell-opening', true);
    });
  }
  // What the benchmark reads: from now on a press is taken.
  performance.mark('links-lead-in');
}

/** The program's page takes the place of the shell, and goes on where that was left. */
function takeOver() {
  const at = document.activeElement?.closest('#shell a[data-route]')?.getAttribute('href');
  document.documentElement.classList.add('live');
  if (at) /** @type {HTMLElement | null} */ (document.querySelector(`#mirror a[href="${at}"]`))?.focus();
}

/** Without the program they lead to the plain pages again. */
function fallBack() {
  question?.close();
  show('shell-opening', false);
  show('shell-state', true);
  for (const link of shellLinks()) {
    if (link.dataset.plain) link.setAttribute('href', link.dataset.plain);
    link.removeAttribute('aria-busy');
  }
}

/** The staff's program can be put on the device's home screen, with the worker's two most frequent ways in. */
function offerToInstall() {
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = '/staff.webmanifest';
  document.head.append(link);
}

/** What of another program is fetched before it takes over; the page itself brings the residents' script. @param {import('./programs.mjs').Program} program @returns {string[]} */
function filesOf(program) {
  const { script, wasm } = built.programs[program] ?? built;
  return [script, wasm].filter(Boolean);
}

/** Has something done after each call of a function. @param {Record<string, any>} bridge @param {string} name @param {() => void} then */
function afterwards(bridge, name, then) {
  const usual = bridge[name];
  bridge[name] = (/** @type {any[]} */ ...given) => {
    usual(...given);
    then();
  };
}

/** @param {string} id @param {boolean} shown */
function show(id, shown) {
  const element = document.getElementById(id);
  if (element) element.hidden = !shown;
}

/** @returns {NodeListOf<HTMLAnchorElement>} */
function shellLinks() {
  return document.querySelectorAll('#shell a[data-route]');
}

async function start() {
  if (typeof WebAssembly !== 'object') return fallBack();
  const program = compiled(window, assets.wasm);
  program.catch(() => {});  // told where it is awaited
  const icons = fetch(assets.icons).then((answer) => answer.json());
  leadIn();
  const texts = async (/** @type {string} */ language) => JSON.parse(await platform.assets.load(`strings/${language}`));
  const sign = createSign(document, texts, {
    again: () => (leadOver.over ? leadOver : rest).again(),
    // Who followed a link goes on there: it is the address already.
    reload: () => window.location.reload(),
  });
  const rest = createRest(window, assets.rest, sign);
  if (!atFirstPage(window)) rest.fetch('high');
  // Pressed before the program stands: it starts on that page.
  window.addEventListener('hashchange', () => rest.fetch('high'), { once: true });
  // A device with a PIN runs the staff's program, whoever is signed in (programs.mjs).
  const vault = __OW_PROGRAM__ === 'onewindow' ? null : createVault({
    indexedDB: window.indexedDB, crypto: window.crypto, beside: () => window.localStorage,
  });
  const platform = createPlatform(window, assets, rest, vault);
  const lock = __OW_PROGRAM__ === 'onewindow' || !vault ? null : createLock(window, vault, platform.storage,
    platform.settings, () => platform.allTexts(document.documentElement.lang));
  if (__OW_PROGRAM__ === 'onewindow')
    question = createFirstQuestion(window, platform.settings.load('settings'));
  platform.prepare(atFirstPage(window));
  const leadOver = createLeadOver(window, __OW_PROGRAM__, filesOf, sign, platform.storage.settled);
  // The address, and who is signed in, say which program is wanted.
  window.addEventListener('hashchange', leadOver.check);
  afterwards(platform.history, 'navigate', leadOver.check);
  afterwards(platform.settings, 'save', leadOver.check);
  await painted(window);
  await question?.seen();
  const canvas = canvasWithWebGl();
  if (!canvas) return fallBack();
  /** @type {{program: any}} */
  const running = { program: undefined };
  const graphics = watchGraphics(window, canvas, () => running.program, texts);
  const dom = createDom(window, () => running.program, rest, () => {
    if (question) question.handOver(rest, takeOver);
    else takeOver();
    // Not before it is on the screen: it would share the line and the processor with it.
    window.requestAnimationFrame(() => window.setTimeout(() => {
      rest.follow();
      graphics.look();
    }, 0));
  });
  /** @param {(extras: typeof import('../bridges/extras/extras.mjs')) => void} use */
  const withExtras = (use) => void platform.extras().then(use, () => {});
  dom.mirror.onPicture = (element, key) => withExtras(({ putOnPaper }) => void putOnPaper(document, element, key, platform.images.load));
  // Until then, and without it, a map is moved by its keys and buttons.
  dom.mirror.onMap = (map, send) => withExtras(({ takeGestures }) => takeGestures(map, send));
  const family = getComputedStyle(document.documentElement).getPropertyValue('--ow-font');
  const bridges = {
    ...platform,
    dom,
    rest,
    vault: lock,
    glyphs: createGlyphs(document, family, await icons),
  };
  const module = await program;
  await question?.seen();
  await lock?.before();
  running.program = await new Promise((resolve, reject) => {
    createOneWindow({
      canvas,
      bridges,
      /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} done */
      instantiateWasm: (imports, done) => {
        // Without enough memory, for one, there is no program: the first page has to lead on.
        WebAssembly.instantiate(module, imports).then(async (instance) => {
          rest.joins(instance.exports);
          if (!atFirstPage(window)) await rest.before();
          done(instance, module);
        }).catch(reject);
        return {};
      },
      noExitRuntime: true,
    }).then(resolve, reject);
  });
  if (running.program._ow_behind() < 0) throw new Error('no graphics for the program');
  dom.connect();
  rest.listen(() => {
    if (__OW_PROGRAM__ === 'staff') offerToInstall();
    withExtras(({ whole }) => whole(window, __OW_PROGRAM__, platform));
  });
  // The demo lets tests ask what was drawn, to compare the mirror with it.
  if (document.documentElement.hasAttribute('data-demo')) Object.assign(window, { oneWindow: running.program });
}

/** @returns {Promise<void>} */
async function begin() {
  const program = wanted(window);
  if (__OW_PROGRAM__ === 'onewindow' && program !== 'onewindow') return import(built.programs[program].script);
  await start();
}

begin().catch((error) => {
  console.error(error);
  fallBack();
});
