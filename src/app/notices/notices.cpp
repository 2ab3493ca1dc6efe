#include "src/app/notices/notices.hpp"

#include <algorithm>
#include <array>

#include "src/app/feature.hpp"
#include "src/app/notices/pages.hpp"

namespace ow::app::notices {

namespace {

void load(Model& model, Env& env) { model.list.load_once(env, domain::api::GetNotices{}); }

bool on_answer(Model& model, Env&, RequestId id, const domain::ApiResult& result) {
    return model.list.take(id, result);
}

void on_event(Model& model, Env& env, const Box& event) {
    if (event.holds<NoticesWanted>()) {
        load(model, env);
    }
}

void enter(Env& env, const Route&) { load(env.state<Model>(), env); }

std::optional<PageError> list_error(const app::Model& all) { return page_error(all.get<Model>().list); }

std::optional<PageError> notice_error(const app::Model& all) {
    const Model& model = all.get<Model>();
    if (!model.list.value) {
        return page_error(model.list);
    }
    const auto& items = model.list.value->items;
    const bool known = std::any_of(items.begin(), items.end(),
                                   [&](const domain::Notice& notice) { return notice.id == all.route.id(); });
    return known ? std::nullopt : std::optional(PageError{});
}

Route to_list(const app::Model&) { return to_page(pages::notices); }

constexpr std::array feature_pages{
    Page{.address = &pages::notices, .enter = enter, .error = list_error},
    Page{.address = &pages::notice, .enter = enter, .error = notice_error, .parent = to_list},
};

}  // namespace

constinit const Feature feature{.name = "notices",
                                .pages = feature_pages,
                                .answered = handle<&on_answer>,
                                .heard = handle<&on_event>,
                                .keep = handle<&keep_all<Model>>};

}  // namespace ow::app::notices
