#include "web/bridges/common/bridge.hpp"

#include <emscripten/emscripten.h>

#include <charconv>
#include <cstdlib>
#include <unordered_map>

namespace ow::web {
namespace {

struct Requests {
    std::uint32_t last = 0;
    std::unordered_map<std::uint32_t, BridgeHandler> waiting;
};

Requests& requests() {
    static Requests instance;
    return instance;
}

}  // namespace

std::string_view BridgeAnswer::text(std::string_view name) const {
    for (const auto& [key, value] : meta) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

std::int64_t BridgeAnswer::integer(std::string_view name) const {
    const std::string_view digits = text(name);
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

double BridgeAnswer::number(std::string_view name) const {
    return std::strtod(std::string(text(name)).c_str(), nullptr);
}

std::uint32_t expect_answer(BridgeHandler handler) {
    Requests& all = requests();
    const std::uint32_t id = ++all.last;
    all.waiting.emplace(id, std::move(handler));
    return id;
}

void forget_answer(std::uint32_t request) { requests().waiting.erase(request); }

std::string take_bytes(char* data, std::uint32_t size) {
    std::string text(data, size);
    std::free(data);
    return text;
}

namespace {

/// "name\0value\0…"
void read_meta(std::string_view text, BridgeAnswer& answer) {
    const auto next = [&] {
        const std::size_t end = text.find('\0');
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        return std::string(part);
    };
    while (!text.empty()) {
        std::string name = next();
        answer.meta.emplace_back(std::move(name), next());
    }
}

}  // namespace
}  // namespace ow::web

extern "C" {

EMSCRIPTEN_KEEPALIVE void* ow_allocate(std::uint32_t size) { return std::malloc(size); }

/// The one way in for answers of the platform's capabilities. Takes over both buffers.
EMSCRIPTEN_KEEPALIVE void ow_bridge_answer(std::uint32_t request, int more, int status, char* meta,
                                           std::uint32_t meta_size, char* data, std::uint32_t data_size) {
    ow::web::BridgeAnswer answer;
    answer.status = status;
    answer.more = more != 0;
    ow::web::read_meta(ow::web::take_bytes(meta, meta_size), answer);
    answer.data = ow::web::take_bytes(data, data_size);

    auto& waiting = ow::web::requests().waiting;
    const auto found = waiting.find(request);
    if (found == waiting.end()) {
        return;
    }
    if (answer.more) {
        // A copy: the handler may forget its own request.
        const ow::web::BridgeHandler handler = found->second;
        handler(answer);
    } else {
        const ow::web::BridgeHandler handler = std::move(found->second);
        waiting.erase(found);
        handler(answer);
    }
}
}
