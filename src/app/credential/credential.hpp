#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

/// 亮证: granted decisions as their holder holds them out. What was opened once is kept on the device, so that it is
/// there at a counter without a network (ADR 73).
namespace ow::app::credential {

/// What programs put into their lists.
extern const Feature feature;

/// What is held out of one decision.
struct Shown {
    std::string number;       ///< of the case
    std::string title;        ///< what was granted
    std::string holder;       ///< the name as it was filed, "" where none was asked
    std::string office;       ///< who decided, "" = not said
    std::string valid_until;  ///< ISO day, "" = without an end
    std::string check_code;
    domain::Instant read_at;  ///< when the server last said so
    bool operator==(const Shown&) const = default;
};

/// Those of who is signed in, the newest first, and the one that is read now.
struct Model {
    std::string number;
    Remote<domain::CaseDetail> detail;
    std::vector<Shown> kept;
    bool note_asked = false;
    bool operator==(const Model&) const = default;
};

/// What is held out of the case; nullptr where nothing is known of it.
[[nodiscard]] const Shown* find(const Model& model, std::string_view number);
/// Whether its last day is over. \param today of the street
[[nodiscard]] bool is_over(const Shown& shown, domain::CivilDate today);

}  // namespace ow::app::credential
