// @ts-check
// The lock of a worker's device as one meets it: the page before the program where the device has a PIN, the page where
// one is chosen, and the lock when nobody is there (docs/adr/0042). A PIN never enters the program: it is asked for here.
// To lock is to load the page anew: what was in memory is gone with it.

import { PIN } from '../bridges/vault/vault.mjs';

/** @typedef {import('../bridges/vault/vault.mjs').LockTold} LockTold */
/** @typedef {import('../bridges/common/types.mjs').AnswerFunction} AnswerFunction */

/** What lies here of the grid; it goes where the PIN was wrong too often. */
export const GRID = 'grid/';
/** Nobody touched the device for so long. Milliseconds. */
export const IDLE_MS = 5 * 60_000;
/** Looked for so often. */
const LOOK_MS = 60_000;
/** PINs that are tried first by whoever finds a tablet: one digit, and digits in a row. */
const WEAK = /^(\d)\1{5}$|^(?:012345|123456|234567|345678|456789|567890|654321|543210)$/;

/**
 * @param {Window & typeof globalThis} window
 * @param {import('../bridges/vault/vault.mjs').Vault} vault
 * @param {{settled: () => Promise<void>, sealAll: () => Promise<void>, forget: (store: string, prefix: string) => Promise<void>}} storage
 * @param {{save: (name: string, value: string) => void}} settings
 * @param {() => Promise<Record<string, string>>} texts
 */
