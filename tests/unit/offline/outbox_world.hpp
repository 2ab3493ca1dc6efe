#pragma once

#include <string>

#include "offline/outbox/outbox.hpp"

/// Values that the outbox tests share.
namespace ow::test {

inline offline::Submitted submission(const std::string& key, int photos, const std::string& owner = "owner") {
    offline::Submitted made;
    made.draft.key = key;
    made.draft.owner = owner;
    made.draft.title = "title of " + key;
    for (int i = 0; i < photos; ++i) {
        made.draft.photos.push_back({key + "-p" + std::to_string(i), "photo.jpg", 10, 10, 100});
    }
    made.filing = domain::to_filing(made.draft);
    return made;
}

inline domain::api::Filed filed(const std::string& number) {
    domain::api::Filed made;
    made.detail.summary.number = number;
    made.query_code = "6K4M9P";
    return made;
}

}  // namespace ow::test
