// Glue between web/bridges/images/images_bridge.hpp and images.mjs: decoded pictures go straight into GL textures.
addToLibrary({
  ow_images_cancel__deps: ['$owText'],
  ow_images_cancel: (key, size) => Module['bridges']['images']['cancel'](owText(key, size)),
  ow_images_load__deps: ['$GL', '$owText'],
  ow_images_load: (texture, key, size) => {
    Module['bridges']['images']['load'](owText(key, size)).then(
      (bitmap) => {
        const gl = GL.currentContext?.GLctx;
        if (!gl || !GL.textures[texture]) return;
        gl.bindTexture(gl.TEXTURE_2D, GL.textures[texture]);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
        _ow_image_ready(texture, bitmap.width, bitmap.height);
        bitmap.close();
      },
      () => _ow_image_ready(texture, 0, 0),
    );
  },
});
