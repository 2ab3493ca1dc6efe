#include "web/effect_runner_store.hpp"

#include "src/wire/stored.hpp"
#include "web/bridges/common/bridge.hpp"
#include "web/bridges/storage/storage_bridge.hpp"

namespace ow::web {
namespace {

using app::world::StorageFailure;

/// Before the keys of drafts that could not be read.
constexpr std::string_view aside = "damaged/";

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = text.find('\0');
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return parts;
}

}  // namespace

void Operations::add(std::string_view verb, std::string_view store, std::string_view key, std::string_view value) {
    for (const std::string_view part : {verb, store, key, value}) {
        m_text += part;
        m_text += '\0';
    }
}

Operations& Operations::put(std::string_view store, std::string_view key, std::string_view value) {
    add("put", store, key, value);
    return *this;
}

Operations& Operations::remove(std::string_view store, std::string_view key) {
    add("delete", store, key, {});
    return *this;
}

bool DeviceStore::run(const app::Effect& effect) {
    return on<app::SaveDraft>(effect, [&](const auto& save) { save_draft(effect.from, save.draft); }) ||
           on<app::LoadDraft>(effect, [&](const auto& load) { load_draft(effect.from, load.owner); }) ||
           on<app::DeleteDraft>(effect, [&](const auto& draft) { delete_draft(draft.owner); }) ||
           on<app::DeleteKept>(effect, [&](const auto&) { delete_kept(); }) ||
           on<app::LoadReceipt>(effect, [&](const auto& load) { load_receipt(effect.from, load.number); });
}

void DeviceStore::write(const Operations& operations, std::function<void(Failure)> done) {
    const std::uint32_t id = expect_answer([done = std::move(done)](const BridgeAnswer& answer) {
        if (!answer.failed()) {
            done(std::nullopt);
            return;
        }
        done(domain::from_code<StorageFailure>(answer.text("error")).value_or(StorageFailure::unavailable));
    });
    ow_storage_write(id, operations.text().data(), size_of(operations.text()));
}

void DeviceStore::read(std::string_view store, std::string_view key,
                       std::function<void(std::optional<std::string>)> done) {
    const std::uint32_t id = expect_answer([done = std::move(done)](const BridgeAnswer& answer) {
        done(!answer.failed() && answer.flag("found") ? std::optional(answer.data) : std::nullopt);
    });
    ow_storage_read(id, store.data(), size_of(store), key.data(), size_of(key));
}

void DeviceStore::list(std::string_view store, std::function<void(std::vector<Record>)> done) {
    const std::uint32_t id = expect_answer([done = std::move(done)](const BridgeAnswer& answer) {
        std::vector<Record> records;
        const auto parts = split(answer.failed() ? std::string_view() : answer.data);
        for (std::size_t at = 0; at + 1 < parts.size(); at += 2) {
            records.emplace_back(parts[at], parts[at + 1]);
        }
        done(std::move(records));
    });
    ow_storage_list(id, store.data(), size_of(store));
}

void DeviceStore::sweep_photos(std::vector<std::string> keep) {
    list("drafts", [keep = std::move(keep)](const std::vector<Record>& drafts) {
        std::string names;
        for (const std::string& name : keep) {
            names += name + '\0';
        }
        for (const auto& [key, text] : drafts) {
            const auto draft = wire::decode_draft(text);
            if (!draft) {
                return;  // it may refer to any photo
            }
            for (const auto& photo : draft->photos) {
                names += photo.local_id + '\0';
            }
        }
        ow_storage_sweep_photos(expect_answer([](const BridgeAnswer&) {}), names.data(), size_of(names));
    });
}

void DeviceStore::check_room() {
    ow_storage_estimate(expect_answer([this](const BridgeAnswer& answer) {
        const bool low = answer.flag("low");
        if (low && !m_told_low) {
            m_context.tell(app::world::StorageLow{});
        }
        m_told_low = low;
    }));
}

std::string DeviceStore::draft_key(const std::string& owner) { return owner.empty() ? std::string("nobody") : owner; }

