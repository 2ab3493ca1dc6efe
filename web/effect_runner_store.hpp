#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "offline/storage/room.hpp"
#include "offline/storage/storage_port.hpp"
#include "src/domain/draft.hpp"
#include "web/effect_runner_context.hpp"

namespace ow::web {

/// Drafts, receipts and whatever else is kept in the browser's database.
class DeviceStore : public offline::StoragePort {
  public:
    using Failure = std::optional<offline::StoreFailure>;
    using Record = offline::Record;

    explicit DeviceStore(RunnerContext& context) : m_context(context) {}

    /// Drafts and receipts. \return whether the effect was one of these.
    bool run(const app::Effect& effect);
    /// Forms that are being filled in, which the first page never has. \return whether the effect was one of these.
    bool run_later(const app::Effect& effect);
    void write(const offline::Transaction& transaction, std::function<void(Failure)> done) override;
    void read(std::string_view from, const std::string& key, Answer<std::optional<std::string>> done) override;
    void list(std::string_view from, Answer<std::vector<Record>> done) override;
    void sweep_photos(const std::vector<std::string>& keep) override;
    /// Asks the browser how much room there is, and tells the core where the device is low on it, or no more.
    void check_room();
    /// What became of a picture that was to be kept, which the browser's side writes itself.
    void picture_written(std::size_t bytes, Failure failure);

    void save_draft(const app::Ticket& to, const domain::AppealDraft& draft);
    void load_draft(const app::Ticket& to, const std::string& owner);
    /// Another tab put or deleted the draft of that key.
    void draft_changed_elsewhere(std::string_view verb, const std::string& key);
    void delete_draft(const std::string& owner);
    /// Deletes the draft of that slot if it is still the one with that key: it was filed.
    void delete_filed_draft(const std::string& slot, const std::string& key);
    /// A draft that waits to be written is not written any more.
    void forget_pending(const std::string& slot);
    void load_receipt(const app::Ticket& to, const std::string& number);
    void delete_kept();

  private:
    void keep_draft(const app::Ticket& to, const app::KeepDraft& keep);
    void fetch_draft(const app::Ticket& to, const std::string& slot);
    void write_draft(const app::Ticket& to, const domain::AppealDraft& draft);
    void tell_room(offline::Room::Change low);

    RunnerContext& m_context;
    bool m_writing_draft = false;
    std::optional<domain::AppealDraft> m_pending;  ///< the newest, while an older one is being written
    app::Ticket m_pending_for;
    std::set<std::string> m_unread;  ///< slots whose draft could not be read: it may still be there
    offline::Room m_room;
    bool m_estimated_low = false;  ///< as m_room was told last
};

/// The same, as the core calls it.
[[nodiscard]] app::world::StorageFailure core_failure(offline::StoreFailure failure);

}  // namespace ow::web
