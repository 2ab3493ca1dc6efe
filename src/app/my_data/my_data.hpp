#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/time.hpp"

/// What the street knows of the person who is signed in, who looked at it, and who may do things for them
/// (GET /me/record, GET /me/helpers).
namespace ow::app::my_data {

/// What programs put into their lists.
extern const Feature feature;

/// One thing that is kept; the server says it in words.
struct Held {
    std::string name;  ///< code: "name", "id_number" …
    std::string value;
    std::string source;
    std::string purpose;
    domain::Instant at;
    bool operator==(const Held&) const = default;
};
/// Somebody looked.
struct Sight {
    std::string who;
    std::string purpose;  ///< code: "view", "list", "assist", "register"
    domain::Instant at;
    bool operator==(const Sight&) const = default;
};
struct Record {
    std::vector<Held> held;
    std::vector<Sight> sights;  ///< newest first
    bool operator==(const Record&) const = default;
};

/// Something that was done under a mandate.
struct Act {
    std::string id;
    std::string act;     ///< code: "file", "follow" …
    std::string number;  ///< of the case, "" = none
    domain::Instant at;
    bool operator==(const Act&) const = default;
};
/// Who may do what for whom, and until when.
struct Mandate {
    std::string id;
    std::string helper;        ///< in words
    std::string person;        ///< masked
    std::string relationship;  ///< "" = not said
    std::string about;         ///< the matters, in words
    std::vector<std::string> scopes;
    domain::Instant last_day;  ///< it still counts
    std::string state;         ///< code: "running", "not_begun", "expired", "revoked"
    std::vector<Act> acts;
    bool operator==(const Mandate&) const = default;
    /// Whether it can still be taken back.
    [[nodiscard]] bool holds() const { return state == "running" || state == "not_begun"; }
};
struct Helpers {
    std::vector<Mandate> helping_me;
    std::vector<Mandate> i_help;
    bool operator==(const Helpers&) const = default;
};

/// What the page shows.
struct Model {
    Remote<Record> record;
    Remote<Helpers> helpers;
    RequestId revoking = 0;
    bool failed = false;  ///< it could not be taken back
    bool operator==(const Model&) const = default;
};

/// 收回: opens the dialog revoke_mandate.
struct RevokePressed {
    std::string id;
};
struct RevokeConfirmed {
    std::string id;
};

using Action = std::variant<RevokePressed, RevokeConfirmed>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::my_data
