#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How every capability answers. A request gets an id here, the JavaScript side answers under that id, once or several
/// times. Answers never come while a bridge function is being called.
namespace ow::web {

/// What JavaScript passes besides the data; see web/bridges/common/types.mjs.
struct BridgeAnswer {
    int status = 0;     ///< 0 = success, an HTTP status where there is one, -1 = failure (text("error") names it)
    bool more = false;  ///< another answer to the same request follows
    std::vector<std::pair<std::string, std::string>> meta;
    std::string data;

    /// The value of a name, "" when it is missing.
    [[nodiscard]] std::string_view text(std::string_view name) const;
    /// The same as a whole number, 0 when it is none.
    [[nodiscard]] std::int64_t integer(std::string_view name) const;
    /// The same as a number, 0 when it is none.
    [[nodiscard]] double number(std::string_view name) const;
    [[nodiscard]] bool flag(std::string_view name) const { return integer(name) != 0; }
    [[nodiscard]] bool failed() const { return status < 0; }
};

using BridgeHandler = std::function<void(const BridgeAnswer&)>;

/// A new request id, under which `handler` gets the answers until the last one.
[[nodiscard]] std::uint32_t expect_answer(BridgeHandler handler);

/// Answers to the request are not wanted any more.
void forget_answer(std::uint32_t request);

/// Takes over a buffer that the JavaScript side allocated ($owPlace).
[[nodiscard]] std::string take_bytes(char* data, std::uint32_t size);

}  // namespace ow::web

extern "C" {
/// Asks every capability to report what happens of itself, under a request id.
void ow_bridges_listen(std::uint32_t request);
}
