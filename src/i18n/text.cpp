#include "src/i18n/text.hpp"

#include <utility>

namespace ow::i18n {
namespace {

struct Current {
    std::shared_ptr<const Catalogue> now;
    std::shared_ptr<const Catalogue> before;
};

Current& slot() {
    static Current current;
    return current;
}

const Arg* find(std::span<const Arg> args, std::string_view name) {
    for (const Arg& arg : args)
        if (arg.name() == name) return &arg;
    return nullptr;
}

}  // namespace

void set_current(std::shared_ptr<const Catalogue> catalogue) {
    // The one before is kept, because a frame in progress may still hold views of its texts.
    slot().before = std::exchange(slot().now, std::move(catalogue));
}

const Catalogue& current() {
    static const Catalogue empty{std::string()};
    return slot().now ? *slot().now : empty;
}

std::string_view tr(std::string_view key) { return current().text(key); }

std::string tr(std::string_view key, Args args) { return fill(current().text(key), args); }

std::string tr_plural(std::string_view key, long long count, Args args) {
    const std::string with_count = fill(current().plural(key, count), {{"count", count}});
    return args.size() == 0 ? with_count : fill(with_count, args);
}

std::string fill(std::string_view pattern, std::span<const Arg> args) {
    std::string result;
    result.reserve(pattern.size() + 32);
    std::size_t at = 0;
    while (at < pattern.size()) {
        const std::size_t open = pattern.find('{', at);
        const std::size_t close = open == pattern.npos ? pattern.npos : pattern.find('}', open);
        if (close == pattern.npos) break;
        result += pattern.substr(at, open - at);
        if (const Arg* arg = find(args, pattern.substr(open + 1, close - open - 1)))
            result += arg->text();
        else
            result += pattern.substr(open, close - open + 1);
        at = close + 1;
    }
    if (at < pattern.size()) result += pattern.substr(at);
    return result;
}

}  // namespace ow::i18n
