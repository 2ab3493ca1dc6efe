#include "web/effect_runner_store.hpp"

#include "src/wire/stored.hpp"
#include "src/wire/value.hpp"
#include "web/bridges/common/bridge.hpp"
#include "web/bridges/storage/storage_bridge.hpp"

namespace ow::web {
namespace {

using app::world::StorageFailure;
using offline::StoreFailure;
using offline::Transaction;
namespace store = offline::store;

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

std::string text_of(const domain::Result<std::optional<std::string>, StoreFailure>& read) {
    return read.ok() ? read->value_or(std::string()) : std::string();
}

/// Where a draft is kept that another takes the place of.
std::string beside(const std::string& slot) { return std::string(aside) + slot + "/" + std::to_string(clock_now().ms); }

StoreFailure failure_of(const BridgeAnswer& answer) {
    const std::string_view error = answer.text("error");
    if (error == "full") {
        return StoreFailure::full;
    }
    if (error == "gone") {
        return StoreFailure::gone;
    }
    return error == "blocked" ? StoreFailure::blocked : StoreFailure::unavailable;
}

std::string_view verb_of(Transaction::Verb verb) {
    switch (verb) {
        case Transaction::Verb::put: return "put";
        case Transaction::Verb::require: return "require";
        case Transaction::Verb::replace: return "replace";
        case Transaction::Verb::set_aside: return "aside";
        case Transaction::Verb::remove_with: return "delete-with";
        case Transaction::Verb::remove: break;
    }
    return "delete";
}

}  // namespace

app::world::StorageFailure core_failure(offline::StoreFailure failure) {
    switch (failure) {
        case offline::StoreFailure::full: return StorageFailure::full;
        case offline::StoreFailure::blocked: return StorageFailure::blocked;
        // Nobody asks for it but the outbox, which has its own word for it.
        case offline::StoreFailure::gone:
        case offline::StoreFailure::unavailable: break;
    }
    return StorageFailure::unavailable;
}

bool DeviceStore::run(const app::Effect& effect) {
    return on<app::SaveDraft>(effect, [&](const auto& save) { save_draft(effect.from, save.draft); }) ||
           on<app::LoadDraft>(effect, [&](const auto& load) { load_draft(effect.from, load.owner); }) ||
           on<app::DeleteDraft>(effect, [&](const auto& draft) { delete_draft(draft.owner); }) ||
           on<app::LoadReceipt>(effect, [&](const auto& load) { load_receipt(effect.from, load.number); });
}

bool DeviceStore::run_later(const app::Effect& effect) {
    return on<app::KeepDraft>(effect, [&](const auto& keep) { keep_draft(effect.from, keep); }) ||
           on<app::FetchDraft>(effect, [&](const auto& fetch) { fetch_draft(effect.from, fetch.slot); });
}

void DeviceStore::keep_draft(const app::Ticket& to, const app::KeepDraft& keep) {
    Transaction transaction;
    if (m_unread.contains(keep.slot)) {
        transaction.set_aside(store::drafts, keep.slot, beside(keep.slot));
    }
    if (keep.draft.is_null()) {
        transaction.remove(store::drafts, keep.slot);
    } else {
        transaction.put(store::drafts, keep.slot, wire::canonical_text(keep.draft));
    }
    write(transaction, [this, to, slot = keep.slot](Failure failure) {
        if (failure) {
            m_context.answer(to, app::world::DraftSaveFailed{0, core_failure(*failure)});
            return;
        }
        m_unread.erase(slot);
        m_context.answer(to, app::world::DraftSaved{});
    });
}

void DeviceStore::fetch_draft(const app::Ticket& to, const std::string& slot) {
    read(store::drafts, slot, [this, to, slot](const domain::Result<std::optional<std::string>, StoreFailure>& text) {
        const std::string stored = text_of(text);
        const auto draft = wire::parse_value(stored);
        if (!text.ok() || (!stored.empty() && !draft.ok())) {
            m_unread.insert(slot);  // what is written next does not take its place
        }
        m_context.answer(to, app::world::DraftFetched{slot, draft.value_or({})});
    });
}

void DeviceStore::write(const Transaction& transaction, std::function<void(Failure)> done) {
    const std::uint32_t id = expect_answer(
        [this, load = offline::Room::load_of(transaction), done = std::move(done)](const BridgeAnswer& answer) {
            const Failure failure = answer.failed() ? Failure(failure_of(answer)) : std::nullopt;
            tell_room(m_room.wrote(load, failure));
            done(failure);
        });
    std::string text;
    const auto add = [&](std::string_view verb, std::string_view in, std::string_view key, std::string_view value) {
        for (const std::string_view part : {verb, in, key, value}) {
            text += part;
            text += '\0';
        }
    };
    for (const auto& operation : transaction.operations()) {
        if (operation.verb == Transaction::Verb::replace) {
            add("expect", operation.store, operation.key, operation.expected);
        }
        add(verb_of(operation.verb), operation.store, operation.key, operation.value);
    }
    ow_storage_write(id, text.data(), size_of(text));
}

void DeviceStore::read(std::string_view from, const std::string& key, Answer<std::optional<std::string>> done) {
    const std::uint32_t id = expect_answer([done = std::move(done)](const BridgeAnswer& answer) {
        if (answer.failed()) {
            done(domain::Failure{failure_of(answer)});
        } else {
            done(answer.flag("found") ? std::optional(answer.data) : std::nullopt);
        }
    });
    ow_storage_read(id, from.data(), size_of(from), key.data(), size_of(key));
}

void DeviceStore::list(std::string_view from, Answer<std::vector<Record>> done) {
    const std::uint32_t id = expect_answer([done = std::move(done)](const BridgeAnswer& answer) {
        if (answer.failed()) {
            done(domain::Failure{failure_of(answer)});
            return;
        }
        std::vector<Record> records;
        const auto parts = split(answer.data);
        for (std::size_t at = 0; at + 1 < parts.size(); at += 2) {
            records.emplace_back(parts[at], parts[at + 1]);
        }
        done(std::move(records));
    });
    ow_storage_list(id, from.data(), size_of(from));
}

void DeviceStore::sweep_photos(const std::vector<std::string>& keep) {
    std::string names;
    for (const std::string& name : keep) {
        names += name + '\0';
    }
    ow_storage_sweep_photos(expect_answer([](const BridgeAnswer&) {}), names.data(), size_of(names));
}

void DeviceStore::check_room() {
    ow_storage_estimate(expect_answer([this](const BridgeAnswer& answer) {
        const bool low = answer.flag("low");
        // The first page runs this, and where there is room no more than this (docs/adr/0018).
        if (low != m_estimated_low) {
            m_estimated_low = low;
            tell_room(m_room.estimated(low));
        }
    }));
}

void DeviceStore::picture_written(std::size_t bytes, Failure failure) {
    tell_room(m_room.wrote({.bytes = bytes}, failure));
}

void DeviceStore::tell_room(offline::Room::Change low) {
    if (low) {
        m_context.tell(app::world::StorageLow{*low});
    }
}

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
    const std::string slot = domain::appeal_draft_slot(draft.owner);
    Transaction transaction;
    if (m_unread.contains(slot)) {
        transaction.set_aside(store::drafts, slot, beside(slot));
    }
    transaction.put(store::drafts, slot, wire::encode_draft(draft));
    write(transaction, [this, to, slot, revision = draft.revision](Failure failure) {
        m_writing_draft = false;
        if (!failure) {
            m_unread.erase(slot);
        }
        if (failure) {
            m_context.answer(to, app::world::DraftSaveFailed{revision, core_failure(*failure)});
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

void DeviceStore::forget_pending(const std::string& slot) {
    if (m_pending && domain::appeal_draft_slot(m_pending->owner) == slot) {
        m_pending.reset();
    }
}

void DeviceStore::load_draft(const app::Ticket& to, const std::string& owner) {
    const std::string slot = domain::appeal_draft_slot(owner);
    read(store::drafts, slot,
         [this, to, owner, slot](const domain::Result<std::optional<std::string>, StoreFailure>& read) {
             if (!read.ok()) {
                 m_unread.insert(slot);  // what is written next does not take its place
             }
             const std::optional<std::string> text = read.value_or(std::nullopt);
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
             write(Transaction().put(store::drafts, beside(slot), *text), [](Failure) {});
             m_context.answer(to, app::world::DraftLoaded{owner, std::nullopt});
         });
}

void DeviceStore::draft_changed_elsewhere(std::string_view verb, const std::string& key) {
    if (m_writing_draft || key.starts_with(aside)) {
        return;  // ours is newer
    }
    if (verb == "delete") {
        m_context.tell(app::world::DraftChangedElsewhere{key == domain::appeal_draft_slot({}) ? std::string() : key,
                                                         std::nullopt});
        return;
    }
    read(store::drafts, key, [this](const domain::Result<std::optional<std::string>, StoreFailure>& text) {
        auto draft = wire::decode_draft(text_of(text));
        if (draft && !m_writing_draft) {
            const std::string owner = draft->owner;
            m_context.tell(app::world::DraftChangedElsewhere{owner, std::move(draft).value()});
        }
    });
}

void DeviceStore::delete_draft(const std::string& owner) {
    const std::string slot = domain::appeal_draft_slot(owner);
    forget_pending(slot);
    write(Transaction().remove(store::drafts, slot), [](Failure) {});
}

void DeviceStore::delete_filed_draft(const std::string& slot, const std::string& key) {
    read(store::drafts, slot, [this, slot, key](const domain::Result<std::optional<std::string>, StoreFailure>& text) {
        const auto draft = wire::parse_value(text_of(text));
        if (draft.ok() && draft->text_at("key") == key) {
            forget_pending(slot);
            write(Transaction().remove(store::drafts, slot), [](Failure) {});
        }
    });
}

void DeviceStore::delete_kept() {
    const auto forget = [this](std::string_view from, std::string_view prefix) {
        list(from, [this, from, prefix](const domain::Result<std::vector<Record>, StoreFailure>& records) {
            Transaction transaction;
            for (const auto& [key, text] : records.value_or({})) {
                if (key.starts_with(prefix)) transaction.remove(from, key);
            }
            write(transaction, [](Failure) {});
        });
    };
    forget(store::receipts, "");
    forget(store::drafts, aside);
    forget(store::drafts, app::form_drafts);
}

void DeviceStore::load_receipt(const app::Ticket& to, const std::string& number) {
    read(store::receipts, number,
         [this, to, number](const domain::Result<std::optional<std::string>, StoreFailure>& text) {
             app::world::ReceiptLoaded loaded{number, std::nullopt};
             if (auto receipt = wire::decode_receipt(text_of(text))) {
                 loaded.receipt = std::move(receipt).value();
             }
             m_context.answer(to, std::move(loaded));
         });
}

}  // namespace ow::web
