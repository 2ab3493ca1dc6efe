#pragma once

#include <optional>
#include <string>

#include "src/app/env.hpp"
#include "src/app/world.hpp"
#include "src/domain/command.hpp"

namespace ow::app {

/// Something a person sent, which the outbox brings to the server however long that takes: what a form knows of it
/// until the server has answered. It outlives the form: after a reload it is taken up from what the outbox says.
struct Submission {
    std::string key;                               ///< of the command; "" = nothing is on its way
    bool offered = false;                          ///< the outbox has not said yet that it has it
    std::optional<domain::CommandStatus> status;   ///< as the outbox told it last
    std::optional<domain::CommandStatus> before;   ///< the refused one whose place it is to take
    std::optional<world::StorageFailure> failure;  ///< the last one could be neither kept nor sent

    /// On its way or waiting: a second tap does nothing.
    [[nodiscard]] bool busy() const { return offered || (status && !refused()); }
    /// Kept on the device until the network or its person is back.
    [[nodiscard]] bool waits() const;
    /// The server said no: it stays in the outbox until a mended one takes its place or it is thrown away.
    [[nodiscard]] bool refused() const;
    /// Why, or nothing.
    [[nodiscard]] std::optional<domain::ApiError> error() const;

    /// Hands a command over, in the place of a refused one; does nothing while one is on its way.
    /// `id`, `feature` and `owner` of the command are filled in here.
    void send(Env& env, domain::Command command, domain::CommandCall call);
    /// Throws a refused one away.
    void give_up(Env& env);

    /// Takes what the outbox says. \return whether it was about this one.
    bool take(const domain::CommandStatus& told);
    bool take(const world::SubmitFailed& told);
    /// It is acknowledged or thrown away. \return whether it was this one.
    bool take_end(const std::string& ended);

    bool operator==(const Submission&) const = default;
};

}  // namespace ow::app
