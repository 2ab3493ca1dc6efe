#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "offline/outbox/outbox.hpp"

/// What a person of tests/unit/offline/world.cpp does: files something, takes a step of a case, or helps somebody at
/// their door.
namespace ow::test {

/// How the server takes it.
enum class Verdict : std::uint8_t {
    carried_out,
    invalid,   ///< refused: something in it has to be mended
    conflict,  ///< refused: the case has changed meanwhile, a person decides
};

/// Where an act is, as the person knows it.
struct Act {
    std::string content;  ///< what the server must have once
    std::string subject;
    std::string path;                ///< where a body of a feature's own goes; "" = a filing or a step
    std::vector<std::string> needs;  ///< acts that the server must have before, by their first ids
    std::vector<std::string> pictures;
    std::string mends;  ///< what it takes the place of
    Verdict verdict = Verdict::carried_out;
    bool kept = false;     ///< the person was told that it is safe
    bool dropped = false;  ///< thrown away, or a draft again, or never accepted
    bool failed = false;   ///< never accepted
    int order = 0;

    /// Whether the draft becomes one again where it is refused; all others are replaced by a mended one.
    [[nodiscard]] bool becomes_draft() const { return subject.empty() && path.empty() && needs.empty(); }
};

/// It, as it is handed to the outbox under an id.
offline::Submitted submitted(const Act& act, const std::string& id);

}  // namespace ow::test
