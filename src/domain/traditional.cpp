#include "src/domain/traditional.hpp"

#include "src/domain/text.hpp"

namespace ow::domain {

namespace {

/// The only character of a text; 0 where it has none or more.
char32_t only_character(std::string_view text) {
    std::size_t offset = 0;
    const char32_t character = text.empty() ? U'\0' : next_code_point(text, offset);
    return offset == text.size() ? character : U'\0';
}

}  // namespace

Traditional read_traditional(const Value* value) {
    Traditional found;
    const Value::Object* members = value == nullptr ? nullptr : value->as_object();
    for (std::size_t at = 0; members != nullptr && at < members->size(); ++at) {
        const std::string* meant = (*members)[at].value.as_text();
        const char32_t from = only_character((*members)[at].name);
        const char32_t to = meant == nullptr ? U'\0' : only_character(*meant);
        if (from != U'\0' && to != U'\0') {
            found.emplace(from, to);
        }
    }
    return found;
}

std::string simplified(std::string_view typed, const Traditional& traditional) {
    std::string text;
    for (std::size_t offset = 0; offset < typed.size();) {
        const char32_t character = next_code_point(typed, offset);
        const auto meant = traditional.find(character);
        append_code_point(text, meant == traditional.end() ? character : meant->second);
    }
    return text;
}

}  // namespace ow::domain
