// @ts-check
// The rest of the program (docs/adr/0018). The boot part draws the first page; all else comes after its first frame.
// Whoever would need it passes the gate here and waits with a quiet sign; where it cannot be had, the sign says so and
// offers the way on. Nothing typed is lost: the program keeps drafts on the device, and the page stays as it is.

import { Gone, goodAnswer } from '../bridges/common/answers.mjs';

/** While somebody waits and the network fails, so long until the next try. Milliseconds. */
const TRY_AGAIN = 5_000;
/** A wait shorter than this is not worth a sign. Milliseconds. */
const PATIENCE = 150;

/**
 * A module of ours, compiled while it streams in; in one piece where the server did not say that it is WebAssembly.
 * @param {Window & typeof globalThis} window
 * @param {string} address
 * @param {RequestPriority} [priority]
 * @returns {Promise<WebAssembly.Module>} fails with Gone, or with the network's own error
 */
export async function compiled(window, address, priority = 'auto') {
  const answer = goodAnswer(await window.fetch(address, { credentials: 'same-origin', priority }), address);
  try {
    if (WebAssembly.compileStreaming && answer.headers.get('content-type')?.startsWith('application/wasm'))
      return await WebAssembly.compileStreaming(answer);
    return await WebAssembly.compile(await answer.arrayBuffer());
  } catch (error) {
    throw error instanceof WebAssembly.CompileError ? new Gone(error.message) : error;
  }
}

/** @typedef {'waiting' | 'network' | 'gone' | ''} State what the sign says; '' = nothing */

/**
 * @param {Window & typeof globalThis} window
 * @param {string} address of the rest; '' where the program came whole
 * @param {(state: State) => void} sign
 */
export function createRest(window, address, sign) {
  let there = !address;
  if (there) window.performance.mark('rest-there');
  /** The program was entered where it needed the rest, and it could not be had: its state is not to be trusted. */
  let broken = false;
  /** @type {Record<string, any> | null} what the boot part exports */
  let boot = null;
  /** @type {Promise<WebAssembly.Module> | null} */
  let coming = null;
  /** What comes beside the program. @type {() => Promise<unknown>} */
  let fetchBeside = () => Promise.resolve();
  /** @type {(() => void)[]} */
  let waiting = [];
  /** Who wants to know, and waits for nothing. */
  /** @type {(() => void)[]} */
  const listeners = [];
  /** @type {(() => void) | null} the last press; a later one takes its place */
  let press = null;
  let timer = 0;
  let hurrying = false;

  /** @param {WebAssembly.Module} module */
  function join(module) {
    if (there || !boot) return;
    try {
      // It puts its functions into the table of the boot part; nothing else of it is needed.
      new WebAssembly.Instance(module, { primary: boot });
    } catch (error) {
      throw new Gone(String(error));
    }
    there = true;
    window.performance.mark('rest-there');
    for (const tell of listeners) tell();
  }

  /** @param {RequestPriority} priority */
  function fetched(priority) {
    coming ??= Promise.all([compiled(window, address, priority), fetchBeside()]).then(([module]) => module);
    coming.catch(() => { coming = null; });
    return coming;
  }

  /** Somebody waits for it. @param {'told' | 'quiet'} how whether a wait is told again of which one was told already */
  async function hurry(how) {
    window.clearTimeout(timer);
    if (hurrying) return;
    hurrying = true;
    const patience = how === 'told' ? window.setTimeout(() => sign('waiting'), PATIENCE) : 0;
    try {
      join(await fetched('high'));
      hurrying = false;
      await told();
      goOn();
    } catch (error) {
      hurrying = false;
      sign(error instanceof Gone ? 'gone' : 'network');
      if (!(error instanceof Gone)) timer = window.setTimeout(() => hurry('quiet'), TRY_AGAIN);
    } finally {
      window.clearTimeout(patience);
    }
  }

  /** Who listens hears of it before anything goes on (owAnswer: at the end of the task). */
  const told = () => Promise.resolve();

  function goOn() {
    sign('');
    const runs = [...waiting, ...(press ? [press] : [])];
    waiting = [];
    press = null;
    for (const run of runs) run();
  }

  const wanted = () => waiting.length > 0 || press !== null;
  const networkBack = () => {
    if (!there && !broken && wanted()) hurry('quiet');
  };
  window.addEventListener('online', networkBack);

  return {
    /** Whether all of the program is there. */
    get there() { return there; },

    /** The boot part stands. @param {WebAssembly.Exports} exports */
    joins(exports) { boot = exports; },

    /** Begins to fetch it, for a page that is not the first. @param {RequestPriority} priority */
    fetch(priority) {
      if (!there) fetched(priority).catch(() => {});
    },

    /** The first frame is on the screen: the rest comes, and nobody waits for it yet. */
    async follow() {
      if (there) return;
      try {
        join(await fetched('low'));
        await told();
        goOn();
      } catch {
        // Told when somebody needs it.
      }
    },

    /** All of it, before the program starts on a page that needs it. @returns {Promise<void>} */
    async before() {
      if (there) return;
      await new Promise((resolve) => {
        waiting.push(() => resolve(undefined));
        hurry('told');
      });
    },

    /** What is fetched with it, before anything goes on. @param {() => Promise<unknown>} beside */
    with(beside) { fetchBeside = beside; },

    /** Is told once all of the program is there; nobody waits for it, so nothing is hurried. @param {() => void} tell */
    listen(tell) {
      if (there) tell();
      else listeners.push(tell);
    },

    /** Runs it when all of the program is there. @param {() => void} run */
    enter(run) {
      if (there) return run();
      waiting.push(run);
      if (!broken) hurry('told');
    },

    /** The same for a press, of which only the last one counts. @param {() => void} run */
    press(run) {
      if (there) return run();
      press = run;
      if (!broken) hurry('told');
    },

    /** The person asked for another try. */
    again: () => hurry('told'),

    /**
     * The boot part has reached what it does not have (a door, tools/split): the rest comes now, and the page stands
     * still until then. Throws where it cannot be had, and the program is not entered again.
     */
    atOnce() {
      if (there) return;
      window.performance.mark('rest-late');
      try {
        const request = new window.XMLHttpRequest();
        request.open('GET', address, false);
        // Bytes as they are: such a request may not ask for a buffer.
        request.overrideMimeType('text/plain; charset=x-user-defined');
        request.send();
        if (request.status !== 200) throw new Error(`${address}: ${request.status}`);
        join(new WebAssembly.Module(Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255)));
      } catch (error) {
        broken = true;
        window.setTimeout(() => sign('gone'), 0);
        throw error;
      }
    },
  };
}

/** @typedef {ReturnType<typeof createRest>} Rest */
