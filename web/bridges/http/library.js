// Glue between web/bridges/http/http_bridge.hpp and http.mjs.
addToLibrary({
  ow_http_send__deps: ['$owText', '$owBytes', '$owCall'],
  ow_http_send: (id, method, methodSize, path, pathSize, headers, headersSize, body, bodySize, timeoutMs) => {
    owCall(
      'http', 'send', id, id, owText(method, methodSize), owText(path, pathSize), owText(headers, headersSize),
      bodySize ? owBytes(body, bodySize) : null, timeoutMs,
    );
  },

  ow_http_upload__deps: ['$owText', '$owCall'],
  ow_http_upload: (id, photo, photoSize, path, pathSize, parts, partsSize, from, headers, headersSize, timeoutMs) => {
    owCall(
      'http', 'upload', id, id, owText(photo, photoSize), owText(path, pathSize), owText(parts, partsSize), from,
      owText(headers, headersSize), timeoutMs,
    );
  },

  ow_http_cancel: (id) => Module['bridges']['http']['cancel'](id),
});
