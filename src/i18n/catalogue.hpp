#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ow::i18n {

/// The texts of one language: flat keys such as `appeal.title.label`.
///
/// Texts are data (assets/i18n/<language>/<area>.json, merged per language when the program is built);
/// nothing a person reads is written in code. Texts may be added as long as it is used; views stay valid.
class Catalogue {
  public:
    /// @param language BCP 47 tag, e.g. `zh-CN`; its first part chooses the plural rule.
    explicit Catalogue(std::string language);

    /// Adds a text, or replaces the one with the same key.
    void add(std::string_view key, std::string_view text);

    /// Who has a text that was not added yet; nothing where the language has none. Asked before the fallback.
    using Late = std::function<std::optional<std::string>(std::string_view key)>;
    void set_late(Late late);

    /// Where a key is looked for when this language lacks it. May be null. Chains are followed.
    void set_fallback(std::shared_ptr<const Catalogue> fallback);

    [[nodiscard]] const std::string& language() const { return m_language; }

    /// Number of texts of this language itself, without the fallback's.
    [[nodiscard]] std::size_t size() const { return m_texts.size(); }

    /// True when this language or a fallback has the key.
    [[nodiscard]] bool contains(std::string_view key) const;

    /// The text of a key. A missing key is answered with the key itself and remembered in missing().
    /// The view lives as long as the catalogue (and its fallback). Allocates only for a missing key.
    [[nodiscard]] std::string_view text(std::string_view key) const;

    /// The text of `key` + plural suffix for `count`: `.one` or `.other`, then `.other`, then the bare key.
    [[nodiscard]] std::string_view plural(std::string_view key, long long count) const;

    /// Keys that were asked for and not found, each once.
    [[nodiscard]] const std::set<std::string, std::less<>>& missing() const { return m_missing; }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
    };

    [[nodiscard]] const std::string* find(std::string_view key) const;
    [[nodiscard]] std::string_view remember_missing(std::string_view key) const;

    std::string m_language;
    mutable std::unordered_map<std::string, std::string, Hash, std::equal_to<>> m_texts;
    Late m_late;
    std::shared_ptr<const Catalogue> m_fallback;
    mutable std::set<std::string, std::less<>> m_missing;
};

/// The plural suffix of a language for a whole number: `.one` or `.other`
/// (CLDR cardinal rules: en has one and other, zh only other).
[[nodiscard]] std::string_view plural_suffix(std::string_view language, long long count);

}  // namespace ow::i18n
