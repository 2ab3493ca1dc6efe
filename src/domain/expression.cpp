#include "src/domain/expression.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "src/domain/typed_code.hpp"

namespace ow::domain {

namespace {

using List = Value::List;

void merge(std::vector<std::string>& into, const std::vector<std::string>& more) {
    for (const std::string& name : more) {
        const auto place = std::lower_bound(into.begin(), into.end(), name);
        if (place == into.end() || *place != name) {
            into.insert(place, name);
        }
    }
}

/// A text, number or yes/no as an expression has it; null for what is none.
Value scalar(const Value& value) {
    if (const double* number = value.as_number()) {
        return std::isfinite(*number) ? value : Value{};
    }
    return value.as_bool() != nullptr || value.as_text() != nullptr ? value : Value{};
}

Value literal(const Value& expression) {
    const Value::Object& members = *expression.as_object();
    if (members.size() != 1) {
        return {};
    }
    const Value& inner = members[0].value;
    if (members[0].name == "date") {
        const std::string* text = inner.as_text();
        return text != nullptr && read_iso_date(*text) ? inner : Value{};
    }
    const List* items = members[0].name == "list" ? inner.as_list() : nullptr;
    if (items == nullptr) {
        return {};
    }
    List found;
    for (const Value& item : *items) {
        Value value = item.as_object() != nullptr ? literal(item) : scalar(item);
        if (value.is_null() || value.as_list() != nullptr) {
            return {};
        }
        found.push_back(std::move(value));
    }
    return found;
}

bool same_kind(const Value& left, const Value& right) {
    return (left.as_bool() != nullptr && right.as_bool() != nullptr) ||
           (left.as_number() != nullptr && right.as_number() != nullptr) ||
           (left.as_text() != nullptr && right.as_text() != nullptr);
}

/// -1, 0 or 1 for two numbers or two texts; nullopt for all else.
std::optional<int> compare(const Value& left, const Value& right) {
    if (left.as_number() != nullptr && right.as_number() != nullptr) {
        return *left.as_number() < *right.as_number() ? -1 : *left.as_number() > *right.as_number() ? 1 : 0;
    }
    if (left.as_text() != nullptr && right.as_text() != nullptr) {
        // Bytes of UTF-8 stand in the order of their code points.
        const int order = left.as_text()->compare(*right.as_text());
        return order < 0 ? -1 : order > 0 ? 1 : 0;
    }
    return std::nullopt;
}

Value calculate(std::string_view name, const Value& left, const Value& right) {
    const double* a = left.as_number();
    const double* b = right.as_number();
    if (a == nullptr || b == nullptr) {
        return {};
    }
    const double result = name == "add" ? *a + *b : name == "sub" ? *a - *b : *a * *b;
    return std::isfinite(result) ? Value(result) : Value{};
}

Value between(std::string_view name, const Value& start, const Value& end) {
    const auto first = start.as_text() != nullptr ? read_iso_date(*start.as_text()) : std::nullopt;
    const auto last = end.as_text() != nullptr ? read_iso_date(*end.as_text()) : std::nullopt;
    if (!first || !last) {
        return {};
    }
    if (name == "days") {
        return days_from_civil(*last) - days_from_civil(*first);
    }
    const bool before = last->month < first->month || (last->month == first->month && last->day < first->day);
    return last->year - first->year - (before ? 1 : 0);
}

Value contains(const Value& value, const Value& items) {
    if (value.as_list() != nullptr || items.as_list() == nullptr) {
        return {};
    }
    return std::any_of(items.as_list()->begin(), items.as_list()->end(),
                       [&](const Value& one) { return same_kind(value, one) && value == one; });
}

Value apply_one(std::string_view name, const Value& value) {
    if (name == "not") {
        return value.as_bool() != nullptr ? Value(!*value.as_bool()) : Value{};
    }
    return value.as_list() != nullptr ? Value(value.as_list()->size()) : Value{};
}

Value apply_two(std::string_view name, const Value& left, const Value& right) {
    if (name == "eq" || name == "ne") {
        return same_kind(left, right) ? Value((left == right) == (name == "eq")) : Value{};
    }
    if (name == "in") {
        return contains(left, right);
    }
    if (name == "add" || name == "sub" || name == "mul") {
        return calculate(name, left, right);
    }
    if (name == "years" || name == "days") {
        return between(name, left, right);
    }
    const auto order = compare(left, right);
    if (!order) {
        return {};
    }
    const bool holds = name == "lt" ? *order < 0 : name == "le" ? *order <= 0 : name == "gt" ? *order > 0 : *order >= 0;
    return holds;
}

/// How many arguments an operator over values takes; 0 for a word that is none.
std::size_t arity(std::string_view name) {
    constexpr std::array<std::string_view, 12> two{"eq", "ne",  "lt",  "le",  "gt",    "ge",
                                                   "in", "add", "sub", "mul", "years", "days"};
    if (name == "not" || name == "count") {
        return 1;
    }
    return std::find(two.begin(), two.end(), name) != two.end() ? 2 : 0;
}

bool is_over_entries(std::string_view name) {
    constexpr std::array<std::string_view, 6> all{"sum", "min", "max", "count_if", "any", "all"};
    return std::find(all.begin(), all.end(), name) != all.end();
}

/// What an operator over entries makes of what each comes to.
/// \param group what is missing where there is no entry and one is needed.
Outcome together(std::string_view name, std::vector<Outcome> entries, std::string group) {
    const bool of_numbers = name == "sum" || name == "min" || name == "max";
    double result = 0;
    bool first = true;
    bool all_known = true;
    Outcome outcome;
    for (const Outcome& entry : entries) {
        const double* number = of_numbers ? entry.value.as_number() : nullptr;
        const bool* flag = of_numbers ? nullptr : entry.value.as_bool();
        if (flag != nullptr && (name == "any" || name == "all") && *flag == (name == "any")) {
            return {*flag, {}};
        }
        if (number == nullptr && flag == nullptr) {
            all_known = false;
            merge(outcome.missing, entry.missing);
        } else if (name == "sum") {
            result += *number;
        } else if (of_numbers) {
            result = first ? *number : name == "min" ? std::min(result, *number) : std::max(result, *number);
        } else if (name == "count_if" && *flag) {
            ++result;
        }
        first = false;
    }
    if (!all_known) {
        return outcome;
    }
    if (name == "any" || name == "all") {
        return {name == "all", {}};
    }
    if (first && (name == "min" || name == "max")) {
        return {Value{}, {std::move(group)}};
    }
    return {std::isfinite(result) ? Value(result) : Value{}, {}};
}

class Evaluation {
  public:
    explicit Evaluation(const Scope& scope) : m_scope(scope) {}

