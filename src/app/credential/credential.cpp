#include "src/app/credential/credential.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/case_page/pages.hpp"
#include "src/app/credential/pages.hpp"
#include "src/app/feature.hpp"

namespace ow::app::credential {

namespace {

using domain::Value;

/// So many are kept on the device.
constexpr std::size_t most_kept = 12;
/// Where a form has the name of whom it is for.
constexpr std::string_view holder_path = "applicant.name";

Value to_value(const Shown& shown) {
    Value value = Value::object();
    value.set("number", shown.number);
    value.set("title", shown.title);
    value.set("holder", shown.holder);
    value.set("office", shown.office);
    value.set("until", shown.valid_until);
    value.set("code", shown.check_code);
    value.set("at", shown.read_at.ms);
    return value;
}

Shown from_value(const Value& value) {
    Shown shown{std::string(value.text_at("number")),
                std::string(value.text_at("title")),
                std::string(value.text_at("holder")),
                std::string(value.text_at("office")),
                std::string(value.text_at("until")),
                std::string(value.text_at("code")),
                {}};
    if (const Value* at = value.find("at"); at != nullptr && at->as_number() != nullptr) {
        shown.read_at = {static_cast<std::int64_t>(*at->as_number())};
    }
    return shown;
}

void keep_note(const Model& model, Env& env) {
    if (model.kept.empty()) {
        env.effect(KeepNote{});
        return;
    }
    Value::List list;
    for (const Shown& shown : model.kept) {
        list.push_back(to_value(shown));
    }
    Value note = Value::object();
    note.set("owner", env.owner());
    note.set("shown", std::move(list));
    env.effect(KeepNote{std::move(note)});
}

/// What the device kept of somebody else is not theirs; what was read meanwhile is newer.
void take_note(Model& model, const Env& env, const Value& note) {
    if (note.text_at("owner") != env.owner()) {
        return;
    }
    for (const Value& one : note.list_at("shown")) {
        if (Shown shown = from_value(one); !shown.check_code.empty() && find(model, shown.number) == nullptr) {
            model.kept.push_back(std::move(shown));
        }
    }
}

/// What the server says now goes in the place of what was kept; nothing where it is not granted any more.
void take_detail(Model& model, Env& env, const domain::CaseDetail& detail) {
    const std::string& number = detail.summary.number;
    std::erase_if(model.kept, [&](const Shown& shown) { return shown.number == number; });
    const auto& result = detail.result;
    if (result && result->outcome == domain::DecisionCode::granted && !result->check_code.empty()) {
        Shown shown{
            number, detail.summary.title, {}, detail.summary.department_name, result->valid_until, result->check_code,
            env.now};
        for (const domain::FilledLine& line : detail.filled) {
            if (line.path == holder_path) {
                shown.holder = line.value;
            }
        }
        model.kept.insert(model.kept.begin(), std::move(shown));
        model.kept.resize(std::min(model.kept.size(), most_kept));
    }
    keep_note(model, env);
}

void enter(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    if (!std::exchange(model.note_asked, true)) {
        env.effect(LoadNote{});
    }
    if (model.number != route.id()) {
        model.detail.forget(env);
        model.number = route.id();
    }
    model.detail.load(env, domain::api::GetCase{model.number});
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    if (!model.detail.take(id, result)) {
        return false;
    }
    if (result.ok() && model.detail.value) {
        take_detail(model, env, *model.detail.value);
    }
    return true;
}

void on_told(Model& model, Env& env, RequestId, const Box& box) {
    if (const auto* loaded = box.get<world::NoteLoaded>()) {
        take_note(model, env, loaded->note);
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (event.holds<SessionEnded>()) {
        model.detail.forget(env);
        model = {};
        env.effect(KeepNote{});
    }
}

/// Without a network what was kept is shown, and is no error.
std::optional<PageError> error_of(const app::Model& all) {
    const Model& model = all.get<Model>();
    return find(model, model.number) != nullptr ? std::nullopt : page_error(model.detail);
}

Route above(const app::Model& all) { return to_case(all.route.id()); }

constexpr std::array feature_pages{
    Page{.address = &pages::case_show, .enter = enter, .error = error_of, .parent = above},
};

}  // namespace

const Shown* find(const Model& model, std::string_view number) {
    const auto found =
        std::find_if(model.kept.begin(), model.kept.end(), [&](const Shown& shown) { return shown.number == number; });
    return found == model.kept.end() ? nullptr : &*found;
}

bool is_over(const Shown& shown, domain::CivilDate today) {
    return !shown.valid_until.empty() && shown.valid_until < domain::iso_date(today);
}

constinit const Feature feature{.name = "credential",
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .answered = handle<&on_answer>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::credential
