#pragma once

#include <string>
#include <vector>

#include "offline/outbox/outbox.hpp"

/// What a person of tests/unit/offline/world.cpp does: files something, or takes a step of a case.
namespace ow::test {

/// Where an act is, as the person knows it.
struct Act {
    std::string content;  ///< what the server must have once
    std::string subject;
    std::vector<std::string> pictures;
    std::string mends;     ///< what it takes the place of
    bool bad = false;      ///< the server refuses it
    bool kept = false;     ///< the person was told that it is safe
    bool dropped = false;  ///< thrown away, or a draft again, or never accepted
    bool failed = false;   ///< never accepted
    int order = 0;
};

/// It, as it is handed to the outbox under an id: a filing where it has no subject, else a step.
offline::Submitted submitted(const Act& act, const std::string& id);

}  // namespace ow::test