    Outcome run(const Value& expression, int depth) {
        if (depth > max_expression_depth) {
            return {};
        }
        if (expression.as_list() != nullptr) {
            return apply(*expression.as_list(), depth);
        }
        return {expression.as_object() != nullptr ? literal(expression) : scalar(expression), {}};
    }

  private:
    Outcome apply(const List& expression, int depth) {
        const std::string* name = expression.empty() ? nullptr : expression[0].as_text();
        if (name == nullptr) {
            return {};
        }
        const std::size_t count = expression.size() - 1;
        if (*name == "answer" || *name == "fact" || *name == "answered" || *name == "item") {
            if (const List* of = count == 1 && *name == "answered" ? expression[1].as_list() : nullptr) {
                return entry_answered(*of);
            }
            const std::string* path = count == 1 ? expression[1].as_text() : nullptr;
            return path != nullptr ? refer(*name, *path) : Outcome{};
        }
        if (*name == "today") {
            return count == 0 ? known(m_scope.today.empty() ? Value{} : Value(m_scope.today), "fact.today") : Outcome{};
        }
        if (*name == "and" || *name == "or") {
            return kleene(*name == "or", expression, depth);
        }
        if (*name == "if") {
            return count == 3 ? choose(expression, depth) : Outcome{};
        }
        if (is_over_entries(*name)) {
            return count == 2 ? over_entries(*name, expression, depth) : Outcome{};
        }
        if (count == 0 || count != arity(*name)) {
            return {};
        }
        Outcome first = run(expression[1], depth + 1);
        if (count == 1) {
            return first.value.is_null() ? first : Outcome{apply_one(*name, first.value), {}};
        }
        Outcome second = run(expression[2], depth + 1);
        if (first.value.is_null() || second.value.is_null()) {
            merge(first.missing, second.missing);
            return {Value{}, std::move(first.missing)};
        }
        return {apply_two(*name, first.value, second.value), {}};
    }

    [[nodiscard]] const Value* look_up(const std::string& path) const {
        const std::string_view head = std::string_view(path).substr(0, path.find('.'));
        const bool inside = std::find(m_scope.siblings.begin(), m_scope.siblings.end(), head) != m_scope.siblings.end();
        if (inside) {
            return m_scope.item != nullptr ? m_scope.item->find(path) : nullptr;
        }
        return m_scope.answers.find(path);
    }

