#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/domain/case.hpp"
#include "src/domain/field_error.hpp"

namespace ow::domain {

/// What sort of answer a field takes.
enum class FieldType : std::uint8_t { text, multiline, choice, number, grid, photos, phone, consent };
template <>
struct Codes<FieldType> {
    static constexpr std::array<std::string_view, 8> words{"text", "multiline", "choice", "number",
                                                           "grid", "photos",    "phone",  "consent"};
};

/// One question of a form (assets/catalogue/*.json).
struct FormField {
    std::string path;  ///< where the answer goes in the request, e.g. "place.text"
    std::string step;  ///< the page that asks it
    FieldType type = FieldType::text;
    bool required = false;
    std::optional<double> min;   ///< code points, number, or count
    std::optional<double> max;   ///< likewise
    std::int64_t max_bytes = 0;  ///< of one file; 0 = no limit said
    std::vector<std::string> options;
    std::vector<std::string> content_types;
    bool operator==(const FormField&) const = default;
};

/// A form: its pages in order and its questions in order.
struct FormDefinition {
    std::string id;
    int version = 0;
    std::vector<std::string> steps;
    std::vector<FormField> fields;
    bool operator==(const FormDefinition&) const = default;
};

/// The field with that path, or nullptr.
[[nodiscard]] const FormField* find_field(const FormDefinition& form, std::string_view path);

/// An answer whose type no field takes (a list where a text belongs …).
struct OtherValue {
    bool operator==(const OtherValue&) const = default;
};

/// An answer: nothing, text, number, yes/no, or ids.
using FormValue = std::variant<std::monostate, std::string, double, bool, std::vector<std::string>, OtherValue>;

/// Answers by field path; a path that is missing is not answered.
using FormValues = std::map<std::string, FormValue, std::less<>>;

/// Which ids exist; nullopt = not known here, leave it to the server.
struct KnownIds {
    std::optional<std::vector<std::string>> grids;
};

/// Every field that is wrong, in the order of the form, at most one error a field.
/// The client finds what the server finds (tests/contract/filings.json), except what only a server can know.
/// \param step only the questions of this page; "" = all.
[[nodiscard]] std::vector<FieldError> validate(const FormDefinition& form, const FormValues& values,
                                               const KnownIds& known = {}, std::string_view step = {});

/// A complaint or request as it is sent: `POST /cases`.
struct Filing {
    Kind kind = Kind::appeal;
    std::optional<Category> category;
    std::string title;
    std::string description;
    Place place;
    std::vector<std::string> attachments;  ///< ids from the server; filled in when the pictures are uploaded
    std::optional<ContactMode> contact_mode;
    std::string contact_phone;  ///< "" = none
    bool consent = false;
    bool operator==(const Filing&) const = default;
};

/// The answers of a filing under the paths of appeal.json.
[[nodiscard]] FormValues form_values(const Filing& filing);

/// The filing as the server keeps it: texts trimmed, line breaks LF, phone in 11 digits where it is one.
[[nodiscard]] Filing normalise(Filing filing);

}  // namespace ow::domain