export function createLock(window, vault, storage, settings, texts) {
  const { document } = window;
  const channel = window.BroadcastChannel ? new window.BroadcastChannel('onewindow-lock') : null;
  // Another tab chose a PIN or was locked: this one begins anew, with the key or without.
  if (channel) channel.onmessage = () => leave();
  let touched = Date.now();

  /** What is being written is written first. */
  async function leave() {
    await storage.settled().catch(() => {});
    window.location.reload();
  }

  /** @param {LockTold} told @param {AnswerFunction} answer */
  const tell = (told, answer) => answer({ status: 0, meta: { is: told.is, left: told.left, owner: told.owner } });

  /** The state as far as the device says it. @returns {Promise<LockTold>} */
  const state = () => vault.state().catch(() => ({ is: /** @type {const} */ ('none'), left: 0, owner: '' }));

  /**
   * A page of its own over everything.
   * @param {Record<string, string>} say
   * @param {string} title key of its heading
   * @param {string[]} fields keys of what is asked, each a PIN
   * @param {string[]} buttons keys
   */
  function page(say, title, fields, buttons) {
    /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Partial<HTMLElementTagNameMap[T]>} [properties] @returns {HTMLElementTagNameMap[T]} */
    const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
    const host = make('div', { id: 'lock' });
    const form = make('form', { noValidate: true });
    const words = make('p', { id: 'lock-words' });
    words.setAttribute('role', 'status');
    const inputs = fields.map((key, index) => {
      const input = make('input', { type: 'password', id: `lock-${index}`, inputMode: 'numeric', maxLength: 6, autocomplete: 'off' });
      input.setAttribute('aria-describedby', 'lock-words');
      return input;
    });
    const labels = inputs.map((input, index) => make('label', { htmlFor: input.id, textContent: say[fields[index]] ?? '' }));
    const keys = buttons.map((key, index) =>
      make('button', { type: index === 0 ? 'submit' : 'button', textContent: say[key] ?? '' }));
    form.append(make('h1', { textContent: say[title] ?? '' }), ...inputs.flatMap((input, index) => [labels[index], input]), words, ...keys);
    host.append(form);
    const beneath = ['banner', 'shell', 'mirror', 'rest'].map((id) => document.getElementById(id)).filter((one) => one !== null);
    for (const one of beneath) one.inert = true;
    document.body.append(host);
    inputs[0]?.focus();
    return {
      form, inputs, words, keys,
      close: () => {
        for (const one of beneath) one.inert = false;
        host.remove();
      },
    };
  }

  /** Words with the tries that remain. @param {string} text @param {number} left */
  const withLeft = (text, left) => text.replace('{left}', String(left));

  /** Asks for the PIN until it is right, or until it opens nothing any more. */
  async function ask() {
    const say = await texts();
    const { form, inputs: [input], words, keys: [button], close } = page(say, 'lock.title', ['lock.pin'], ['lock.open']);
    await new Promise((resolve) => {
      let busy = false;
      let done = false;
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        if (done) return resolve(undefined);
        if (busy) return undefined;
        if (!PIN.test(input.value)) {
          words.textContent = say['lock.six'] ?? '';
          input.focus();
          return undefined;
        }
        busy = true;
        words.textContent = say['lock.opening'] ?? '';
        let failed = 'lock.failed';
        const told = await vault.unlock(input.value).catch((error) => {
          if (error?.name === 'QuotaExceededError') failed = 'lock.full';
          return null;
        });
        input.value = '';
        busy = false;
        if (told?.is === 'open') return resolve(undefined);
        if (told?.is === 'shut') {
          await storage.forget('drafts', GRID).catch(() => {});
          words.textContent = say['lock.shut'] ?? '';
          button.textContent = say['lock.go_on'] ?? '';
          input.hidden = true;
          done = true;
          button.focus();
          return undefined;
        }
        words.textContent = told ? withLeft(say['lock.wrong'] ?? '', told.left) : (say[failed] ?? '');
        input.focus();
        return undefined;
      });
    });
    close();
  }

  function watch() {
    const touch = () => { touched = Date.now(); };
    for (const event of ['pointerdown', 'keydown', 'touchstart', 'wheel']) window.addEventListener(event, touch, { passive: true, capture: true });
    const look = () => {
      if (!vault.open) return;
      if (Date.now() - touched >= IDLE_MS) leave();
      else window.setTimeout(look, LOOK_MS);
    };
    window.setTimeout(look, LOOK_MS);
    // A tablet that slept does not wait for the next look.
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && vault.open && Date.now() - touched >= IDLE_MS) leave();
    });
  }

  return {
    /** Before the program runs: it is never run over a locked device, but where the PIN opens nothing any more. */
    async before() {
      if ((await state()).is === 'locked') await ask();
      touched = Date.now();
      if (vault.open) watch();
    },

    /** How the lock is: meta `is`, `left`, `owner`. @param {AnswerFunction} answer */
    async state(answer) {
      tell(await state(), answer);
    },

    /**
     * Lets the person choose a PIN, and encrypts what lies here; answers with the state afterwards.
     * @param {string} owner account id
     * @param {AnswerFunction} answer
     */
    async choose(owner, answer) {
      const say = await texts();
      const { form, inputs: [first, second], words, keys: [, back], close } =
        page(say, 'lock.choose', ['lock.new', 'lock.again'], ['lock.keep', 'lock.back']);
      words.textContent = say['lock.why'] ?? '';
      const end = async () => { close(); tell(await state(), answer); };
      back.addEventListener('click', end);
      let busy = false;
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        if (busy) return;
        const wrong = !PIN.test(first.value) ? ['lock.six', first] : WEAK.test(first.value) ? ['lock.weak', first]
          : second.value !== first.value ? ['lock.differ', second] : null;
        if (wrong) {
          const [key, field] = /** @type {[string, HTMLInputElement]} */ (wrong);
          words.textContent = say[key] ?? '';
          field.focus();
          return;
        }
        busy = true;
        words.textContent = say['lock.sealing'] ?? '';
        try {
          await vault.choose(first.value, owner);
          await storage.sealAll();
          settings.save('lock', '1');
          channel?.postMessage('chosen');
          watch();
        } catch {
          words.textContent = say['lock.failed'] ?? '';
          busy = false;
          return;
        }
        await end();
      });
    },

    /** 锁屏. */
    lock() {
      channel?.postMessage('locked');
      leave();
    },

    /** Whose device it is signed in over the network: the PIN is asked for again. */
    async allow() {
      await vault.allow();
      await leave();
    },
  };
}
