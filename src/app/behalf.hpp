#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "src/domain/api.hpp"
#include "src/domain/value.hpp"

/// For whom somebody fills in a form under a mandate, as the server tells it (GET /me/helping/{person}).
namespace ow::app::behalf {

/// A person who gave a mandate that allows it now.
struct Person {
    std::string id;       ///< UUID
    std::string mandate;  ///< UUID: what is sent under it is judged again when it arrives
    std::string name;     ///< in full: who may file reads it
    domain::Value facts;  ///< what is known of them, by path: {"value", "source"}
    bool operator==(const Person&) const = default;
};

/// Where a form for the person begins. \param service code
[[nodiscard]] std::string path_of(std::string_view person, std::string_view service);
/// The person of its answer.
[[nodiscard]] Person read_person(const domain::Value& answer);
/// Why the mandate does not allow it, in the server's words; "" where that is not what is wrong.
[[nodiscard]] std::string stopped(const std::optional<domain::ApiError>& error);

}  // namespace ow::app::behalf
