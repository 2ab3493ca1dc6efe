// Glue between web/bridges/glyphs/glyphs_bridge.hpp and glyphs.mjs.
addToLibrary({
  ow_glyphs_metrics: (face, px, out) => {
    HEAPF32.set(Module['bridges']['glyphs']['metrics'](face, px), out >> 2);
  },
  ow_glyphs_advance__deps: ['$UTF8ToString'],
  ow_glyphs_advance: (face, codePoint, run, size, px) => Module['bridges']['glyphs']['advance'](
    face, codePoint, size ? UTF8ToString(run, size) : '', px),
  ow_glyphs_raster__deps: ['$UTF8ToString'],
  ow_glyphs_raster: (face, codePoint, run, size, px, out, pixels, capacity) => {
    const glyph = Module['bridges']['glyphs']['raster'](face, codePoint, size ? UTF8ToString(run, size) : '', px);
    if (glyph.pixels.length > capacity) return glyph.pixels.length;
    HEAPF32.set([glyph.width, glyph.height, glyph.left, glyph.top, glyph.advance, glyph.coloured ? 1 : 0], out >> 2);
    HEAPU8.set(glyph.pixels, pixels);
    return glyph.pixels.length;
  },
});
