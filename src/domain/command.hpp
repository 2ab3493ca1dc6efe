#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/domain/api.hpp"
#include "src/domain/value.hpp"

/// What a person did and the server has to hear of exactly once, however long that takes: the outbox (offline/outbox)
/// keeps it, sends it and tells the feature that made it.
namespace ow::domain {

/// The calls that the outbox carries. Each is a POST that may be repeated under one Idempotency-Key.
using CommandCall = std::variant<api::FileCase, api::JoinCase, api::TakeStep, api::RateCase, api::RateTracked,
                                 api::FileForm, api::PostTree>;

/// Command::act of what becomes a case; its answer is a receipt.
inline constexpr std::string_view filing_act = "filing";

/// One act. What is sent travels beside it as a CommandCall.
struct Command {
    std::string id;            ///< UUID; also the Idempotency-Key
    std::string feature;       ///< who is told what becomes of it
    std::string act;           ///< what it is, a word ("filing", "rating", "step.accept"); names its words "act.<act>"
    std::string subject;       ///< number of the case it is about, "" = none; acts on one subject keep their order
    std::string title;         ///< what a person reads in the list of what waits
    std::string owner;         ///< account under which it is sent and no other; "" = of whoever signs in next
    std::string on_behalf_of;  ///< account or mandate of the person it is done for; "" = oneself
    std::vector<std::string> blobs;       ///< local ids of the pictures that go with it, in order
    std::vector<std::string> depends_on;  ///< ids of commands that have to be acknowledged first
    Instant made_at;
    std::string draft_slot;  ///< where the draft that it was made of is kept; "" = there is none
    Value draft;  ///< that draft, so that a refused command can be mended; with a slot its member "key" is `id`
    bool operator==(const Command&) const = default;
};

/// How far a command has come.
enum class CommandState : std::uint8_t {
    sending,          ///< it, or its pictures, are on their way
    waiting,          ///< no network, or the server asked for time, or it waits its turn; it goes on by itself
    signed_out,       ///< 401: goes on after the next sign-in of its owner
    needs_attention,  ///< the server refused it (4xx); `error` says what to mend
    held,             ///< what it depends on was refused: it goes on when that is mended
};
template <>
struct Codes<CommandState> {
    static constexpr std::array<std::string_view, 5> words{"sending", "waiting", "signed_out", "needs_attention",
                                                           "held"};
};

/// A command that is not acknowledged yet, as the outbox tells it. It never expires (quality.md, "Reliability").
struct CommandStatus {
    std::string key;  ///< the command's id
    std::string feature;
    std::string owner;  ///< account id
    std::string act;
    std::string subject;
    std::string title;
    Instant queued_at;
    CommandState state = CommandState::sending;
    int photos_done = 0;
    int photos_total = 0;
    std::optional<int> percent;          ///< of the file that is being sent in parts
    std::optional<Instant> next_try_at;  ///< while waiting, when known
    std::optional<ApiError> error;       ///< the last one
    bool again = false;  ///< it was acknowledged once, by a server that was restored from a backup since
    Value draft;         ///< what it was made of; only of one that needs attention, so that it can be mended
    bool operator==(const CommandStatus&) const = default;
};

/// What stays of the server's answer to a command.
struct Acknowledgement {
    Instant at;              ///< when it arrived here
    std::string epoch;       ///< of the server's database (docs/api.md, "Onewindow-Epoch"); "" = not said
    std::string number;      ///< of the case that was filed or changed; "" = the answer names none
    std::string query_code;  ///< told to whoever files without an account
    int pictures_lost = 0;   ///< how many the server had lost and this device no longer has
    bool operator==(const Acknowledgement&) const = default;
};

/// How the outbox's own store is.
struct OutboxHealth {
    bool unread = false;  ///< what waits cannot be read at the moment; it is tried again by itself
    int unreadable = 0;   ///< entries that are kept but that this program cannot read
    bool operator==(const OutboxHealth&) const = default;
};

}  // namespace ow::domain
