// What every capability's library.js builds on. Linked with --js-library before the others.
//
// The capabilities themselves are ES modules; the page puts them into Module.bridges before the program starts
// (web/bridges/platform/platform.mjs). This glue only turns pointers into values and answers into calls.
addToLibrary({
  /** UTF-8 text that may hold NUL (which UTF8ToString would stop at). */
  $owText: (pointer, size) => new TextDecoder().decode(HEAPU8.subarray(pointer, pointer + size)),

  /** A copy, because the heap may grow or be reused before it is read. */
  $owBytes: (pointer, size) => HEAPU8.slice(pointer, pointer + size),

  /** Copies bytes into memory that the C++ side frees. Returns the address, 0 for nothing. */
  $owPlace: (bytes) => {
    if (!bytes || !bytes.length) return 0;
    const address = _ow_allocate(bytes.length);
    HEAPU8.set(bytes, address);
    return address;
  },

  $owEncode: (text) => new TextEncoder().encode(text),

  /** Answers a request: `meta` is an object of plain values, `data` bytes or text or nothing. */
  $owAnswer__deps: ['$owPlace', '$owEncode'],
  $owAnswer: (id, answer) => {
    const meta = owEncode(
      Object.entries(answer.meta ?? {}).map(([name, value]) => `${name}\0${value}\0`).join(''),
    );
    const data = typeof answer.data === 'string' ? owEncode(answer.data) : (answer.data ?? null);
    _ow_bridge_answer(
      id, answer.more ? 1 : 0, answer.status | 0,
      owPlace(meta), meta.length, owPlace(data), data ? data.length : 0,
    );
  },

  /**
   * Calls a capability; its last argument becomes the function that answers request `id`. An answer that comes
   * before the call returns waits for the end of the task, so that the program is never entered twice.
   */
  $owCall__deps: ['$owAnswer'],
  $owCall: (capability, method, id, ...values) => {
    let calling = true;
    Module['bridges'][capability][method](...values, (answer) => {
      if (calling) queueMicrotask(() => owAnswer(id, answer));
      else owAnswer(id, answer);
    });
    calling = false;
  },

  /** Lets every capability report what happens of itself (network back, page hidden, …). */
  ow_bridges_listen__deps: ['$owAnswer'],
  ow_bridges_listen: (id) => Module['bridges']['listen']((answer) => {
    // Some report at once; never inside the call that asked.
    queueMicrotask(() => owAnswer(id, answer));
  }),
});
