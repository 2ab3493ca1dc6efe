#include "tests/unit/offline/world_act.hpp"

#include "src/domain/draft.hpp"

namespace ow::test {
namespace {

/// The body of a feature's own, with the pictures where it wants them.
domain::Value body_of(const Act& act) {
    domain::Value body = domain::Value::object();
    body.set("title", act.content);
    domain::Value::List pictures;
    for (const std::string& id : act.pictures) {
        pictures.emplace_back(id);
    }
    body.set("attachments", domain::Value(std::move(pictures)));
    return body;
}

}  // namespace

offline::Submitted submitted(const Act& act, const std::string& id) {
    offline::Submitted made;
    made.command.id = id;
    made.command.owner = "owner";
    made.command.subject = act.subject;
    made.command.blobs = act.pictures;
    made.command.depends_on = act.needs;
    made.command.draft = domain::Value::object();
    made.command.draft.set("key", id);
    if (!act.path.empty()) {
        made.command.feature = "assist";
        made.call = domain::api::PostTree{act.path, body_of(act)};
        return made;
    }
    if (!act.needs.empty()) {
        made.command.feature = "assist";
        made.call = domain::api::FileForm{body_of(act)};
        return made;
    }
    if (!act.subject.empty()) {
        made.command.feature = "steps";
        made.call = domain::api::TakeStep{act.subject, domain::StepCode::accept, 1, act.content, {}, {}, {}, {}};
        return made;
    }
    made.command.feature = "appeal";
    made.command.draft_slot = "owner";
    domain::AppealDraft draft;
    draft.title = act.content;
    made.call = domain::api::FileCase{domain::to_filing(draft)};
    return made;
}

}  // namespace ow::test
