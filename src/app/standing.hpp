#pragma once

#include <string>
#include <string_view>

#include "src/domain/value.hpp"

/// What keeps somebody from asking for a service for themselves once more, told before anything is filled in
/// (GET /me/standing/{service}).
namespace ow::app {

/// All "" where nothing is in the way.
struct Standing {
    std::string text;    ///< why, in the server's words
    std::string number;  ///< of the case that runs, "" where it is not theirs
    bool operator==(const Standing&) const = default;
};

/// Where it is asked. \param service code
[[nodiscard]] inline std::string standing_path(std::string_view service) {
    return "/me/standing/" + std::string(service);
}
/// What the answer says.
[[nodiscard]] inline Standing read_standing(const domain::Value& answer) {
    return {std::string(answer.text_at("text")), std::string(answer.text_at("number"))};
}

}  // namespace ow::app
