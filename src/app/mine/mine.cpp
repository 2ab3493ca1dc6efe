#include "src/app/mine/mine.hpp"

namespace ow::app::mine {

namespace api = domain::api;

void enter(Model& model, Env& env) { model.list.load(env, api::ListMine{}); }

void update(Model& model, Env& env, const Action& action) {
    if (std::holds_alternative<MoreWanted>(action)) {
        model.list.load_more(env, api::ListMine{model.list.next_cursor});
    } else {
        enter(model, env);
    }
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    (void)env;
    return model.list.take(id, result);
}

void on_case_changed(Model& model, Env& env, const std::string& number, std::int64_t version) {
    model.list.refresh(env, number, version);
}

void adopt(Model& model, const domain::CaseDetail& detail) { model.list.adopt(detail.summary); }

void on_filed(Model& model, Env& env) {
    if (model.list.pages > 1) {
        model.list.has_news = true;
        return;
    }
    enter(model, env);
}

}  // namespace ow::app::mine
