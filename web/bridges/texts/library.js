// Glue between web/bridges/texts/texts_bridge.hpp and texts.mjs.
addToLibrary({
  ow_texts_late__deps: ['$owText', '$owPlace', '$owEncode'],
  ow_texts_late: (key, keySize, size) => {
    const bytes = owEncode(Module['bridges']['texts']['late'](owText(key, keySize)) ?? '');
    HEAPU32[size >> 2] = bytes.length;
    return owPlace(bytes);
  },
});
