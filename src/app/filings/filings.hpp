#pragma once

#include <string>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/domain/command.hpp"

/// What the outbox holds and the server has not acknowledged yet, and the page that follows a filing. The features that
/// made the commands hear of them by CommandSeen and CommandDone.
namespace ow::app::filings {

/// What programs put into their lists.
extern const Feature feature;

/// The account's entries and everybody's.
struct Model {
    std::vector<domain::CommandStatus> mine;  ///< of this account, oldest first
    std::vector<domain::CommandStatus> all;   ///< of every account on this device
    domain::OutboxHealth health;              ///< whether what waits can be read
    std::string offered;                      ///< the key of what was given to the outbox last
    std::string acknowledged;                 ///< the key of what was acknowledged last …
    std::string number;                       ///< … and the number of its case
    bool operator==(const Model&) const = default;
};

/// Try now.
struct Retried {
    std::string key;
};
/// Give a refused one up: opens the dialog discard_command.
struct GivenUp {
    std::string key;
};
/// The person confirmed.
struct Discarded {
    std::string key;
};

/// 存成文件: what this program cannot read.
struct UnreadableSaved {};

using Action = std::variant<Retried, GivenUp, Discarded, UnreadableSaved>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

/// The account's command with that key, or nullptr.
[[nodiscard]] const domain::CommandStatus* find(const Model& model, const std::string& key);

}  // namespace ow::app::filings
