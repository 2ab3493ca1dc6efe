#include "tests/unit/offline/world_act.hpp"

#include "src/domain/draft.hpp"

namespace ow::test {

offline::Submitted submitted(const Act& act, const std::string& id) {
    offline::Submitted made;
    made.command.id = id;
    made.command.owner = "owner";
    made.command.subject = act.subject;
    made.command.blobs = act.pictures;
    if (!act.subject.empty()) {
        made.command.feature = "steps";
        made.call = domain::api::TakeStep{act.subject, domain::StepCode::accept, 1, act.content, {}, {}, {}, {}};
        return made;
    }
    made.command.feature = "appeal";
    made.command.draft_slot = "owner";
    made.command.draft = domain::Value::object();
    made.command.draft.set("key", id);
    domain::AppealDraft draft;
    draft.title = act.content;
    made.call = domain::api::FileCase{domain::to_filing(draft)};
    return made;
}

}  // namespace ow::test
