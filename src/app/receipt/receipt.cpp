#include "src/app/receipt/receipt.hpp"

namespace ow::app::receipt {

const domain::CaseDetail* shown_case(const Model& model) {
    if (model.receipt) {
        return &model.receipt->detail;
    }
    return model.detail.value ? &*model.detail.value : nullptr;
}

std::string query_code(const Model& model) { return model.receipt ? model.receipt->query_code : std::string{}; }

void enter(Model& model, Env& env, const std::string& number) {
    if (model.number == number && shown_case(model) != nullptr) {
        return;
    }
    model.detail.forget(env);
    model = Model{};
    model.number = number;
    model.loading = true;
    env.effect(LoadReceipt{number});
}

void on_acknowledged(Model& model, const domain::Receipt& receipt) {
    model = Model{};
    model.number = receipt.detail.summary.number;
    model.receipt = receipt;
}

void on_loaded(Model& model, Env& env, const world::ReceiptLoaded& result) {
    if (result.number != model.number || !model.loading) {
        return;
    }
    model.loading = false;
    if (result.receipt) {
        model.receipt = result.receipt;
        return;
    }
    model.detail.load(env, domain::api::GetCase{model.number});
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    (void)env;
    return model.detail.take(id, result);
}

}  // namespace ow::app::receipt
