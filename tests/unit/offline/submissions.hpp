#pragma once

#include <string>

#include "offline/outbox/outbox.hpp"
#include "src/domain/draft.hpp"

/// Values that the outbox tests share.
namespace ow::test {

inline offline::Submitted submission(const std::string& id, int photos, const std::string& owner = "owner") {
    domain::AppealDraft draft;
    draft.title = "title of " + id;
    offline::Submitted made;
    made.command.id = id;
    made.command.feature = "appeal";
    made.command.owner = owner;
    made.command.title = draft.title;
    made.command.draft_slot = domain::appeal_draft_slot(owner);
    made.command.draft = domain::Value::object();
    made.command.draft.set("key", id);
    made.command.draft.set("owner", owner);
    for (int i = 0; i < photos; ++i) {
        made.command.blobs.push_back(id + "-p" + std::to_string(i));
    }
    made.call = domain::api::FileCase{domain::to_filing(draft)};
    return made;
}

/// A step of a case, of which there may be several that must keep their order.
inline offline::Submitted step_of(const std::string& id, const std::string& number) {
    offline::Submitted made;
    made.command.id = id;
    made.command.feature = "steps";
    made.command.owner = "owner";
    made.command.subject = number;
    made.call = domain::api::TakeStep{number, domain::StepCode::accept, 1, "note of " + id, {}, {}, {}, {}};
    return made;
}

/// A waiting filing with a picture, as the program of layout 1 stored it (tests/unit/wire/stored).
inline std::string first_layout_entry(const std::string& id, const std::string& photo, int sequence) {
    return R"({"attempts":0,"draft":{"consent":true,"contact_phone":"","description":"","key":")" + id +
           R"(","owner":"owner","photos":[{"bytes":1,"height":1,"local_id":")" + photo +
           R"(","name":"a.jpg","width":1}],"place_text":"","revision":1,"saved_at":"2026-11-21T13:00:00Z",)"
           R"("step":"check","title":")" +
           id +
           R"("},"filing":{"attachments":[],"category":"newer_word",)"
           R"("consent":true,"contact":{},"description":"","kind":"appeal","place":{"text":""},"title":")" +
           id + R"("},"photos":[{"local_id":")" + photo + R"(","round":0}],"queued_at":"2026-11-21T13:00:0)" +
           std::to_string(sequence) + R"(Z","refused":false,"sequence":)" + std::to_string(sequence) + R"(,"v":1})";
}

inline offline::Posted posted(const std::string& id, const std::string& number, const std::string& epoch = {}) {
    offline::Posted made;
    made.id = id;
    made.essentials.number = number;
    made.essentials.query_code = "6K4M9P";
    made.essentials.epoch = epoch;
    domain::api::Filed filed;
    filed.detail.summary.number = number;
    filed.query_code = "6K4M9P";
    made.whole = domain::ApiAnswer(std::move(filed));
    return made;
}

}  // namespace ow::test