void DeviceStore::save_draft(const app::Ticket& to, const domain::AppealDraft& draft) {
    if (m_writing_draft) {
        // Writing is quick, typing is quicker: only the newest is written next.
        m_pending = draft;
        m_pending_for = to;
        return;
    }
    write_draft(to, draft);
}

void DeviceStore::write_draft(const app::Ticket& to, const domain::AppealDraft& draft) {
    m_writing_draft = true;
    write(Operations().put("drafts", draft_key(draft.owner), wire::encode_draft(draft)),
          [this, to, revision = draft.revision](Failure failure) {
              m_writing_draft = false;
              if (failure) {
                  m_context.answer(to, app::world::DraftSaveFailed{revision, *failure});
              } else {
                  m_context.answer(to, app::world::DraftSaved{revision});
              }
              // The dispatch may have saved a newer one already.
              if (m_pending && !m_writing_draft) {
                  const domain::AppealDraft next = std::move(*m_pending);
                  m_pending.reset();
                  write_draft(m_pending_for, next);
              }
          });
}

void DeviceStore::forget_pending(const std::string& owner) {
    if (m_pending && m_pending->owner == owner) {
        m_pending.reset();
    }
}

void DeviceStore::load_draft(const app::Ticket& to, const std::string& owner) {
    read("drafts", draft_key(owner), [this, to, owner](std::optional<std::string> text) {
        if (!text) {
            m_context.answer(to, app::world::DraftLoaded{owner, std::nullopt});
            return;
        }
        auto draft = wire::decode_draft(*text);
        if (draft) {
            m_context.answer(to, app::world::DraftLoaded{owner, std::move(draft).value()});
            return;
        }
        // Damaged, or of another version: kept beside, because the next draft takes its place.
        const std::string beside = std::string(aside) + draft_key(owner) + "/" + std::to_string(clock_now().ms);
        write(Operations().put("drafts", beside, *text), [](Failure) {});
        m_context.answer(to, app::world::DraftLoaded{owner, std::nullopt});
    });
}

void DeviceStore::draft_changed_elsewhere(std::string_view verb, const std::string& key) {
    if (m_writing_draft || key.starts_with(aside)) {
        return;  // ours is newer
    }
    if (verb == "delete") {
        m_context.tell(app::world::DraftChangedElsewhere{key == draft_key({}) ? std::string() : key, std::nullopt});
        return;
    }
    read("drafts", key, [this](std::optional<std::string> text) {
        auto draft = wire::decode_draft(text.value_or(std::string()));
        if (draft && !m_writing_draft) {
            const std::string owner = draft->owner;
            m_context.tell(app::world::DraftChangedElsewhere{owner, std::move(draft).value()});
        }
    });
}

void DeviceStore::delete_draft(const std::string& owner) {
    forget_pending(owner);
    write(Operations().remove("drafts", draft_key(owner)), [](Failure) {});
}

void DeviceStore::delete_filed_draft(const std::string& owner, const std::string& key) {
    read("drafts", draft_key(owner), [this, owner, key](std::optional<std::string> text) {
        const auto draft = wire::decode_draft(text.value_or(std::string()));
        if (draft && draft->key == key) {
            delete_draft(owner);
        }
    });
}

void DeviceStore::delete_kept() {
    const auto forget = [this](std::string store, std::string_view prefix) {
        list(store, [this, store, prefix](const std::vector<Record>& records) {
            Operations operations;
            for (const auto& [key, text] : records) {
                if (key.starts_with(prefix)) operations.remove(store, key);
            }
            write(operations, [](Failure) {});
        });
    };
    forget("receipts", "");
    forget("drafts", aside);
}

void DeviceStore::load_receipt(const app::Ticket& to, const std::string& number) {
    read("receipts", number, [this, to, number](std::optional<std::string> text) {
        app::world::ReceiptLoaded loaded{number, std::nullopt};
        if (auto receipt = wire::decode_receipt(text.value_or(std::string()))) {
            loaded.receipt = std::move(receipt).value();
        }
        m_context.answer(to, std::move(loaded));
    });
}

}  // namespace ow::web
