#pragma once

/// The application for the elder allowance, as somebody fills it in.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/apply/apply.hpp"

namespace ow::test::applying {

inline domain::Account resident_account() {
    domain::Account account;
    account.id = "resident-1";
    account.role = domain::Role::resident;
    account.phone_masked = "138****0001";
    return account;
}

/// The service, what is known of the person, and what the device has kept of the form.
inline void come(Program& p, domain::Value draft = {}, bool signed_in = true,
                 const domain::Value& service = elder_allowance()) {
    p.answer<api::GetSession>(signed_in ? api::SessionState{resident_account()} : api::SessionState{});
    p.tell(app::world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", service);
    if (signed_in) p.answer_tree("/me/facts", known_facts());
    const std::string slot = signed_in ? "form/resident-1/elder_allowance" : "form//elder_allowance";
    p.tell(app::world::DraftFetched{slot, std::move(draft)});
}

inline void add_photo(Program& p, const char* id, const char* name) {
    p.tell(app::world::PhotoPicked{id, name});
    domain::LocalPhoto photo;
    photo.local_id = id;
    photo.name = name;
    photo.width = photo.height = 600;
    photo.bytes = 40'000;
    p.tell(app::world::PhotoReady{photo, {}});
}

/// Fills in what is left and stands on the page where it is looked over.
inline void fill_in(Program& p) {
    p.go("#/apply/elder_allowance/who");
    p.press(Role::radio, "是");
    p.press(Role::button, "下一步");
    p.type("开户银行", "示例银行");
    p.press(Role::button, "下一步");
    p.send(app::apply::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
    add_photo(p, "photo-1", "首页.jpg");
    p.send(app::apply::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
    add_photo(p, "photo-2", "本人页.jpg");
    p.press(Role::checkbox, "现在拿不出来，以后补交");  // the bank card
    p.go("#/apply/elder_allowance/check");
}

inline app::SubmitCommand submit(Program& p) {
    p.press(Role::checkbox, "我填的都是真的");
    p.press(Role::button, "提交");
    return p.take_effect<app::SubmitCommand>();
}

inline domain::CommandStatus status_of(const app::SubmitCommand& sent, domain::CommandState state) {
    domain::CommandStatus status;
    status.key = sent.command.id;
    status.feature = sent.command.feature;
    status.owner = sent.command.owner;
    status.act = sent.command.act;
    status.title = sent.command.title;
    status.state = state;
    if (state == domain::CommandState::needs_attention) status.draft = sent.command.draft;
    return status;
}

inline constexpr const char* url = "#/apply/elder_allowance";

}  // namespace ow::test::applying
