#include "src/app/case_page/case_page.hpp"

#include <array>

#include "src/app/case_page/pages.hpp"
#include "src/app/feature.hpp"
#include "src/app/home/pages.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/workbench/pages.hpp"

namespace ow::app::case_page {

namespace {

namespace api = domain::api;

void forget(Model& model, Env& env) {
    model.detail.forget(env);
    model.access.forget(env);
    model.number.clear();
}

void show(Model& model, Env& env, const std::string& number) {
    if (model.number == number) {
        return;
    }
    forget(model, env);
    model.number = number;
}

void reload(Model& model, Env& env) {
    if (!model.number.empty()) {
        model.detail.load(env, api::GetCase{model.number});
    }
}

void enter(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    show(model, env, route.id());
    reload(model, env);
}

void enter_access(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    show(model, env, route.id());
    model.detail.load_once(env, api::GetCase{route.id()});
    model.access.load(env, api::GetAccess{route.id()});
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    if (model.detail.take(id, result)) {
        if (result.ok() && model.detail.value) {
            env.signal(CaseSeen{*model.detail.value});
        }
        return true;
    }
    return model.access.take(id, result);
}

/// An event said that a case moved on.
void on_case_changed(Model& model, Env& env, const world::CaseChanged& changed) {
    const bool shown = !changed.number.empty() && changed.number == model.number;
    if (shown && model.detail.value && model.detail.value->summary.version < changed.version) {
        reload(model, env);
    }
}

/// The case is known in a newer state.
void adopt(Model& model, const domain::CaseDetail& detail) {
    const bool shown = detail.summary.number == model.number;
    if (shown && (!model.detail.value || model.detail.value->summary.version <= detail.summary.version)) {
        model.detail.value = detail;
        model.detail.error.reset();
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* changed = event.get<world::CaseChanged>()) {
        on_case_changed(model, env, *changed);
    } else if (const auto* seen = event.get<CaseSeen>()) {
        adopt(model, seen->detail);
    } else if (const auto* stale = event.get<CaseStale>()) {
        if (stale->number == model.number) {
            reload(model, env);
        }
    } else if (event.holds<NewsMissed>()) {
        reload(model, env);
    } else if (event.holds<SessionEnded>()) {
        forget(model, env);
    }
}

const domain::CaseDetail* shown_case(const app::Model& all) {
    const auto& value = all.get<Model>().detail.value;
    return value ? &*value : nullptr;
}

std::optional<PageError> detail_error(const app::Model& all) { return page_error(all.get<Model>().detail); }
std::optional<PageError> access_error(const app::Model& all) { return page_error(all.get<Model>().access); }

Route above_case(const app::Model& all) {
    const domain::Account* account = account_of(all);
    if (account != nullptr && domain::is_staff(*account)) {
        return to_page(pages::workbench);
    }
    return to_page(account != nullptr ? pages::mine : pages::home);
}

Route above_access(const app::Model& all) { return to_case(all.route.id()); }

constexpr std::array feature_pages{
    Page{.address = &pages::case_detail,
         .enter = enter,
         .error = detail_error,
         .shown_case = shown_case,
         .title = title_with_number,
         .parent = above_case},
    Page{.address = &pages::case_access,
         .enter = enter_access,
         .error = access_error,
         .shown_case = shown_case,
         .title = title_with_number,
         .parent = above_access},
};

}  // namespace

constinit const Feature feature{
    .name = "case_page", .pages = feature_pages, .answered = handle<&on_answer>, .heard = handle<&on_event>};

}  // namespace ow::app::case_page
