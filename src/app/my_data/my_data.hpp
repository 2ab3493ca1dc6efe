#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/time.hpp"

/// What the street knows of the person who is signed in, who looked at it, and who may do things for them
/// (GET /me/record, GET /me/helpers); for whom they may do things, and what of theirs can be gone on with
/// (GET /me/helped).
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
/// A service that can be asked for under a mandate now.
struct MayFile {
    std::string service;  ///< code
    std::string title;
    bool operator==(const MayFile&) const = default;
};
/// Who may do what for whom, and until when.
struct Mandate {
    std::string id;
    std::string person_id{};
    std::string helper;        ///< in words
    std::string person;        ///< masked
    std::string relationship;  ///< "" = not said
    std::string about;         ///< the matters, in words
    std::vector<std::string> scopes;
    domain::Instant last_day;  ///< it still counts
    std::string state;         ///< code: "running", "not_begun", "expired", "revoked"
    std::vector<Act> acts;
    std::vector<MayFile> may_file{};        ///< by who is signed in and helps
    std::vector<std::string> may_report{};  ///< likewise, in words
    bool operator==(const Mandate&) const = default;
    /// Whether it can still be taken back.
    [[nodiscard]] bool holds() const { return state == "running" || state == "not_begun"; }
};
struct Helpers {
    std::vector<Mandate> helping_me;
    std::vector<Mandate> i_help;
    bool operator==(const Helpers&) const = default;
};

/// A case of somebody else that a mandate lets one go on with.
struct Helped {
    std::string mandate;  ///< id
    std::string number;
    std::string title;
    std::string state;  ///< code
    bool operator==(const Helped&) const = default;
};

/// Which end of a mandate the person is at: helped by somebody, or helping.
enum class Side : std::uint8_t { mine, theirs };

/// What the page shows.
struct Model {
    Remote<Record> record;
    Remote<Helpers> helpers;
    Remote<std::vector<Helped>> helped;
    Side side = Side::mine;  ///< of what is being taken or given back
    RequestId revoking = 0;
    bool failed = false;  ///< it could not be taken or given back
    bool operator==(const Model&) const = default;
};

/// 收回, or for who helps 不再帮了: opens the dialog revoke_mandate, give_back_mandate.
struct RevokePressed {
    std::string id;
    Side side = Side::mine;
};
struct RevokeConfirmed {
    std::string id;
    Side side = Side::mine;
};

using Action = std::variant<RevokePressed, RevokeConfirmed>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::my_data
