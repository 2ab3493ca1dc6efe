#include "src/domain/service_search.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "src/domain/characters.hpp"
#include "src/domain/text.hpp"

namespace ow::domain {

namespace {

constexpr std::size_t query_max = 60;

/// What a comparison counts; a term's weight times four comes on top.
constexpr int exact = 100, begun = 80, spelt_exact = 75, initials_exact = 70, inside = 60, initials_begun = 55,
              said = 50, spelt_begun = 48, spelt_inside = 30, slip = 20, weight_factor = 4;
/// What one shared pair counts, and how many of them at most.
constexpr int pair_counts = 4, pairs_max = 4;

/// What was typed, as it is compared.
struct Query {
    std::string text;
    std::u32string characters;
    bool spelt = true;              ///< ASCII only: it may be pinyin
    std::set<std::string> pairs{};  ///< neighbouring characters, for what is said in another order
};

std::u32string characters_of(std::string_view text) {
    std::u32string characters;
    for (std::size_t offset = 0; offset < text.size();) {
        characters += next_code_point(text, offset);
    }
    return characters;
}

std::string text_of(std::u32string_view characters) {
    std::string text;
    for (const char32_t character : characters) {
        append_code_point(text, character);
    }
    return text;
}

/// Full-width characters as ASCII, small letters, nothing of white space, separators and what nobody sees.
Query read_query(std::string_view typed) {
    Query query;
    for (const char32_t read : characters_of(typed)) {
        const char32_t character = half_width(read);
        if (is_white_space(character) || is_separator(character) || is_invisible(character) || is_control(character)) {
            continue;
        }
        if (query.characters.size() == query_max) {
            break;
        }
        query.characters += character >= U'A' && character <= U'Z' ? character + (U'a' - U'A') : character;
        query.spelt = query.spelt && character < 0x80;
    }
    query.text = text_of(query.characters);
    for (std::size_t at = 0; !query.spelt && at + 1 < query.characters.size(); ++at) {
        query.pairs.insert(text_of(std::u32string_view(query.characters).substr(at, 2)));
    }
    return query;
}

int score_of_spelling(const Query& query, const SearchTerm& term) {
    const std::size_t length = query.text.size();
    if (term.pinyin == query.text) {
        return spelt_exact;
    }
    if (term.initials == query.text) {
        return initials_exact;
    }
    if (term.initials.starts_with(query.text)) {
        return initials_begun;
    }
    if (length > 2 && term.pinyin.starts_with(query.text)) {
        return spelt_begun;
    }
    return length > 3 && term.pinyin.find(query.text) != std::string::npos ? spelt_inside : 0;
}

/// How well the term is what was typed; 0 = not at all.
int score_of(const Query& query, const SearchTerm& term) {
    int base = 0;
    const std::size_t at = term.text.find(query.text);
    if (at == 0) {
        base = term.text.size() == query.text.size() ? exact : begun;
    } else if (at != std::string::npos) {
        base = inside;
    } else if (query.text.find(term.text) != std::string::npos) {
        // A whole sentence was typed: the longer the term that is in it, the surer.
        const std::size_t length = count_code_points(term.text);
        base = length > 1 ? said + static_cast<int>(std::min<std::size_t>(length, 9)) : 0;
    }
    if (query.spelt && query.text.size() > 1) {
        base = std::max(base, score_of_spelling(query, term));
    }
    return base > 0 ? base + term.weight * weight_factor : 0;
}

/// Whether one character more, less, other or changed over makes the query the term; or, of the same length, the
/// beginning of the term.
bool is_one_off(std::u32string_view query, std::u32string_view term) {
    if (term.size() > query.size() + 1) {
        term = term.substr(0, query.size());
    }
    if (term.empty() || query.size() > term.size() + 1) {
        return false;
    }
    const std::size_t shared = std::min(query.size(), term.size());
    std::size_t at = 0;
    while (at < shared && query[at] == term[at]) {
        ++at;
    }
    const auto rest = [](std::u32string_view text, std::size_t from) {
        return text.substr(std::min(from, text.size()));
    };
    if (query.size() > term.size()) {
        return rest(query, at + 1) == rest(term, at);
    }
    if (query.size() < term.size()) {
        return rest(query, at) == rest(term, at + 1);
    }
    const bool swapped = at + 1 < shared && query[at] == term[at + 1] && query[at + 1] == term[at] &&
                         rest(query, at + 2) == rest(term, at + 2);
    return swapped || rest(query, at + 1) == rest(term, at + 1);
}

/// What was typed in another order or with words between: two pairs, or a third of them all.
int score_of_pairs(const Query& query, const SearchTerm& term) {
    const auto hits = std::count_if(query.pairs.begin(), query.pairs.end(),
                                    [&](const std::string& pair) { return term.text.find(pair) != std::string::npos; });
    const auto all = static_cast<std::ptrdiff_t>(query.pairs.size());
    if (hits < 2 && (hits == 0 || hits * 3 < all)) {
        return 0;
    }
    return static_cast<int>(std::min<std::ptrdiff_t>(hits, pairs_max)) * pair_counts + term.weight;
}

/// How well it is the term but for a slip of the finger, or by what both have in common.
int score_of_slip(const Query& query, const SearchTerm& term) {
    const std::size_t length = query.characters.size();
    const bool off = (query.spelt && length > 4 && is_one_off(query.characters, characters_of(term.pinyin))) ||
                     (length > 2 && is_one_off(query.characters, characters_of(term.text)));
    return off ? slip + term.weight * weight_factor : score_of_pairs(query, term);
}

std::vector<std::size_t> rank(std::span<const Searchable> index, const Query& query,
                              int (*score)(const Query&, const SearchTerm&)) {
    std::vector<std::pair<int, std::size_t>> hits;
    for (std::size_t at = 0; at < index.size(); ++at) {
        int best = 0;
        for (const SearchTerm& term : index[at].terms) {
            best = std::max(best, score(query, term));
        }
        if (best > 0) {
            hits.emplace_back(best, at);
        }
    }
    const auto order = [&](const auto& hit) {
        return std::tuple(-hit.first, -index[hit.second].often, index[hit.second].code);
    };
    const auto shown = static_cast<std::ptrdiff_t>(std::min(hits.size(), found_max));
    std::partial_sort(hits.begin(), hits.begin() + shown, hits.end(),
                      [&](const auto& left, const auto& right) { return order(left) < order(right); });
    std::vector<std::size_t> found;
    for (auto hit = hits.begin(); hit != hits.begin() + shown; ++hit) {
        found.push_back(hit->second);
    }
    return found;
}

}  // namespace

std::vector<std::size_t> search_services(std::span<const Searchable> index, std::string_view query) {
    const Query read = read_query(query);
    if (read.text.empty()) {
        return {};
    }
    std::vector<std::size_t> found = rank(index, read, score_of);
    return found.empty() ? rank(index, read, score_of_slip) : found;
}

}  // namespace ow::domain
