// The lock of a worker's device (docs/adr/0042): what it keeps is encrypted under a key of its own, and that key lies
// wrapped under another that is derived from a PIN. The open key is in this page's memory only, and cannot be read out
// of it: loading the page anew locks the device.

/** @typedef {'none' | 'locked' | 'open' | 'shut'} LockState 'shut': too many wrong PINs; opens after a sign-in only */
/** @typedef {{is: LockState, left: number, owner: string}} LockTold left: tries that remain */
/** @typedef {{sealed: 1, iv: Uint8Array<ArrayBuffer>, data: ArrayBuffer, mark: string}} Sealed mark: the same for the same text, under this key */
/** @typedef {{salt: Uint8Array<ArrayBuffer>, rounds: number, iv: Uint8Array<ArrayBuffer>, wrapped: ArrayBuffer, tries: number, shut: boolean, owner: string}} Head */

export const DATABASE = 'onewindow-lock';
/** After so many wrong PINs the PIN opens nothing any more. */
export const TRIES = 5;
/** PBKDF2 with SHA-256 (OWASP Password Storage Cheat Sheet, 2023). */
export const ROUNDS = 600_000;
/** What a PIN is. */
export const PIN = /^[0-9]{6}$/;

/** Where tries are counted when the database has no room. */
export const BESIDE = 'onewindow.lock.tries';

const STORE = 'lock';
const HEAD = 'head';
const SALT_BYTES = 16;
const IV_BYTES = 12;
const KEY_BYTES = 32;
const encoder = new TextEncoder();

/** @param {unknown} value @returns {value is Sealed} */
export const isSealed = (value) => typeof value === 'object' && value !== null && 'sealed' in value;

/** A read of what is locked. */
const locked = () => new DOMException('the device is locked', 'InvalidStateError');

/**
 * @param {{indexedDB: IDBFactory | undefined, crypto: Crypto, beside?: () => Storage, rounds?: number}} environment
 *     beside: the page's localStorage, which may not be there; rounds: fewer in tests
 */
