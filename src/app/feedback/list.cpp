#include "src/app/feedback/list.hpp"

#include <array>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/feedback/pages.hpp"
#include "src/app/remote_tree.hpp"
#include "src/app/workbench/pages.hpp"

namespace ow::app::feedback_list {

namespace {

using domain::Value;

std::int64_t count_at(const Value& value, std::string_view name) {
    const Value* found = value.find(name);
    const double* number = found == nullptr ? nullptr : found->as_number();
    return number == nullptr ? 0 : static_cast<std::int64_t>(*number);
}

Words words_of(const Value& value) {
    return {std::string(value.text_at("text")), std::string(value.text_at("language")),
            std::string(value.text_at("version")),
            domain::parse_iso8601(value.text_at("made_at")).value_or(domain::Instant{})};
}

std::vector<PageOpinion> pages_of(const Value& answer) {
    std::vector<PageOpinion> pages;
    for (const Value& item : answer.list_at("items")) {
        PageOpinion page{std::string(item.text_at("page")), count_at(item, "helpful"), count_at(item, "unhelpful"), {}};
        for (const Value& words : item.list_at("words")) {
            page.words.push_back(words_of(words));
        }
        pages.push_back(std::move(page));
    }
    return pages;
}

void enter(Env& env, const Route&) { load_tree(env.state<Model>().pages, env, "/feedback"); }

void on_told(Model& model, Env& env, RequestId id, const Box& answer) {
    if (const auto* read = answer.get<world::TreeAnswered>()) {
        take_tree(model.pages, env, id, *read, pages_of);
    }
}

void update(Model& model, Env&, const Action& pressed) {
    model.open = model.open == pressed.page ? std::string() : pressed.page;
}

std::optional<PageError> error(const app::Model& all) { return page_error(all.get<Model>().pages); }

Route above(const app::Model&) { return to_page(pages::workbench); }

constexpr std::array feature_pages{Page{.address = &pages::feedback, .enter = enter, .error = error, .parent = above}};

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{
    .name = "feedback_list", .pages = feature_pages, .update = handle<&update>, .told = handle<&on_told>};

}  // namespace ow::app::feedback_list
