#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/domain/case.hpp"

namespace ow::domain {

/// A complaint or request as it is sent: `POST /cases`.
struct Filing {
    Kind kind = Kind::appeal;
    std::optional<Category> category;
    std::string title;
    std::string description;
    Place place;
    std::vector<std::string> attachments;  ///< ids from the server; filled in when the pictures are uploaded
    std::optional<ContactMode> contact_mode;
    std::string contact_phone;  ///< "" = none
    bool consent = false;
    bool operator==(const Filing&) const = default;
};

/// The filing as the server keeps it: texts trimmed, line breaks LF, phone in 11 digits where it is one.
[[nodiscard]] Filing normalise(Filing filing);

}  // namespace ow::domain
