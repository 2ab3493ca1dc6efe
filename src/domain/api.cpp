#include "src/domain/api.hpp"

#include <type_traits>

namespace ow::domain {

ApiError make_error(ApiErrorKind kind) {
    ApiError error;
    error.kind = kind;
    return error;
}

bool is_temporary(const ApiError& error) {
    return error.kind == ApiErrorKind::network || error.kind == ApiErrorKind::rate_limited ||
           error.kind == ApiErrorKind::unavailable;
}

bool is_write(const ApiCall& call) {
    return std::visit([](const auto& one) { return std::decay_t<decltype(one)>::is_write; }, call);
}

}  // namespace ow::domain
