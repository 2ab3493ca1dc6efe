#pragma once

#include <cstdint>
#include <string>

#include "src/domain/result.hpp"
#include "src/wire/http.hpp"

/// Files that are sent in parts (docs/api.md, "Uploads"): how far one has come, and what an answer says of it.
namespace ow::wire {

/// How far a file has come.
struct UploadPlace {
    std::string upload;      ///< the server's id of the upload; "" = it has not been told of it yet
    std::int64_t sent = 0;   ///< bytes that the server has
    std::int64_t total = 0;  ///< bytes of the file; 0 = not known
    bool operator==(const UploadPlace&) const = default;
};

/// What came of one request: the file is there (`attachment_id`), or the server has some of it.
struct UploadStep {
    std::string attachment_id;  ///< "" = not all of it is there
    UploadPlace place;
};

/// The request that sends a file, or the first word of one that is too large for one request; its body is added by
/// whoever has the bytes.
[[nodiscard]] HttpRequest upload_request(std::string_view key, std::string_view language);

/// Where parts are sent to: the next part of `place`, or where an upload is begun.
[[nodiscard]] std::string parts_path(const UploadPlace& place);

/// What an answer to either means. That a part began at the wrong place is no failure: the server says the right one.
[[nodiscard]] domain::Result<UploadStep, domain::ApiError> upload_step(const HttpResponse& response,
                                                                       const UploadPlace& place);

}  // namespace ow::wire
