#include "src/app/field_errors.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace ow::app {

namespace {

/// "attachments.1" → "attachments" and 1; any other path has no index.
struct IndexedPath {
    std::string_view base;
    std::optional<std::int64_t> index;
};

IndexedPath split_index(std::string_view path) {
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == path.size()) {
        return {path, std::nullopt};
    }
    std::int64_t index = 0;
    const char* end = path.data() + path.size();
    const auto parsed = std::from_chars(path.data() + dot + 1, end, index);
    if (parsed.ec != std::errc{} || parsed.ptr != end) {
        return {path, std::nullopt};
    }
    return {path.substr(0, dot), index};
}

}  // namespace

const domain::FieldError* find_error(const std::vector<domain::FieldError>& errors, std::string_view path) {
    const auto found =
        std::find_if(errors.begin(), errors.end(), [&](const domain::FieldError& error) { return error.path == path; });
    return found == errors.end() ? nullptr : &*found;
}

void clear_error(std::vector<domain::FieldError>& errors, std::string_view path) {
    std::erase_if(errors, [&](const domain::FieldError& error) { return error.path == path; });
}

std::vector<std::string> error_keys(const domain::FieldError& error) {
    const IndexedPath split = split_index(error.path);
    const std::string code(domain::to_code(error.code));
    std::string own = "error.field." + std::string(split.base);
    if (split.index) {
        own += ".n";
    }
    return {own + "." + code, "error.field." + code};
}

std::vector<std::pair<std::string, ArgValue>> error_args(const domain::FieldError& error) {
    const IndexedPath split = split_index(error.path);
    std::vector<std::pair<std::string, ArgValue>> args;
    args.emplace_back("label", KeyText{"field." + std::string(split.base)});
    if (error.min) {
        args.emplace_back("min", static_cast<std::int64_t>(std::llround(*error.min)));
    }
    if (error.max) {
        args.emplace_back("max", static_cast<std::int64_t>(std::llround(*error.max)));
    }
    if (split.index) {
        args.emplace_back("index", *split.index + 1);
    }
    return args;
}

Message error_message(const domain::ApiError& error) {
    constexpr std::int64_t default_wait = 60;
    if (error.kind == domain::ApiErrorKind::network) {
        return {"error.kind.network", {}};
    }
    if (error.kind == domain::ApiErrorKind::unexpected) {
        return {"error.kind.other", {}};
    }
    const bool is_given = error.code == password_given;
    Message message{"error.code." + std::string(is_given ? password_given : domain::to_code(error.kind)), {}};
    if (error.kind == domain::ApiErrorKind::rate_limited) {
        message.args.emplace_back("seconds", error.retry_after_seconds.value_or(default_wait));
    }
    return message;
}

std::string field_node(std::string_view path) { return "field:" + std::string(path); }

}  // namespace ow::app
