// @ts-check
// Notices of the street office over every page of the program (横幅, docs/adr/0058): one at a time, the urgent first,
// for whom they are, from their beginning to their end by the server's clock, also without a network, until they are
// closed here. HTML above canvas and mirror, which are as much lower: it covers nothing.

/** @typedef {{id: string, title: string, body: string, urgent: boolean, begins_at: string, ends_at: string, changed_at: string}} Banner */
/** What is kept on the device. `for`: whose they are; `ahead`: how much later it is for the server, ms; `closed`: marks
 * @typedef {{for: string, items: Banner[], ahead: number, closed: string[]}} Kept */
/** @typedef {{settings: {load: (name: string) => string, save: (name: string, value: string) => void}, allTexts: (language: string) => Promise<Record<string, string>>}} Platform */

const ADDRESS = '/api/v1/banners';
/** Under which they are kept. */
const NAME = 'banners';
/** Asked for anew while somebody looks. Milliseconds. */
export const AGAIN = 10 * 60_000;
/** The longest a timer can be told to wait. Milliseconds. */
const LONGEST = 2 ** 31 - 1;
/** Readers tell of what changes in an element that they know. Milliseconds. */
const KNOWN = 100;
/** Marks that are kept, the newest last. */
const MOST_CLOSED = 40;

const STYLE = [
  'html:not(.live) #banner, #banner[hidden] { display: none; }',
  `#banner {
    --ground: #0b3d75; --ink: #fff; position: fixed; z-index: 4; box-sizing: border-box; left: 0; right: 0; top: 0;
    max-height: 34%; overflow: auto; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px;
    padding: calc(6px + env(safe-area-inset-top, 0px)) calc(16px + env(safe-area-inset-right, 0px)) 6px calc(16px + env(safe-area-inset-left, 0px));
    background: var(--ground); color: var(--ink); font: var(--size)/1.4 var(--ow-font); overflow-wrap: anywhere;
  }`,
  '#banner.urgent { --ground: #8c1510; }',
  '#banner.high { --ground: #000; border-bottom: 2px solid #fff; }',
  '#banner > div { flex: 1 1 17em; }',
  '#banner > div:empty { display: none; }',
  '#banner p { margin: 0; flex: 1 0 100%; white-space: pre-line; }',
  '#banner p[hidden] { display: none; }',
  `#banner button {
    min-height: var(--target); min-width: 4.5em; padding: 4px 12px; border: 1.5px solid currentcolor; border-radius: 12px;
    background: transparent; color: inherit; font: 700 1em/1.3 var(--ow-font); cursor: pointer;
  }`,
  '#banner :focus-visible { outline: 3px solid #ffb300; outline-offset: 2px; }',
  // The program ends where it begins: what it lays out is lower by its height.
  `@media screen { html.live :is(#canvas, #mirror) {
    top: max(env(safe-area-inset-top, 0px), var(--banner, 0px));
    height: calc(100% - max(env(safe-area-inset-top, 0px), var(--banner, 0px)) - max(env(safe-area-inset-bottom, 0px), var(--covered, 0px)));
  } }`,
  '@media screen { #mirror dialog.n { translate: env(safe-area-inset-left, 0px) max(env(safe-area-inset-top, 0px), var(--banner, 0px)); } }',
  '@media print { #banner { display: none; } }',
];

/**
 * What is kept of a banner that was closed: it says neither whose nor which (cyrb53), and is another one once it changes.
 * @param {string} who account id, "" where nobody is signed in
 * @param {Pick<Banner, 'id' | 'changed_at'>} banner
 */
export function mark(who, banner) {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (const sign of `${who} ${banner.id} ${banner.changed_at}`) {
    const code = sign.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}

/**
 * Those that are shown at a moment, and when that may be otherwise: ms until then, or Infinity.
 * @param {Kept} kept
 * @param {number} now by the server's clock
 * @returns {{shown: Banner[], next: number}}
 */
export function shownAt(kept, now) {
  const shown = kept.items.filter((one) => Date.parse(one.begins_at) <= now && now < Date.parse(one.ends_at) &&
    !kept.closed.includes(mark(kept.for, one)));
  const turns = kept.items.flatMap((one) => [Date.parse(one.begins_at), Date.parse(one.ends_at)]).filter((at) => at > now);
  return { shown, next: Math.min(Infinity, ...turns.map((at) => at - now)) };
}

/**
 * @param {Window & typeof globalThis} window
 * @param {Platform} platform
 * @returns {() => void} to be told when who is signed in, the language or the look may be another
 */
export function watchBanners(window, platform) {
  const { document, navigator } = window;
  const { settings } = platform;
  const root = document.documentElement;
  /** @type {ReturnType<typeof build> | null} */
  let page = null;
  /** @type {Banner | null} */
  let current = null;
  let asked = '';
  let asking = false;
  let timer = 0;
  let turns = 0;

  const who = () => String(parsed(settings.load('account')).id ?? '');

  /** @returns {Kept} */
  function kept() {
    const found = parsed(settings.load(NAME));
    const closed = Array.isArray(found.closed) ? found.closed : [];
    const own = found.for === who() && Array.isArray(found.items);
    return { for: who(), items: own ? found.items : [], ahead: own ? Number(found.ahead) || 0 : 0, closed };
  }

  /** @param {Kept} what */
  const keep = (what) => settings.save(NAME, JSON.stringify(what));

  async function ask() {
    const whose = who();
    if (asking || navigator.onLine === false) return;
    asking = true;
    try {
      const answer = await window.fetch(ADDRESS, { headers: { Accept: 'application/json' } });
      if (!answer.ok) return;
      const { items, at } = await answer.json();
      if (whose === who()) keep({ ...kept(), items, ahead: Date.parse(at) - Date.now() });
    } catch {
      // Without a network those that were told before are shown.
    } finally {
      asking = false;
      asked = whose;
      show();
    }
    // Somebody signed in or out meanwhile: what was answered is not theirs.
    if (whose !== who()) await ask();
  }

  function show() {
    window.clearTimeout(timer);
    const { shown, next } = shownAt(kept(), Date.now() + kept().ahead);
    if (next < Infinity) timer = window.setTimeout(show, Math.min(next + 1, LONGEST));
    draw(shown);
  }

  /** @param {Banner[]} shown */
  async function draw(shown) {
    const [first = null] = shown;
    const turn = ++turns;
    if (!first) {
      current = null;
      return page?.hide();
    }
    const say = await platform.allTexts(root.lang).catch(() => /** @type {Record<string, string>} */ ({}));
    if (turn !== turns) return undefined;
    page ??= build(window, () => current && close(current));
    page.look(settings.load('settings'));
    const same = current !== null && mark('', current) === mark('', first);
    current = first;
    return page.show(first, shown.length - 1, say, same);
  }

  /** @param {Banner} banner */
  function close(banner) {
    const before = kept();
    keep({ ...before, closed: [...before.closed, mark(before.for, banner)].slice(-MOST_CLOSED) });
    show();
  }

  window.addEventListener('online', ask);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    show();
    ask();
  });
  window.setInterval(() => { if (!document.hidden) ask(); }, AGAIN);
  show();
  ask();
  return () => {
    show();
    if (asked !== who()) ask();
  };
}