    [[nodiscard]] Outcome refer(const std::string& name, const std::string& path) const {
        if (name == "item") {
            if (m_entry == nullptr) {
                return {};
            }
            const Value* part = m_entry->find(path);
            return known(part != nullptr ? *part : Value{}, m_entry_name + "." + path);
        }
        const Value* found = name == "fact" ? m_scope.facts.find(path) : look_up(path);
        if (name == "answered") {
            return {found != nullptr && !is_blank(*found), {}};
        }
        return known(found != nullptr ? *found : Value{}, name + "." + path);
    }

    /// Of ["item", path]: whether the entry has an answer there.
    [[nodiscard]] Outcome entry_answered(const List& of) const {
        const std::string* path = of.size() == 2 && of[0] == Value("item") ? of[1].as_text() : nullptr;
        if (path == nullptr || m_entry == nullptr) {
            return {};
        }
        const Value* found = m_entry->find(*path);
        return {found != nullptr && !is_blank(*found), {}};
    }

    static Outcome known(const Value& value, std::string name) {
        if (value.as_list() != nullptr) {
            return {value, {}};
        }
        if (is_blank(value)) {
            return {Value{}, {std::move(name)}};
        }
        return {scalar(value), {}};
    }

    /// and (decided by a no) and or (decided by a yes).
    Outcome kleene(bool decisive, const List& expression, int depth) {
        Outcome outcome;
        bool all_known = expression.size() > 1;
        for (std::size_t at = 1; at < expression.size(); ++at) {
            const Outcome found = run(expression[at], depth + 1);
            const bool* flag = found.value.as_bool();
            if (flag != nullptr && *flag == decisive) {
                return {decisive, {}};
            }
            if (flag == nullptr) {
                all_known = false;
                merge(outcome.missing, found.missing);
            }
        }
        return all_known ? Outcome{!decisive, {}} : outcome;
    }

    Outcome choose(const List& expression, int depth) {
        Outcome condition = run(expression[1], depth + 1);
        const bool* flag = condition.value.as_bool();
        if (flag == nullptr) {
            return {Value{}, std::move(condition.missing)};
        }
        return run(expression[*flag ? 2 : 3], depth + 1);
    }

    /// The entries of a group, looked at one by one. A group that is not answered has none.
    Outcome over_entries(const std::string& name, const List& expression, int depth) {
        const List* group = expression[1].as_list();
        const bool is_answer = group != nullptr && group->size() == 2 && (*group)[0] == Value("answer");
        const std::string* path = is_answer ? (*group)[1].as_text() : nullptr;
        if (path == nullptr || m_entry != nullptr) {
            return {};
        }
        const Value* found = look_up(*path);
        static const List none;
        const List* entries = found == nullptr || is_blank(*found) ? &none : found->as_list();
        if (entries == nullptr || entries->size() > max_expression_entries) {
            return {};
        }
        std::vector<Outcome> outcomes;
        outcomes.reserve(entries->size());
        for (std::size_t at = 0; at < entries->size(); ++at) {
            m_entry = &(*entries)[at];
            m_entry_name = "answer." + *path + "." + std::to_string(at);
            outcomes.push_back(run(expression[2], depth + 1));
        }
        m_entry = nullptr;
        return together(name, std::move(outcomes), "answer." + *path);
    }

    const Scope& m_scope;
    const Value* m_entry = nullptr;  ///< the one that an operator over entries looks at
    std::string m_entry_name{};      ///< "answer.<group>.<index>"
};

}  // namespace

Outcome evaluate(const Value& expression, const Scope& scope) { return Evaluation(scope).run(expression, 0); }

bool is_true(const Value& expression, const Scope& scope) {
    const Outcome outcome = evaluate(expression, scope);
    const bool* flag = outcome.value.as_bool();
    return flag != nullptr && *flag;
}

bool is_blank(const Value& value) {
    if (const std::string* text = value.as_text()) {
        return text->empty();
    }
    if (const List* items = value.as_list()) {
        return items->empty();
    }
    if (const Value::Object* members = value.as_object()) {
        return members->empty();
    }
    return value.is_null();
}

std::optional<CivilDate> read_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const auto part = [&](std::size_t from, std::size_t count) {
        int number = 0;
        for (const char digit : text.substr(from, count)) {
            number = number * 10 + (digit - '0');
        }
        return number;
    };
    if (!is_digits(text.substr(0, 4)) || !is_digits(text.substr(5, 2)) || !is_digits(text.substr(8, 2))) {
        return std::nullopt;
    }
    const CivilDate date{part(0, 4), part(5, 2), part(8, 2)};
    return date.year >= 1 && is_valid_date(date) ? std::optional(date) : std::nullopt;
}

std::string iso_date(CivilDate date) {
    const auto padded = [](int number, std::size_t width) {
        std::string text = std::to_string(number);
        text.insert(0, width - std::min(width, text.size()), '0');
        return text;
    };
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

}  // namespace ow::domain
