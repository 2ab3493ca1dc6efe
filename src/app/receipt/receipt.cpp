#include "src/app/receipt/receipt.hpp"

#include <array>

#include "src/app/feature.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/receipt/pages.hpp"

namespace ow::app::receipt {

namespace {

void enter(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    const std::string& number = route.id();
    model.picture_given = false;
    if (model.number == number && receipt::shown_case(model) != nullptr) {
        return;
    }
    model.detail.forget(env);
    if (model.receipt && model.receipt->detail.summary.number == number) {
        model.number = number;
        return;
    }
    model = Model{};
    model.number = number;
    model.loading = true;
    env.effect(LoadReceipt{number});
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* filed = event.get<CaseFiled>()) {
        const bool reading_another =
            env.route.is(pages::receipt) && env.route.id() != filed->receipt.detail.summary.number;
        if (reading_another) {
            return;  // the new one is on the device
        }
        model.detail.forget(env);
        model = Model{};
        model.number = filed->receipt.detail.summary.number;
        model.receipt = filed->receipt;
    }
}

void on_told(Model& model, Env& env, RequestId, const Box& answer) {
    const auto* loaded = answer.get<world::ReceiptLoaded>();
    if (loaded == nullptr || loaded->number != model.number || !model.loading) {
        return;
    }
    model.loading = false;
    if (loaded->receipt) {
        model.receipt = loaded->receipt;
        return;
    }
    model.detail.load(env, domain::api::GetCase{model.number});
}

bool on_answer(Model& model, Env&, RequestId id, const domain::ApiResult& result) {
    return model.detail.take(id, result);
}

void update(Model& model, Env& env, const Action& action) {
    model.picture_given = true;
    env.effect(SaveReceiptImage{model.number, std::get<SaveImagePressed>(action).lines});
}

std::optional<PageError> error(const app::Model& all) { return page_error(all.get<Model>().detail); }
const domain::CaseDetail* shown(const app::Model& all) { return receipt::shown_case(all.get<Model>()); }
Route above(const app::Model&) { return to_page(pages::mine); }

constexpr std::array feature_pages{Page{.address = &pages::receipt,
                                        .enter = enter,
                                        .error = error,
                                        .shown_case = shown,
                                        .title = title_with_number,
                                        .parent = above}};

}  // namespace

const domain::CaseDetail* shown_case(const Model& model) {
    if (model.receipt) {
        return &model.receipt->detail;
    }
    return model.detail.value ? &*model.detail.value : nullptr;
}

std::string query_code(const Model& model) { return model.receipt ? model.receipt->query_code : std::string{}; }

app::Action to_action(Action action) { return {{&feature, 0}, Box(action)}; }

constinit const Feature feature{.name = "receipt",
                                .pages = feature_pages,
                                .update = handle<&update>,
                                .answered = handle<&on_answer>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::receipt
