#include "src/wire/json.hpp"

#include <algorithm>

namespace ow::wire {
namespace {

/// The deepest nesting of brackets outside strings. The parser itself has no limit, and neither has the tree.
int nesting(std::string_view text) {
    int depth = 0;
    int deepest = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (in_string) {
            if (c == '\\') {
                ++at;
            } else if (c == '"') {
                in_string = false;
            }
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return deepest;
}

}  // namespace

domain::Result<Json, DecodeError> parse_json(std::string_view text) {
    if (text.size() > max_json_bytes) {
        return domain::Failure{DecodeError{"size"}};
    }
    if (nesting(text) > max_json_depth) {
        return domain::Failure{DecodeError{"depth"}};
    }
    // The parser takes a NUL for the end of the text and would pass over what follows it.
    if (text.find('\0') != std::string_view::npos) {
        return domain::Failure{DecodeError{"syntax"}};
    }
    Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded()) {
        return domain::Failure{DecodeError{"syntax"}};
    }
    return json;
}

std::string to_text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace ow::wire
