// Puts the capabilities together for a browser page. The shell calls createPlatform() and gives the result to the
// program as Module.bridges (beside the bridges of the mirror and the pictures) before the program starts.

import { goodAnswer } from '../common/answers.mjs';
import { failure } from '../common/types.mjs';
import { createEvents } from '../events/events.mjs';
import { createHistory } from '../history/history.mjs';
import { saveFile } from '../history/save_file.mjs';
import { createHttp } from '../http/http.mjs';
import { createImages } from '../images/images.mjs';
import { createChooser } from '../photos/chooser.mjs';
import { createSettings } from '../settings/settings.mjs';
import { createAskedSpeech } from '../speech/asked.mjs';
import { createOutboxLock } from '../storage/lock.mjs';
import { createStorage } from '../storage/storage.mjs';
import { createTexts } from '../texts/texts.mjs';
import { createTimer } from '../timer/timer.mjs';

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

/**
 * Text data delivered with the program, by name. The shell may have begun fetching before the program was there.
 * @param {(name: string) => Promise<string>} fetchText
 */
export function createAssets(fetchText) {
  /** @type {Map<string, Promise<string>>} */
  const fetched = new Map();

  /**
   * @param {string} name
   * @returns {Promise<string>}
   */
  function load(name) {
    let text = fetched.get(name);
    if (!text) {
      text = fetchText(name);
      text.catch(() => fetched.delete(name));
      fetched.set(name, text);
    }
    return text;
  }

  /**
   * @param {string} name
   * @param {AnswerFunction} answer
   */
  function read(name, answer) {
    load(name).then((text) => answer({ status: 0, data: text }), () => answer(failure('network')));
  }

  return { load, read };
}

const CATALOGUE = '/api/v1/catalogue';

/**
 * Reads an asset by its name, "strings/en". The street may change its catalogue while the page is open: the old
 * address is gone then, and the index says where the file is now.
 * @param {typeof fetch} fetch @param {Record<string, Record<string, string>>} assetUrls
 * @returns {(name: string) => Promise<string>}
 */
export function createReader(fetch, assetUrls) {
  const read = async (/** @type {string} */ address) => {
    return goodAnswer(await fetch(address), address).text();
  };
  return async (name) => {
    const [group, ...rest] = name.split('/');
    const address = assetUrls[group]?.[rest.join('/')] ?? `/${name}.json`;
    try {
      return await read(address);
    } catch (error) {
      if (!address.startsWith(CATALOGUE)) throw error;
      const { files } = JSON.parse(await read(CATALOGUE));
      return read(files[address.slice(address.lastIndexOf('/') + 1)]);
    }
  };
}

/**
 * @param {Window & typeof globalThis} window
 * @param {Record<string, Record<string, string>>} assetUrls addresses by group and name, as the pack step writes
 *   them into the page: {"strings": {"zh-CN": "/…"}, "catalogue": {"forms": "/…"}}
 * @param {Pick<import('../../shell/rest.mjs').Rest, 'enter' | 'listen' | 'there' | 'with'>} rest the gate for what may need more than the
 *   first page does
 * @param {import('../vault/vault.mjs').Vault | null} [vault] what encrypts the storage of a worker's device
 */
