#include "src/app/my_data/my_data.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/my_data/pages.hpp"
#include "src/app/remote_tree.hpp"
#include "src/app/settings/pages.hpp"

namespace ow::app::my_data {

namespace {

using domain::Value;

std::string words(const Value& value, std::string_view name) { return std::string(value.text_at(name)); }

domain::Instant moment(const Value& value, std::string_view name) {
    return domain::parse_iso8601(value.text_at(name)).value_or(domain::Instant{});
}

Record record_of(const Value& answer) {
    Record record;
    for (const Value& item : answer.list_at("record.fields")) {
        record.held.push_back({words(item, "name"), words(item, "value"), words(item, "source"), words(item, "purpose"),
                               moment(item, "at")});
    }
    for (const Value& item : answer.list_at("record.sights")) {
        record.sights.push_back({words(item, "who"), words(item, "purpose"), moment(item, "at")});
    }
    return record;
}

Mandate mandate_of(const Value& item, int zone_minutes) {
    Mandate mandate{words(item, "id"),
                    words(item, "person_id"),
                    words(item, "helper_label"),
                    words(item, "person_name_masked"),
                    words(item, "relationship"),
                    words(item, "about"),
                    {},
                    {},
                    words(item, "state"),
                    {},
                    {}};
    for (const Value& scope : item.list_at("scopes")) {
        if (const std::string* code = scope.as_text()) {
            mandate.scopes.push_back(*code);
        }
    }
    if (const auto day = domain::read_iso_date(item.text_at("last_day"))) {
        mandate.last_day = domain::from_civil({*day, 0, 0, 0, 0}, zone_minutes);
    }
    for (const Value& act : item.list_at("acts")) {
        mandate.acts.push_back({words(act, "id"), words(act, "act"), words(act, "number"), moment(act, "at")});
    }
    for (const Value& visit : item.list_at("visits")) {
        mandate.acts.push_back({words(visit, "id"), "visit", words(visit, "number"), moment(visit, "at")});
    }
    for (const Value& one : item.list_at("may_file")) {
        if (!one.text_at("service").empty()) {
            mandate.may_file.push_back({words(one, "service"), words(one, "title")});
        } else if (!one.text_at("category").empty()) {
            mandate.may_report.push_back(words(one, "title"));
        }
    }
    std::ranges::sort(mandate.acts, std::ranges::greater{}, &Act::at);
    return mandate;
}

std::vector<Mandate> mandates_of(const Value& answer, std::string_view name, int zone_minutes) {
    std::vector<Mandate> mandates;
    // Those that hold come first; else as the server has them.
    for (const bool holding : {true, false}) {
        for (const Value& item : answer.list_at(name)) {
            if (Mandate mandate = mandate_of(item, zone_minutes); mandate.holds() == holding) {
                mandates.push_back(std::move(mandate));
            }
        }
    }
    return mandates;
}

void enter(Env& env, const Route&) {
    auto& model = env.state<Model>();
    model.failed = false;
    load_tree(model.record, env, "/me/record");
    load_tree(model.helpers, env, "/me/helpers");
    load_tree(model.helped, env, "/me/helped");
}

std::vector<Helped> helped_of(const Value& answer) {
    std::vector<Helped> found;
    for (const Value& item : answer.list_at("items")) {
        if (const Value* one = item.find("case")) {
            found.push_back(
                {words(item, "mandate"), words(*one, "number"), words(*one, "title"), words(*one, "state")});
        }
    }
    return found;
}

void on_revoked(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.revoking = 0;
    model.failed = !answer.result.ok();
    if (lost_session(env, answer)) {
        return;
    }
    if (answer.result.ok()) {
        env.signal(ShowToast{{model.side == Side::mine ? "my_data.revoked" : "my_data.given_back", {}}, Tone::good});
    }
    // Also where it failed: somebody else may have taken it back.
    load_tree(model.helpers, env, "/me/helpers");
    load_tree(model.helped, env, "/me/helped");
}

void on_told(Model& model, Env& env, RequestId id, const Box& box) {
    const auto* answer = box.get<world::TreeAnswered>();
    if (answer == nullptr || id == 0) {
        return;
    }
    const auto helpers = [&](const Value& value) {
        return Helpers{mandates_of(value, "helping_me", env.zone_minutes),
                       mandates_of(value, "i_help", env.zone_minutes)};
    };
    if (id == model.revoking) {
        on_revoked(model, env, *answer);
    } else if (!take_tree(model.record, env, id, *answer, record_of) &&
               !take_tree(model.helped, env, id, *answer, helped_of)) {
        take_tree(model.helpers, env, id, *answer, helpers);
    }
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const RevokePressed& pressed) const {
        if (model.revoking == 0) {
            const bool mine = pressed.side == Side::mine;
            env.signal(OpenDialog{{.name = mine ? "revoke_mandate" : "give_back_mandate",
                                   .confirmed = to_action(RevokeConfirmed{pressed.id, pressed.side})}});
        }
    }
    void operator()(const RevokeConfirmed& confirmed) const {
        if (model.revoking != 0) {
            return;
        }
        model.failed = false;
        model.side = confirmed.side;
        model.revoking = env.effect(CallTree{CallTree::Method::post, "/me/helpers/" + confirmed.id + "/revoke",
                                             Value::object(), env.fresh_key()});
    }
};

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env}, action); }

std::optional<PageError> error(const app::Model& all) {
    const auto& model = all.get<Model>();
    const auto of_record = page_error(model.record);
    return of_record ? of_record : page_error(model.helpers);
}

Route above(const app::Model&) { return to_page(pages::settings); }

constexpr std::array feature_pages{Page{.address = &pages::my_data, .enter = enter, .error = error, .parent = above}};

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "my_data",
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>};

}  // namespace ow::app::my_data