export function createVault({ indexedDB, crypto, beside, rounds = ROUNDS }) {
  const { subtle } = crypto;
  /** @type {{seal: CryptoKey, mark: CryptoKey} | null} */
  let keys = null;

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} work
   * @returns {Promise<T>}
   */
  async function transact(mode, work) {
    if (!indexedDB) throw new DOMException('no IndexedDB', 'NotSupportedError');
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => { opening.result.createObjectStore(STORE); };
    /** @type {IDBDatabase} */
    const database = await new Promise((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    try {
      const transaction = database.transaction([STORE], mode, { durability: 'strict' });
      const request = work(transaction.objectStore(STORE));
      await new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve(undefined);
        transaction.onabort = () => reject(transaction.error);
      });
      return request.result;
    } finally {
      database.close();
    }
  }

  /** @returns {Promise<Head | undefined>} */
  const readHead = () => transact('readonly', (store) => store.get(HEAD));
  const writeHead = (/** @type {Head} */ head) => transact('readwrite', (store) => store.put(head, HEAD));

  /** How many more tries were used up than the database says; below 0: fewer, given back when it had no room. */
  function triesBeside() {
    try {
      return Number(beside?.().getItem(BESIDE) ?? 0);
    } catch {
      return 0;
    }
  }

  /** @param {number} tries @returns {boolean} whether it is kept */
  function countBeside(tries) {
    try {
      if (tries === 0) beside?.().removeItem(BESIDE);
      else beside?.().setItem(BESIDE, String(tries));
      return beside !== undefined;
    } catch {
      return false;
    }
  }

  /** @param {Head} head */
  const leftOf = (head) => Math.max(0, TRIES - head.tries - triesBeside());

  /**
   * A try is used up. Where the database has no room, it is counted beside it: a full device opens all the same, and
   * whoever fills it up gains no try. @param {Head} head @throws where neither takes it
   */
  const useUp = (head) => writeHead({ ...head, tries: head.tries + 1, shut: leftOf(head) <= 1 }).catch((error) => {
    if (!countBeside(triesBeside() + 1)) throw error;
  });

  /** All tries are there again. @throws where neither takes it */
  async function giveBack() {
    const head = await readHead();
    if (!head) return;
    const isWhole = head.tries === 0 && !head.shut;
    const kept = isWhole || await writeHead({ ...head, tries: 0, shut: false }).then(() => true, () => false);
    if (!countBeside(kept ? 0 : -head.tries) && !kept) throw new DOMException('no room', 'QuotaExceededError');
  }

  /** The key that the PIN stands for. @param {string} pin @param {Uint8Array<ArrayBuffer>} salt @param {number} times */
  async function keyOf(pin, salt, times) {
    const base = await subtle.importKey('raw', encoder.encode(pin), 'PBKDF2', false, ['deriveKey']);
    return subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: times }, base,
      { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  }

  /** One key for what is kept and one for comparing it, from the device's own. @param {ArrayBuffer | Uint8Array<ArrayBuffer>} own */
  async function keysOf(own) {
    const base = await subtle.importKey('raw', own, 'HKDF', false, ['deriveKey']);
    const from = (/** @type {string} */ info) =>
      ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode(info) });
    return {
      seal: await subtle.deriveKey(from('seal'), base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
      mark: await subtle.deriveKey(from('mark'), base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
    };
  }

  /** @param {Head | undefined} head @returns {LockTold} */
  function told(head) {
    if (!head) return { is: 'none', left: TRIES, owner: '' };
    const left = leftOf(head);
    return { is: keys ? 'open' : left === 0 ? 'shut' : 'locked', left, owner: head.owner };
  }

  return {
    /** Whether what is written is encrypted. */
    get open() { return keys !== null; },

    /** @returns {Promise<LockTold>} */
    state: async () => told(await readHead()),

    /**
     * Gives the device a PIN. \pre it has none
     * @param {string} pin @param {string} owner account id of whose device it is
     */
    async choose(pin, owner) {
      if (!PIN.test(pin)) throw new RangeError('six digits');
      if (await readHead()) throw locked();
      const own = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
      const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const wrapped = await subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(pin, salt, rounds), own);
      await writeHead({ salt, rounds, iv, wrapped, tries: 0, shut: false, owner });
      keys = await keysOf(own);
      own.fill(0);
    },

    /**
     * Tries a PIN. The try is counted, and stored, before it is known whether it is right: who pulls the plug in
     * between has used it up.
     * @param {string} pin
     * @returns {Promise<LockTold>}
     */
    async unlock(pin) {
      const head = await readHead();
      if (!head || keys || told(head).is === 'shut') return told(head);
      await useUp(head);
      try {
        const own = await subtle.decrypt(
          { name: 'AES-GCM', iv: head.iv }, await keyOf(pin, head.salt, head.rounds), head.wrapped);
        keys = await keysOf(own);
      } catch {
        return told(await readHead());
      }
      // Open it is, whether the tries can be given back or not.
      await giveBack().catch(() => {});
      return told(await readHead());
    },

    /** Whose device it is has signed in over the network: the PIN may be tried again. */
    allow: giveBack,

    /**
     * @param {string} store what it is kept in; it opens nowhere else
     * @param {Uint8Array<ArrayBuffer>} bytes
     * @returns {Promise<Sealed>}
     */
    async seal(store, bytes) {
      if (!keys) throw locked();
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const data = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encoder.encode(store) }, keys.seal, bytes);
      return { sealed: 1, iv, data, mark: await this.mark(bytes) };
    },

    /** @param {string} store @param {Sealed} sealed @returns {Promise<ArrayBuffer>} */
    async unseal(store, sealed) {
      if (!keys) throw locked();
      return subtle.decrypt(
        { name: 'AES-GCM', iv: sealed.iv, additionalData: encoder.encode(store) }, keys.seal, sealed.data);
    },

    /** What tells whether two sealed texts are the same. @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<string>} */
    async mark(bytes) {
      if (!keys) throw locked();
      const hash = new Uint8Array(await subtle.sign('HMAC', keys.mark, bytes));
      return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
  };
}

/** @typedef {ReturnType<typeof createVault>} Vault */
