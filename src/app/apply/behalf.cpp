#include <utility>

#include "src/app/apply/pages.hpp"
#include "src/app/apply/parts.hpp"
#include "src/app/remote_tree.hpp"

namespace ow::app::apply {

namespace {

using domain::Value;

Within read_within(const Value& answer) {
    Within within;
    if (auto service = domain::read_service(answer)) {
        within.service = std::make_shared<const domain::Service>(std::move(*service));
    }
    for (const Value& member : answer.list_at("bundle.members")) {
        if (!member.text_at("left_out").empty()) {
            within.left_out.emplace_back(member.text_at("service"));
            within.titles.emplace_back(member.text_at("title"));
        }
    }
    return within;
}

}  // namespace

void want_behalf(Model& model, Env& env) {
    const bool anew = !model.behalf.value || env.route.is(pages::apply);
    if (!model.person.empty() && env.account != nullptr && anew && !model.behalf.busy()) {
        load_tree(model.behalf, env, behalf::path_of(model.person, model.code));
    }
}

void stop(Model& model, Env& env) {
    model.behalf.forget(env);
    model.within.forget(env);
    model.asked = {};
}

bool is_begun(Model& model, Env& env) {
    if (!model.behalf.value) {
        return false;
    }
    model.whom = "self";
    model.facts = model.behalf.value->facts;
    if (model.service->together.empty()) {
        return true;
    }
    if (!model.within.value) {
        if (!model.within.busy()) {
            load_tree(model.within, env, "/bundles/" + model.code + "?mandate=" + model.behalf.value->mandate);
        }
        return false;
    }
    model.service = model.within.value->service;
    return true;
}

bool take_behalf(Model& model, Env& env, RequestId id, const world::TreeAnswered& answer) {
    if (take_tree(model.behalf, env, id, answer, behalf::read_person)) {
        if (!behalf::stopped(model.behalf.error).empty()) {
            const auto why = model.behalf.error;
            stop(model, env);
            model.behalf.error = why;
        }
        return true;
    }
    if (!take_tree(model.within, env, id, answer, read_within)) {
        return false;
    }
    if (model.within.value && model.within.value->service == nullptr) {
        model.within.value.reset();
        model.within.error = domain::make_error(domain::ApiErrorKind::unexpected);
    }
    return true;
}

void name_behalf(const Model& model, Value& body) {
    if (!model.behalf.value) {
        return;
    }
    body.set("on_behalf_of", model.behalf.value->id);
    body.set("mandate", model.behalf.value->mandate);
    if (model.within.value && !model.within.value->left_out.empty()) {
        const auto& codes = model.within.value->left_out;
        body.set("left_out", Value::List(codes.begin(), codes.end()));
    }
}

std::string code_of_draft(const Value& draft) {
    Model of;
    of.code = draft.text_at("service");
    of.person = draft.text_at("person");
    return of.draft_code();
}

}  // namespace ow::app::apply
