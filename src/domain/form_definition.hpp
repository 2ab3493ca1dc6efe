#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/domain/codes.hpp"
#include "src/domain/field_error.hpp"
#include "src/domain/time.hpp"
#include "src/domain/value.hpp"

/// Forms as data (assets/catalogue/forms/<code>.json): what is asked, where the answers go, what they must be.
namespace ow::domain::forms {

/// What sort of answer a field takes.
enum class FieldType : std::uint8_t {
    text,
    long_text,
    id_number,
    phone,  ///< any number that can be called; `mobile`: one that gets codes
    date,
    number,
    integer,
    money,
    bank_card,
    choice,
    multi_choice,
    yes_no,
    place,        ///< words, grid, position: `parts` says which
    address,      ///< likewise
    person,       ///< likewise: name, id_number, phone …
    group,        ///< a list of items, each with `fields`
    attachments,  ///< pictures
    signature,
    declaration,  ///< a consent that must be given
    fact,         ///< known or computed; only read
    case_number,
    query_code,
    one_time_code,
    password,
    department,
    grid,
};

/// One question of a form. Paths of fields in a group are relative to the item.
struct FormField {
    std::string path;     ///< where the answer goes, e.g. "place"
    std::string section;  ///< the part of the form that asks it
    FieldType type = FieldType::text;
    bool required = false;
    Value required_if;          ///< a condition; null = none
    Value show_if;              ///< a condition; null = always
    Value computed;             ///< of a fact: the expression it comes from; null = what is known
    std::optional<double> min;  ///< code points, number, or count
    std::optional<double> max;  ///< likewise
    std::vector<std::string> options;
    std::vector<std::string> parts;
    std::vector<FormField> fields;
    std::string words;         ///< prefix of its texts; "" = that of the form
    std::string autocomplete;  ///< HTML autofill token; "" = that of its type
    std::string fact;          ///< what the portal may know of it
    std::string purpose;       ///< what it is asked for
    std::string instead_of;    ///< of a declaration: the paper it may stand for (告知承诺), "" = none
    /// Of such a declaration: it promises nothing but that the paper follows (容缺); `form_for` makes it.
    bool later = false;
    bool mobile = false;
    bool name = false;           ///< a person's name: spaces and middle dots in one form
    bool documents = false;      ///< of pictures: a PDF may stand there too
    std::int64_t max_bytes = 0;  ///< of one file; 0 = no limit said
    bool operator==(const FormField&) const = default;
};

/// A part of a form; `review`: where the answers are looked over before they are sent.
struct FormSection {
    std::string id;
    bool review = false;
    bool operator==(const FormSection&) const = default;
};

/// What must hold over several answers; known not to hold it is an error at a path.
struct FormRule {
    std::string at;
    Value require;
    FieldCode code = FieldCode::mismatch;
    bool operator==(const FormRule&) const = default;
};

/// A form: its sections and its questions in order.
struct FormDefinition {
    std::string code;
    int version = 0;
    std::string words;  ///< prefix of its texts: "<words>.<path>.label"
    std::vector<FormSection> sections;
    std::vector<FormField> fields;
    std::vector<FormRule> rules;
    bool says_optional = false;  ///< what may be left out says so at its label, where the words of its own do not
    bool operator==(const FormDefinition&) const = default;
};

/// The definition that a file holds; nullopt where it is none (a checker of the server names each mistake).
[[nodiscard]] std::optional<FormDefinition> read_definition(const Value& file);

/// What conditions and checks may know beside the answers.
struct FormContext {
    CivilDate today{};  ///< 1970-01-01 = not known
    /// Ids that exist; nullopt = not known here, left to the server.
    std::optional<std::vector<std::string>> grids, departments;
    Value facts;  ///< by name
};

/// Whether a field is asked with these answers; `normalise` gives the ones that count.
[[nodiscard]] bool is_shown(const FormField& field, const Value& answers, const FormContext& context);
/// Whether it must be answered.
[[nodiscard]] bool is_required(const FormField& field, const Value& answers, const FormContext& context);
/// The parts of a place, address or person as fields of their own, paths relative to it.
[[nodiscard]] std::vector<FormField> parts_of(const FormField& field);

/// Every field that is wrong, in the order of the form, at most one error a field or part of one; what is not shown is
/// not checked. The server finds the same, and what only it can know.
[[nodiscard]] std::vector<FieldError> validate(const FormDefinition& form, const Value& answers,
                                               const FormContext& context);

/// The answers as they are sent and kept: texts cleaned, numbers, dates and phones in one form, amounts in fen, facts
/// that are computed or known put in; what is not answered, not shown or not asked is left out; what is wrong stays as
/// it was given.
[[nodiscard]] Value normalise(const FormDefinition& form, const Value& answers, const FormContext& context);

}  // namespace ow::domain::forms

/// The words of the definitions.
template <>
struct ow::domain::Codes<ow::domain::forms::FieldType> {
    static constexpr std::array<std::string_view, 26> words{
        "text",       "long_text",     "id_number",   "phone",        "date",        "number", "integer",
        "money",      "bank_card",     "choice",      "multi_choice", "yes_no",      "place",  "address",
        "person",     "group",         "attachments", "signature",    "declaration", "fact",   "case_number",
        "query_code", "one_time_code", "password",    "department",   "grid"};
};
