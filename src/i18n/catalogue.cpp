#include "src/i18n/catalogue.hpp"

#include <utility>

namespace ow::i18n {

Catalogue::Catalogue(std::string language) : m_language(std::move(language)) {}

void Catalogue::add(std::string_view key, std::string_view text) {
    m_texts.insert_or_assign(std::string(key), std::string(text));
}

void Catalogue::set_late(Late late) { m_late = std::move(late); }

void Catalogue::set_fallback(std::shared_ptr<const Catalogue> fallback) { m_fallback = std::move(fallback); }

const std::string* Catalogue::find(std::string_view key) const {
    const auto found = m_texts.find(key);
    if (found != m_texts.end()) return &found->second;
    if (m_late) {
        if (auto text = m_late(key)) return &m_texts.emplace(key, *std::move(text)).first->second;
    }
    return m_fallback ? m_fallback->find(key) : nullptr;
}

bool Catalogue::contains(std::string_view key) const { return find(key) != nullptr; }

std::string_view Catalogue::text(std::string_view key) const {
    const std::string* found = find(key);
    return found ? std::string_view(*found) : remember_missing(key);
}

std::string_view Catalogue::plural(std::string_view key, long long count) const {
    std::string whole(key);
    whole += plural_suffix(m_language, count);
    if (const std::string* found = find(whole)) return *found;
    whole.resize(key.size());
    whole += ".other";
    if (const std::string* found = find(whole)) return *found;
    return text(key);
}

std::string_view Catalogue::remember_missing(std::string_view key) const {
    // The caller's key may be a temporary, so the answer is a view of the remembered copy.
    auto place = m_missing.find(key);
    if (place == m_missing.end()) place = m_missing.emplace(key).first;
    return *place;
}

std::string_view plural_suffix(std::string_view language, long long count) {
    const std::string_view primary = language.substr(0, language.find('-'));
    if (primary == "en" && count == 1) return ".one";
    return ".other";
}

}  // namespace ow::i18n
