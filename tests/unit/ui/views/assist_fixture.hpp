#pragma once
/// A grid worker's tablet at a door: from the list of people to what is handed to the outbox.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/assist/assist.hpp"
#include "src/app/services/services.hpp"

#include <imgui.h>

#include <algorithm>

namespace ow::test::door {

using domain::Value;
namespace assist = app::assist;
namespace world = app::world;

inline domain::Account worker_account() {
    domain::Account account;
    account.id = "worker-1";
    account.role = domain::Role::grid_worker;
    account.staff_no = "3012";
    account.grid_id = "g1";
    return account;
}

inline ProgramSetup tablet(std::string url = "#/assisted") {
    ProgramSetup setup;
    setup.surface.width = 1024;
    setup.surface.height = 768;
    setup.url = std::move(url);
    return setup;
}

/// Signed in, with the list of services and the device's note of what is not finished.
inline void come(Program& p, Value note = {}) {
    p.answer<api::GetSession>(api::SessionState{worker_account()});
    p.tell(world::ProgramWhole{});
    p.answer_note(assist::feature, std::move(note));
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
}

inline Value persons() {
    return tree(R"({"items": [{"id": "person-1", "name": "示例老人甲", "sex": "female", "birth_date": "1943-05-01",
        "id_number_masked": "3****************8", "phone_masked": "138****0005", "state": "living",
        "homes": [{"text": "柳巷路 8 号 301 室"}]},
        {"id": "person-2", "name": "示例老人乙", "sex": "male", "birth_date": "1950-01-02",
         "id_number_masked": "3****************1", "phone_masked": "", "state": "dead", "homes": []}],
        "total": 2})");
}

inline Value facts(const char* name = "示例老人甲") {
    Value::Object members;
    for (const auto& [fact, value] : std::initializer_list<std::pair<const char*, const char*>>{
             {"person.name", name}, {"person.id_number", "320505194305010028"}, {"person.birth_date", "1943-05-01"}}) {
        Value one = Value::object();
        one.set("value", value);
        one.set("source", "2025 年上门登记");
        members.push_back({fact, std::move(one)});
    }
    Value out = Value::object();
    out.set("facts", Value(std::move(members)));
    return out;
}

/// The person is picked, with what is known of her.
inline void pick(Program& p) {
    p.answer_tree("/persons?limit=20&search=", persons());
    p.press(Role::button, "给这一位办：示例老人甲");
    p.answer_tree("/persons/person-1/facts", facts());
}

/// To the mandate for the allowance.
inline void to_mandate(Program& p) {
    pick(p);
    p.press(Role::button, "其他能办的事");
    p.press(Role::button, "办这件：高龄津贴");
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
}

inline void draw_stroke(Program& p) {
    ImGuiIO& io = ImGui::GetIO();
    const a11y::Rect box = p.find(Role::image, "老人签名").screen;
    io.AddMousePosEvent(box.x + 30, box.y + 30);
    p.frame();
    io.AddMouseButtonEvent(0, true);
    p.frame();
    for (int i = 1; i <= 5; ++i) {
        io.AddMousePosEvent(box.x + 30 + 30.0f * static_cast<float>(i), box.y + 30 + 8.0f * static_cast<float>(i));
        p.frame();
    }
    io.AddMouseButtonEvent(0, false);
    p.frame();
    io.AddMousePosEvent(-1, -1);
    p.frame();
}

/// Signed, and on the first page that still asks something.
inline void sign(Program& p) {
    draw_stroke(p);
    draw_stroke(p);
    p.press(Role::button, "下一步：给老人看一遍");
}

inline void fill_in(Program& p) {
    p.press(Role::radio, "是");
    p.press(Role::button, "下一步");
    p.type("开户银行", "示例银行");
    p.press(Role::button, "下一步");
    {
        const char* id = "photo-1";
        p.send(assist::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
        p.tell(world::PhotoPicked{id, "首页.jpg"});
        domain::LocalPhoto photo;
        photo.local_id = id;
        photo.name = "首页.jpg";
        photo.width = photo.height = 600;
        photo.bytes = 40'000;
        p.tell(world::PhotoReady{photo, {}});
    }
    p.press(Role::checkbox, "现在拿不出来，以后补交");  // the bank card
    p.press(Role::button, "下一步");
}

/// All lines are said to be right.
inline void say_right(Program& p) {
    for (int most = 20; most > 0; --most) {
        const Node* next = nullptr;
        for (const Node* node : p.all(Role::button))
            if (p.name_of(*node).starts_with("对，") && !node->has(a11y::state_selected) && next == nullptr)
                next = node;
        if (next == nullptr) return;
        p.press(Role::button, p.name_of(*next));
    }
}

struct Sent {
    std::vector<app::SubmitCommand> commands;
    const app::SubmitCommand& of(std::string_view act) const {
        const auto found = std::ranges::find(commands, act, [](const auto& one) { return one.command.act; });
        REQUIRE(found != commands.end());
        return *found;
    }
};

inline Sent confirm(Program& p) {
    p.press(Role::button, "确认并提交");
    Sent sent;
    while (p.wants<app::SubmitCommand>())
        sent.commands.push_back(p.take_effect<app::SubmitCommand>());
    return sent;
}

inline const Value& body_of(const app::SubmitCommand& sent) {
    if (const auto* form = std::get_if<api::FileForm>(&sent.call)) return form->body;
    return std::get<api::PostTree>(sent.call).body;
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

/// The outbox has taken all of it.
inline void take(Program& p, const Sent& sent) {
    for (const app::SubmitCommand& one : sent.commands)
        p.tell(world::CommandChanged{status_of(one, domain::CommandState::waiting)});
}

/// The whole way for the allowance.
inline Sent whole(Program& p) {
    come(p);
    to_mandate(p);
    sign(p);
    fill_in(p);
    say_right(p);
    return confirm(p);
}

inline std::string errand_id(const Program& p) { return p.model().get<assist::Model>().errand->id; }

}  // namespace ow::test::door
