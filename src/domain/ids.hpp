#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "src/domain/field_error.hpp"
#include "src/domain/result.hpp"
#include "src/domain/typed_code.hpp"

namespace ow::domain {

/// Check digit of ISO/IEC 7064 MOD 11,10 (hybrid system) over a string of decimal digits.
/// \param digits only '0'–'9'; anything else counts as 0.
/// \return '0'–'9'.
[[nodiscard]] char iso7064_mod11_10(std::string_view digits);

/// A case number in its canonical form: 6 digits division, A|B|S|W, 8 digits date, 5 digits sequence, check digit;
/// 21 characters. The check digit is MOD 11,10 over the 19 digits before it, the letter left out (docs/api.md).
class CaseNumber {
  public:
    /// Reads a typed number. Forgiven: lower case, digits of any writing, white space and separators anywhere, what
    /// nobody sees, words around it.
    /// \return the first error in the order required, format, date (no such day), checksum (one figure is wrong or
    ///         two neighbours are swapped).
    [[nodiscard]] static Result<CaseNumber, FieldCode> parse(std::string_view typed);

    /// "320505S20261121000429", as the API writes it.
    [[nodiscard]] const std::string& text() const { return m_text; }

    /// "320505 S 20261121 00042 9", in groups for the eye and for reading aloud.
    [[nodiscard]] std::string grouped() const;

    bool operator==(const CaseNumber&) const = default;

  private:
    explicit CaseNumber(std::string text) : m_text(std::move(text)) {}
    std::string m_text;
};

/// Groups a case number that came from the server: "320505 S 20261121 00042 9".
/// \return the text unchanged when it is not a case number (it is shown, not judged).
[[nodiscard]] std::string group_case_number(std::string_view number);

/// Characters of a query code: no 0, 1, I, L, O (docs/api.md).
inline constexpr std::string_view query_code_alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// A typed query code in its canonical form, 6 upper-case characters; white space, separators, lower case, full-width
/// characters, what nobody sees and words around it are forgiven.
/// \return `required` when nothing was typed, else `format`.
[[nodiscard]] Result<std::string, FieldCode> normalise_query_code(std::string_view typed);

/// The six digits of a one-time code, found in the message around them; `required` or `format`.
[[nodiscard]] Result<std::string, FieldCode> normalise_one_time_code(std::string_view typed);

/// The digits of a bank card (ISO/IEC 7812, 12 to 19 with Luhn's check digit); `required`, `format` or `checksum`.
[[nodiscard]] Result<std::string, FieldCode> normalise_bank_card(std::string_view typed);

/// Digits or letters in fours for reading aloud, "6222 0200": of a bank card, of a result's check code.
[[nodiscard]] std::string group_by_four(std::string_view code);

/// The only text of `length` characters that `fits`, found in the words around it; `required` or `format`.
[[nodiscard]] Result<std::string, FieldCode> read_code(std::string_view typed, std::size_t length,
                                                       bool (*fits)(std::string_view),
                                                       CodeBorder border = CodeBorder::between_letter_and_digit);

/// "6K4 M9P"; unchanged when it does not have 6 characters.
[[nodiscard]] std::string group_query_code(std::string_view code);

/// 128 random bits from the browser's crypto, delivered once at start; the core itself never rolls dice.
struct Seed {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    bool operator==(const Seed&) const = default;
};

/// The `counter`-th UUID of a seed, in the form of RFC 9562 version 4 ("xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx").
/// Pure: the same seed and counter give the same UUID; different counters give different ones.
[[nodiscard]] std::string make_uuid(Seed seed, std::uint64_t counter);

}  // namespace ow::domain
