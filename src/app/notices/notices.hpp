#pragma once

#include "src/app/env.hpp"
#include "src/app/remote.hpp"

/// The street's notices: the list, and one of them.
namespace ow::app::notices {

/// What programs put into their lists.
extern const Feature feature;

/// Nothing of a person: it outlives them.
struct Model {
    Remote<domain::api::NoticeList> list;
    bool operator==(const Model&) const = default;
};

}  // namespace ow::app::notices
