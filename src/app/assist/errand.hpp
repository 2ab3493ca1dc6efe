#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "src/app/form/form.hpp"
#include "src/domain/codes.hpp"
#include "src/domain/grid_records.hpp"
#include "src/domain/strokes.hpp"
#include "src/domain/value.hpp"

/// One thing that a grid worker does for one person, from the person to what is sent (帮办代办).
namespace ow::app::assist {

/// Somebody of the grid, as the server tells of them (docs/api.md, "Persons and places"), or as just registered.
struct Person {
    std::string id;  ///< UUID; of one just registered the device's own
    std::string name;
    std::string sex;         ///< "male", "female", "" = not known
    std::string birth_date;  ///< ISO; "" = not known
    std::string id_number_masked;
    std::string phone_masked;
    std::string home;
    bool dead = false;  ///< by the register, as the server said last
    bool operator==(const Person&) const = default;
};

/// What is done for them.
enum class Kind : std::uint8_t { none, application, appeal };

/// How the person shows that they agree. In words: evidence.kind of form mandate.
enum class Evidence : std::uint8_t { signature, witness, refusal };

/// The text that was read aloud, as the mandate names it.
struct ReadText {
    std::string words;     ///< the text itself
    std::string hash;      ///< SHA-256 of it, hexadecimal
    std::string language;  ///< "zh-CN", "en"
    std::string version;
    std::string at;  ///< ISO 8601 by the device's clock: when the person agreed to it; "" = not yet
    /// The same moment by the street's clock; "" = the device could not tell.
    std::string street_at;
    bool operator==(const ReadText&) const = default;
};

/// Keys of the commands that were made of it; "" = none yet.
struct Keys {
    std::string person, mandate, filing;
    bool operator==(const Keys&) const = default;
};

/// Kept on the device after every change, under its own id.
struct Errand {
    std::string id;
    Person person;
    domain::Value registered;                       ///< the body that registers them; null: they were there
    domain::Value facts = domain::Value::object();  ///< what is known of them, by path: {"value", "source"}
    Kind kind = Kind::none;
    std::string matter;      ///< the service's code, or the category of an appeal
    std::string title;       ///< of the service; "" of an appeal
    form::State mandate;     ///< form "mandate": terms and evidence
    std::string mandate_id;  ///< UUID
    ReadText text;
    form::State form;
    std::set<std::string, std::less<>> right;  ///< lines that the person said are right
    Keys keys;
    bool operator==(const Errand&) const = default;

    [[nodiscard]] Evidence evidence() const;
    /// What they signed with.
    [[nodiscard]] domain::Strokes strokes() const;
    /// The person has agreed to what is asked now.
    [[nodiscard]] bool agreed() const { return !text.at.empty(); }
};

/// The register's word for who died.
inline constexpr std::string_view dead_state = "dead";

/// A person of the server's answer.
[[nodiscard]] Person read_person(const domain::Value& value);
/// A person of the copy on the device.
[[nodiscard]] Person person_of(const domain::GridPerson& kept);

/// Where the strokes stand in the answers of form mandate.
inline constexpr std::string_view strokes_path = "evidence.strokes";

/// What is kept of it, and what it is again. The forms stand in it as form::kept_form makes them ("mandate", "form"):
/// they are taken when their definitions are there.
[[nodiscard]] domain::Value kept_errand(const Errand& errand);
[[nodiscard]] Errand read_errand(const domain::Value& kept);

/// The body of POST /mandates. \pre errand.agreed()
[[nodiscard]] domain::Value mandate_body(const Errand& errand, const form::Setting& mandate);

}  // namespace ow::app::assist

namespace ow::domain {
template <>
struct Codes<ow::app::assist::Kind> {
    static constexpr std::array<std::string_view, 3> words{"none", "application", "appeal"};
};
template <>
struct Codes<ow::app::assist::Evidence> {
    static constexpr std::array<std::string_view, 3> words{"signature", "witness", "refusal"};
};
}  // namespace ow::domain