export function createPlatform(window, assetUrls, rest, vault) {
  const { document, navigator } = window;
  const { enter } = rest;
  /** @param {() => void} run @param {number} ms */
  const setTimer = (run, ms) => window.setTimeout(run, ms);
  /** @param {any} timer */
  const clearTimer = (timer) => window.clearTimeout(timer);
  const timers = { setTimeout: setTimer, clearTimeout: clearTimer };

  const storage = createStorage({
    indexedDB: reach(() => window.indexedDB),
    storageManager: navigator.storage,
    BroadcastChannel: window.BroadcastChannel,
    // Firefox asks the person, which nobody here would understand; the others decide by themselves.
    persistQuietly: !('mozInnerScreenX' in window),
    now: () => Date.now(),
    vault,
    ...timers,
  });
  const lock = createOutboxLock({ locks: navigator.locks, BroadcastChannel: window.BroadcastChannel, setTimeout: setTimer });
  /** @type {() => Promise<typeof import('../extras/extras.mjs')>} */
  const extras = () => import(/** @type {any} */ (assetUrls.extras));
  const http = createHttp(
    { fetch: window.fetch.bind(window), ...timers },
    async () => (await extras()).createUpload(
      { XMLHttpRequest: window.XMLHttpRequest, subtle: window.crypto.subtle, ...timers }, storage.photo),
  );
  /** @type {ReturnType<typeof import('../photos/photos.mjs').createPhotos> | undefined} */
  let photoWork;
  const photos = createChooser(document, async () => {
    const { photosOf } = await extras();
    return (photoWork ??= photosOf(window, storage));
  }, setTimer);
  const images = createImages(window, storage.photo, extras);
  const events = createEvents({ EventSource: window.EventSource, document, ...timers });
  const history = {
    ...createHistory(window),
    /** @param {string} lines @param {string} name */
    saveReceipt: (lines, name) => {
      extras().then(({ saveReceipt }) => saveReceipt(document, lines, name, (address) => images.load(`qr:${address}`).catch(() => null)),
        // What draws it cannot be had: its words are kept all the same.
        () => saveFile(document, new Blob([lines.split('\0').filter((_, at) => at % 2).join('\n')], { type: 'text/plain' }), `${name}.txt`));
    },
    /** @param {string} text @param {string} name */
    saveText: (text, name) => saveFile(document, new Blob([text], { type: 'application/json' }), name),
  };
  const settings = createSettings(window, String(assetUrls.version ?? ''));
  const assets = createAssets(createReader(window.fetch.bind(window), assetUrls));
  const later = assetUrls.later ?? {};
  const texts = createTexts(window, assets.load, later, rest);
  // What the forms ask, and the texts beside the first page's. Without the forms the program goes on: it asks for them.
  let forms = '';
  rest.with(async () => {
    // Here before it is asked for: a voice must begin within the press.
    extras().catch(() => {});
    [forms] = await Promise.all([assets.load('catalogue/forms').catch(() => ''), texts.fetch()]);
  });

  const kept = {
    ...storage,
    askForLock: lock.ask,
    /** Whoever left something here to be sent needs what sends it. @type {typeof storage.list} */
    list: (store, answer) => storage.list(store, (found) => (found.data ? enter(() => answer(found)) : answer(found))),
  };

  return {
    storage: kept, http, photos, images, events, history, settings, texts, extras,
    /** All texts of a language, for what stands before the program. @param {string} language @returns {Promise<Record<string, string>>} */
    allTexts: async (language) => {
      const names = [`strings/${language}`, ...(later[language] ? [`later/${language}`] : [])];
      const found = await Promise.all(names.map((name) => assets.load(name).then(JSON.parse, () => ({}))));
      return Object.assign({}, ...found);
    },
    assets: {
      ...assets,
      /** @type {typeof assets.read} */
      read: (name, answer) => {
        if (name.startsWith('strings/')) texts.read(name.slice(name.indexOf('/') + 1), answer);
        else assets.read(name, answer);
      },
    },
    geolocation: {
      /** @param {AnswerFunction} answer */
      locate: (answer) => {
        extras().then(({ createGeolocation }) => createGeolocation(navigator.geolocation, window.isSecureContext).locate(answer),
          () => answer(failure('unavailable')));
      },
    },
    speech: createAskedSpeech({
      speechSynthesis: window.speechSynthesis, SpeechSynthesisUtterance: window.SpeechSynthesisUtterance, ...timers,
    }, extras),
    clipboard: {
      /** @param {string} text @param {AnswerFunction} answer */
      copy: (text, answer) => {
        extras().then(({ createClipboard }) => createClipboard(navigator.clipboard, document).copy(text, answer),
          () => answer(failure('refused')));
      },
    },
    timer: createTimer(setTimer, clearTimer),

    /**
     * What the program will ask for first is begun while it is still on its way.
     * @param {boolean} first whether its first page is the one that is wanted
     */
    prepare(first) {
      storage.prepare();
      const language = /"language":"([^"]+)"/.exec(settings.load('settings'))?.[1] ?? 'zh-CN';
      const names = [`strings/${language}`];
      if (!first || rest.there) names.push('catalogue/forms');
      if (!first && later[language]) names.push(`later/${language}`);
      for (const name of names) assets.load(name).catch(() => {});
    },

    /**
     * Called once by the program, when it is ready to hear what happens of itself.
     * @param {AnswerFunction} report
     */
    listen(report) {
      settings.listen(report);
      // Where the person is counts, not where they were while the rest was on its way: each report is written over the
      // entry that the history stands at.
      let moves = 0;
      history.listen((answer) => {
        const move = ++moves;
        enter(() => move === moves && report(answer));
      });
      storage.listen((answer) => enter(() => report(answer)));
      photos.listen();
      document.addEventListener('visibilitychange', events.wake);
      window.addEventListener('online', events.wake);
      lock.hold(report);
      rest.listen(() => {
        texts.handOver(report);
        report({ more: true, meta: { event: 'whole' }, data: forms });
      });
    },
  };
}

/**
 * Some browsers throw at the mere mention of a storage that is switched off.
 * @template T
 * @param {() => T} get
 * @returns {T | undefined}
 */
function reach(get) {
  try {
    return get();
  } catch {
    return undefined;
  }
}
