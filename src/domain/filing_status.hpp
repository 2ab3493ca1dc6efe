#pragma once

#include "src/domain/command.hpp"

namespace ow::domain {

/// A filing in the outbox is a command like any other.
using FilingState = CommandState;
using FilingStatus = CommandStatus;

}  // namespace ow::domain
