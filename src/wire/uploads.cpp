#include "src/wire/uploads.hpp"

#include <utility>

#include "src/domain/value.hpp"
#include "src/wire/value.hpp"

namespace ow::wire {
namespace {

constexpr int conflict = 409;

std::int64_t whole_at(const domain::Value& value, std::string_view name, std::int64_t otherwise) {
    const domain::Value* found = value.find(name);
    const double* number = found == nullptr ? nullptr : found->as_number();
    return number == nullptr || *number < 0 ? otherwise : static_cast<std::int64_t>(*number);
}

/// The right place, where the answer to a part names it; -1 where it does not.
std::int64_t place_named_by(const HttpResponse& response) {
    if (response.status != conflict) {
        return -1;
    }
    const auto body = parse_value(response.body);
    return body.ok() ? whole_at(*body, "received", -1) : -1;
}

}  // namespace

domain::Result<UploadStep, domain::ApiError> upload_step(const HttpResponse& response, const UploadPlace& place) {
    if (const std::int64_t right = place_named_by(response); right >= 0 && !place.upload.empty()) {
        return UploadStep{{}, {place.upload, right, place.total}};
    }
    const auto answer = tree_from_http(response);
    if (!answer.ok()) {
        return domain::Failure{answer.error()};
    }
    const std::string id(answer->text_at("id"));
    if (answer->find("received") == nullptr) {
        if (id.empty()) {
            return domain::Failure{domain::make_error(domain::ApiErrorKind::unexpected)};
        }
        return UploadStep{id, {}};
    }
    return UploadStep{std::string(answer->text_at("attachment.id")),
                      {id, whole_at(*answer, "received", 0), whole_at(*answer, "bytes", 0)}};
}

}  // namespace ow::wire
