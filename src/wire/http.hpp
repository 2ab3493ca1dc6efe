#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/domain/api.hpp"
#include "src/domain/value.hpp"

/// The API's calls as HTTP requests, and HTTP responses as the calls' answers (docs/api.md).
namespace ow::wire {

using Header = std::pair<std::string, std::string>;

/// A request to our own server.
struct HttpRequest {
    std::string method;  ///< "GET", "POST", "PUT", "DELETE"
    std::string path;    ///< with the query, percent-encoded, on our own origin
    std::vector<Header> headers;
    std::string body;  ///< JSON, or "" for none
    bool operator==(const HttpRequest&) const = default;
};

/// What came back, if anything.
struct HttpResponse {
    int status = 0;               ///< 0 = there was no answer (no connection, broken off, timed out)
    std::vector<Header> headers;  ///< names in lower case
    std::string body;
    bool operator==(const HttpResponse&) const = default;
};

/// The value of a response header, "" when it is missing.
[[nodiscard]] std::string_view header(const HttpResponse& response, std::string_view name);

/// The request of a call.
/// \param key idempotency key; sent with writes only.
/// \param language BCP 47; the server words its errors in it.
[[nodiscard]] HttpRequest to_http(const domain::ApiCall& call, std::string_view key, std::string_view language);

/// A call of which only its feature knows the members. \param path below the API's base, percent-encoded
/// \param body JSON; "" for a read.
/// \param version of what is overwritten (If-Match); "" = whatever is there.
[[nodiscard]] HttpRequest tree_request(std::string_view method, std::string_view path, std::string body,
                                       std::string_view key, std::string_view language, std::string_view version = {});
/// Its answer; null where the response is empty.
[[nodiscard]] domain::Result<domain::Value, domain::ApiError> tree_from_http(const HttpResponse& response);

/// What every request says: what is understood, the language, and for writes the key.
void add_common_headers(HttpRequest& request, std::string_view key, std::string_view language);

/// What a response means for a call. A success that cannot be read is ApiErrorKind::unexpected with the code
/// "unreadable:<member>".
[[nodiscard]] domain::ApiResult from_http(const domain::ApiCall& call, const HttpResponse& response);

/// Where a picture is found, for the image loader.
enum class PictureSize : std::uint8_t { thumbnail, full };
[[nodiscard]] std::string picture_path(std::string_view attachment_id, PictureSize size);

}  // namespace ow::wire