/**
 * The element over the page.
 * @param {Window & typeof globalThis} window
 * @param {() => void} close
 */
function build(window, close) {
  const { document } = window;
  const root = document.documentElement;
  const sheet = [...document.styleSheets].find((one) => one.href);
  for (const rule of STYLE) sheet?.insertRule(rule, sheet.cssRules.length);
  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Record<string, string>} [attributes] @returns {HTMLElementTagNameMap[T]} */
  const make = (tag, attributes = {}) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const host = make('aside', { id: 'banner', hidden: '' });
  const regions = { calm: make('div', { role: 'status' }), urgent: make('div', { role: 'alert' }) };
  const more = make('button', { type: 'button', 'aria-controls': 'banner-text', 'aria-expanded': 'false' });
  const gone = make('button', { type: 'button' });
  const text = make('p', { id: 'banner-text', hidden: '' });
  host.append(regions.urgent, regions.calm, more, gone, text);
  document.body.prepend(host);
  const measure = () => root.style.setProperty('--banner', `${host.getBoundingClientRect().height}px`);
  new window.ResizeObserver(measure).observe(host);
  let timer = 0;

  more.addEventListener('click', () => {
    text.hidden = !text.hidden;
    more.setAttribute('aria-expanded', String(!text.hidden));
  });
  gone.addEventListener('click', close);

  return {
    /** @param {string} chosen the settings as they are kept */
    look(chosen) {
      const look = parsed(chosen);
      const elder = look.mode === 'elder';
      const high = String(look.contrast ?? '').includes('high') || window.matchMedia('(prefers-contrast: more)').matches;
      host.classList.toggle('high', high);
      host.style.setProperty('--size', elder ? `${look.elder_text_px || 22}px` : `${17 * (look.text_percent || 100) / 100}px`);
      host.style.setProperty('--target', elder ? '60px' : '44px');
    },

    /**
     * @param {Banner} banner
     * @param {number} others that come after it
     * @param {Record<string, string>} say
     * @param {boolean} same it stands there already
     */
    show(banner, others, say, same) {
      const alone = (say[banner.urgent ? 'banner.words.urgent' : 'banner.words.calm'] ?? '{title}').replace('{title}', () => banner.title);
      const words = others > 0 ? (say['banner.words.more'] ?? '').replace('{words}', () => alone).replace('{count}', String(others)) : alone;
      host.classList.toggle('urgent', banner.urgent);
      host.setAttribute('aria-label', say['banner.name'] ?? '');
      more.textContent = say['banner.more'] ?? '';
      gone.textContent = say['banner.close'] ?? '';
      gone.setAttribute('aria-label', (say['banner.close.of'] ?? '').replace('{title}', () => banner.title));
      text.textContent = banner.body;
      if (!same) {
        text.hidden = true;
        more.setAttribute('aria-expanded', 'false');
      }
      const here = banner.urgent ? regions.urgent : regions.calm;
      const fill = () => {
        for (const region of Object.values(regions)) {
          const said = region === here ? words : '';
          if (region.textContent !== said) region.textContent = said;
        }
        measure();
      };
      window.clearTimeout(timer);
      const known = !host.hidden;
      host.hidden = false;
      if (known) fill();
      else timer = window.setTimeout(fill, KNOWN);
    },

    hide() {
      window.clearTimeout(timer);
      const inside = host.contains(document.activeElement);
      host.hidden = true;
      for (const region of Object.values(regions)) region.textContent = '';
      measure();
      // Whoever closed it goes on at the page's heading.
      if (inside) /** @type {HTMLElement | null} */ (document.querySelector('#mirror h1'))?.focus();
    },
  };
}

/** @param {string} json @returns {Record<string, any>} */
function parsed(json) {
  try {
    return JSON.parse(json || '{}') ?? {};
  } catch {
    return {};
  }
}
