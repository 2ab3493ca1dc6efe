#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/domain/draft.hpp"
#include "web/effect_runner_context.hpp"

namespace ow::web {

/// What is written in one transaction.
class Operations {
  public:
    Operations& put(std::string_view store, std::string_view key, std::string_view value);
    Operations& remove(std::string_view store, std::string_view key);
    [[nodiscard]] const std::string& text() const { return m_text; }

  private:
    void add(std::string_view verb, std::string_view store, std::string_view key, std::string_view value);
    std::string m_text;
};

/// Drafts, receipts and whatever else is kept in the browser's database.
class DeviceStore {
  public:
    using Failure = std::optional<app::world::StorageFailure>;
    using Record = std::pair<std::string, std::string>;

    explicit DeviceStore(RunnerContext& context) : m_context(context) {}

    /// Drafts and receipts. \return whether the effect was one of these.
    bool run(const app::Effect& effect);
    void write(const Operations& operations, std::function<void(Failure)> done);
    /// The text of a key; nothing when it is missing or cannot be read.
    void read(std::string_view store, std::string_view key, std::function<void(std::optional<std::string>)> done);
    /// All keys and texts of a store; empty when it cannot be read.
    void list(std::string_view store, std::function<void(std::vector<Record>)> done);
    /// Deletes photos that no draft and none of `keep` refers to.
    void sweep_photos(std::vector<std::string> keep);
    /// Tells the core once when the device is nearly full.
    void check_room();

    void save_draft(const app::Ticket& to, const domain::AppealDraft& draft);
    void load_draft(const app::Ticket& to, const std::string& owner);
    /// Another tab put or deleted the draft of that key.
    void draft_changed_elsewhere(std::string_view verb, const std::string& key);
    void delete_draft(const std::string& owner);
    /// Deletes the owner's draft if it is still the one with that key: it was filed.
    void delete_filed_draft(const std::string& owner, const std::string& key);
    /// A draft that waits to be written is not written any more.
    void forget_pending(const std::string& owner);
    void load_receipt(const app::Ticket& to, const std::string& number);
    void delete_kept();

    /// The key under which an owner's draft is kept.
    [[nodiscard]] static std::string draft_key(const std::string& owner);

  private:
    void write_draft(const app::Ticket& to, const domain::AppealDraft& draft);

    RunnerContext& m_context;
    bool m_writing_draft = false;
    std::optional<domain::AppealDraft> m_pending;  ///< the newest, while an older one is being written
    app::Ticket m_pending_for;
    bool m_told_low = false;
};

}  // namespace ow::web
