#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/domain/case.hpp"
#include "src/domain/filing.hpp"

namespace ow::domain {

/// The pages of the appeal form, in order (assets/catalogue/forms/appeal.json).
enum class AppealStep : std::uint8_t { kind, what, where, contact, check };
template <>
struct Codes<AppealStep> {
    static constexpr std::array<std::string_view, 5> words{"kind", "what", "where", "contact", "check"};
};

/// A picture on this device; its bytes stay in JavaScript under `local_id`.
struct LocalPhoto {
    std::string local_id;    ///< given by the photo bridge, unique on the device, survives a reload
    std::string name;        ///< file name, for the person to tell them apart
    int width = 0;           ///< pixels after shrinking; 0 until then
    int height = 0;          ///< pixels after shrinking
    std::int64_t bytes = 0;  ///< after shrinking
    std::string fault;       ///< why it may not be readable: "dark", "small", "blurred"; "" = nothing was found
    bool document = false;   ///< a PDF, which is sent as it is
    int pages = 0;           ///< of a document; 0 = not known on the device
    bool operator==(const LocalPhoto&) const = default;
};

/// An appeal that is being written: kept on the device at every change, one for each account.
struct AppealDraft {
    std::string key;    ///< idempotency key (UUID) under which it will be filed; stable over reloads and retries
    std::string owner;  ///< account id; nobody else is offered the draft
    std::optional<Category> category;
    std::string title;
    std::string description;
    std::string place_text;
    std::string grid_id;               ///< "" = not chosen
    std::optional<Position> position;  ///< the device's, when the person asked for it, or marked on the map
    bool marked = false;               ///< the position was marked on the map
    std::vector<LocalPhoto> photos;    ///< those that are ready or still being made small, not the refused
    std::optional<ContactMode> contact_mode;
    std::string contact_phone;
    bool consent = false;
    AppealStep step = AppealStep::kind;  ///< the page to go on with
    Instant saved_at;                    ///< time of the last change
    std::int64_t revision = 0;           ///< grows with every change; the storage answers with it
    bool operator==(const AppealDraft&) const = default;
};

/// Where an account's appeal is kept on the device while it is being written; "" is nobody's.
[[nodiscard]] std::string appeal_draft_slot(const std::string& owner);

/// Whether there is nothing in it that somebody typed, chose or added.
[[nodiscard]] bool is_blank(const AppealDraft& draft);

/// The filing of a draft, texts as typed; attachments stay empty (the outbox fills them in after the uploads).
[[nodiscard]] Filing to_filing(const AppealDraft& draft);

}  // namespace ow::domain
