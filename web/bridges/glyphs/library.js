// Glue between web/bridges/glyphs/glyphs_bridge.hpp and glyphs.mjs.
addToLibrary({
  ow_glyphs_metrics: (face, px, out) => {
    HEAPF32.set(Module['bridges']['glyphs']['metrics'](face, px), out >> 2);
  },
  ow_glyphs_advance: (face, codePoint, px) => Module['bridges']['glyphs']['advance'](face, codePoint, px),
  ow_glyphs_raster: (face, codePoint, px, out, alpha, capacity) => {
    const glyph = Module['bridges']['glyphs']['raster'](face, codePoint, px);
    if (glyph.alpha.length > capacity) return 0;
    HEAPF32.set([glyph.width, glyph.height, glyph.left, glyph.top, glyph.advance], out >> 2);
    HEAPU8.set(glyph.alpha, alpha);
    return 1;
  },
});
