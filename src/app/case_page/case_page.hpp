#pragma once

#include <string>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

/// One case with its timeline, and who saw its personal data. What may be done to it is in steps::Model.
namespace ow::app::case_page {

/// What programs put into their lists.
extern const Feature feature;

/// The case that is shown, and its access ledger.
struct Model {
    std::string number;
    Remote<domain::CaseDetail> detail;
    Remote<domain::api::AccessLedger> access;
    bool operator==(const Model&) const = default;
};

}  // namespace ow::app::case_page
