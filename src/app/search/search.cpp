#include "src/app/search/search.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "src/app/case_page/pages.hpp"
#include "src/app/feature.hpp"
#include "src/app/notices/pages.hpp"
#include "src/app/search/pages.hpp"
#include "src/domain/characters.hpp"
#include "src/domain/text.hpp"
#include "src/domain/typed_code.hpp"

namespace ow::app::search {

namespace {

std::vector<std::string> words_of(std::string_view query) {
    std::vector<std::string> words;
    std::string word;
    const std::string half = domain::to_half_width(query);
    for (std::size_t offset = 0; offset < half.size();) {
        const std::size_t before = offset;
        if (domain::is_white_space(domain::next_code_point(half, offset))) {
            if (!word.empty()) {
                words.push_back(std::exchange(word, {}));
            }
        } else {
            word += std::string_view(half).substr(before, offset - before);
        }
    }
    if (!word.empty()) {
        words.push_back(word);
    }
    return words;
}

bool matches(const std::vector<std::string>& words, std::initializer_list<std::string_view> texts) {
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return std::any_of(texts.begin(), texts.end(),
                           [&](std::string_view text) { return domain::contains_folded(text, word); });
    });
}

}  // namespace

std::vector<Hit> find(const Model& model, const std::vector<domain::Notice>& notices,
                      const std::vector<domain::CaseSummary>& cases, std::string_view query) {
    std::vector<Hit> hits;
    const std::vector<std::string> words = words_of(query);
    if (words.empty()) {
        return hits;
    }
    for (const Entry& entry : model.entries) {
        if (matches(words, {entry.title, entry.words})) {
            hits.push_back({HitKind::service, entry.title, entry.route});
        }
    }
    for (const domain::Notice& notice : notices) {
        if (matches(words, {notice.title, notice.body})) {
            hits.push_back({HitKind::notice, notice.title, to_page(pages::notice, notice.id)});
        }
    }
    // A number may have been typed in groups; its figures together are one word then.
    const std::string number = domain::compact_code(query);
    for (const domain::CaseSummary& item : cases) {
        if (domain::contains_folded(item.number, number) ||
            matches(words, {item.title, item.place_text, item.number})) {
            hits.push_back({HitKind::own_case, item.title, to_case(item.number)});
        }
    }
    return hits;
}

namespace {

void enter(Env& env, const Route& route) {
    env.state<Model>().typed = route.id();
    env.signal(ServicesWanted{});
    env.signal(NoticesWanted{});
    env.signal(OwnThingsWanted{});
}

void update(Model& model, Env& env, const Action& action) {
    if (const auto* indexed = std::get_if<EntriesIndexed>(&action)) {
        model.entries = indexed->entries;
    } else if (const auto* edited = std::get_if<Edited>(&action)) {
        model.typed = edited->value;
    } else {
        env.signal(GoTo{to_page(pages::search, std::string(domain::trim(model.typed))), NavigateHow::push});
    }
}

void title(const Route& route, Message& title) { title.args.emplace_back("query", route.id()); }

/// What can be found is the program's, what was typed the person's.
void keep(Model& before, Model& now) { now.entries = std::move(before.entries); }

constexpr std::array feature_pages{Page{.address = &pages::search, .enter = enter, .title = title}};

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{
    .name = "search", .pages = feature_pages, .update = handle<&update>, .keep = handle<&keep>};

}  // namespace ow::app::search
