#pragma once

#include <cstdint>

/// Requests to our own server (http.mjs). Answers: the HTTP status with a few headers as meta and the body as data;
/// -1 with `network`, `timeout`, `cancelled`, `too_large`.
extern "C" {
/// \param headers "name: value" lines.
void ow_http_send(std::uint32_t request, const char* method, std::uint32_t method_size, const char* path,
                  std::uint32_t path_size, const char* headers, std::uint32_t headers_size, const char* body,
                  std::uint32_t body_size, std::uint32_t timeout_ms);
/// Makes one request for a stored file: all of a small one to `path`, the announcement of a large one to `parts`, or
/// (with `from` not below 0) the part of it that begins there to `parts`. A file that is not there any more: error
/// `missing`.
/// \param timeout_ms limit without progress.
void ow_http_upload(std::uint32_t request, const char* photo, std::uint32_t photo_size, const char* path,
                    std::uint32_t path_size, const char* parts, std::uint32_t parts_size, double from,
                    const char* headers, std::uint32_t headers_size, std::uint32_t timeout_ms);
/// Ends a running request, which answers `cancelled`.
void ow_http_cancel(std::uint32_t request);
}
