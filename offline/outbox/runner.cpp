#include "offline/outbox/runner.hpp"

#include <algorithm>
#include <utility>

#include "src/wire/stored.hpp"
#include "src/wire/value.hpp"

namespace ow::offline {
namespace {

constexpr std::int64_t first_reread_ms = 1'000;
/// No timer wakes more than once a minute for long.
constexpr std::int64_t longest_reread_ms = 60'000;

/// The names of all pictures that a draft refers to, whatever its form.
void collect_pictures(const domain::Value& draft, std::vector<std::string>& names) {
    if (const auto* items = draft.as_list()) {
        for (const domain::Value& item : *items) {
            collect_pictures(item, names);
        }
    } else if (const auto* members = draft.as_object()) {
        for (const auto& [name, value] : *members) {
            const std::string* text = name == "local_id" ? value.as_text() : nullptr;
            if (text != nullptr) {
                names.push_back(*text);
            } else {
                collect_pictures(value, names);
            }
        }
    }
}

}  // namespace

// --- reading ---

void Runner::start(std::function<void()> ready) {
    m_ready = std::move(ready);
    refresh();
}

void Runner::refresh() {
    if (std::exchange(m_reading, true)) {
        return;
    }
    m_storage.list(store::outbox, [this](const domain::Result<std::vector<Record>, StoreFailure>& records) {
        m_reading = false;
        if (records.ok()) {
            take_records(*records);
        } else {
            read_failed();
        }
        if (const auto ready = std::exchange(m_ready, nullptr)) {
            ready();
        }
    });
}

void Runner::take_records(const std::vector<Record>& records) {
    Restored restored;
    m_failed_reads = 0;
    m_unreadable.clear();
    for (const auto& [key, text] : records) {
        if (m_writing.contains(key)) {
            restored.others.push_back(key);  // what this tab is writing is newer
            m_changed_meanwhile.insert(key);
            continue;
        }
        auto command = wire::decode_command(text);
        if (is_being_removed(key, command)) {
            continue;
        }
        m_known[key] = text;
        if (command.ok()) {
            restored.commands.push_back(std::move(command).value());
        } else {
            m_unreadable.push_back(key);
            restored.others.push_back(key);
        }
    }
    set_health();
    feed(std::move(restored));
    sweep_once();
}

/// Whether a person threw it away and the device has refused to delete it so far: what is read of it is not taken in
/// again. What another tab has brought to its end meanwhile stays.
bool Runner::is_being_removed(const std::string& id, const wire::Decoded<wire::StoredCommand>& stored) {
    const auto removal =
        std::find_if(m_not_removed.begin(), m_not_removed.end(), [&](const Remove& each) { return each.id == id; });
    if (removal == m_not_removed.end()) {
        return false;
    }
    if (stored.ok() && stored->acknowledged) {
        m_not_removed.erase(removal);
        return false;
    }
    return true;
}

void Runner::read_failed() {
    look_again_later();
    ++m_failed_reads;
    set_health();
}

void Runner::look_again_later() {
    std::int64_t wait = first_reread_ms;
    for (int i = 0; i < m_failed_reads && wait < longest_reread_ms; ++i) {
        wait *= 2;
    }
    m_surroundings.start_timer(Alarm::read, std::min(wait, longest_reread_ms), [this] {
        for (const Remove& each : std::exchange(m_not_removed, {})) {
            remove_stored(each);
        }
        refresh();
    });
}

void Runner::set_health() {
    const domain::OutboxHealth health{m_failed_reads > 0, static_cast<int>(m_unreadable.size())};
    if (health != m_health) {
        m_health = health;
        if (m_reporting) {
            m_reports.health_changed(m_health);
        }
    }
}

std::vector<Record> Runner::unreadable() const {
    std::vector<Record> records;
    for (const std::string& key : m_unreadable) {
        records.emplace_back(key, m_known.at(key));
    }
    return records;
}

void Runner::sweep_once() {
    if (m_swept || !m_unreadable.empty()) {
        return;  // what cannot be read may refer to any picture
    }
    m_storage.list(store::drafts, [this](const domain::Result<std::vector<Record>, StoreFailure>& drafts) {
        if (!drafts.ok() || m_swept || m_failed_reads > 0 || !m_unreadable.empty()) {
            return;
        }
        std::vector<std::string> keep;
        for (const auto& [key, text] : *drafts) {
            const auto draft = wire::parse_value(text);
            if (!draft.ok()) {
                return;
            }
            collect_pictures(*draft, keep);
        }
        for (const Entry& entry : m_state.entries) {
            for (const auto& photo : entry.stored.photos) {
                keep.push_back(photo.local_id);
            }
        }
        m_swept = true;
        m_storage.sweep_photos(keep);
    });
}

void Runner::put_elsewhere(const std::string& id) {
    m_storage.read(store::outbox, id, [this, id](const domain::Result<std::optional<std::string>, StoreFailure>& text) {
        if (!text.ok()) {
            read_failed();
            return;
        }
        if (!*text) {
            return;  // gone again, which is told as well
        }
        if (m_writing.contains(id)) {
            m_changed_meanwhile.insert(id);
            return;
        }
        auto command = wire::decode_command(**text);
        if (is_being_removed(id, command)) {
            return;
        }
        m_known[id] = **text;
        if (!command.ok()) {
            refresh();
            return;
        }
        const std::vector<std::string> names = command->command.depends_on;
        feed(SeenElsewhere{std::move(command).value()});
        if (!std::all_of(names.begin(), names.end(), [this](const std::string& name) { return knows(name); })) {
            refresh();  // only all that there is tells whether what it depends on is gone
        }
    });
}

bool Runner::knows(const std::string& id) const {
    return std::any_of(m_state.entries.begin(), m_state.entries.end(),
                       [&](const Entry& entry) { return entry.id() == id; });
}

void Runner::removed_elsewhere(const std::string& id) {
    // A tab of an older program stores the receipt and deletes the filing. Each filing is looked for once, which is
    // when its tab is closed for good or updated.
    m_storage.list(store::receipts, [this, id](const domain::Result<std::vector<Record>, StoreFailure>& receipts) {
        GoneElsewhere gone{id, std::nullopt};
        for (const auto& [number, text] : receipts.value_or({})) {
            const auto receipt = wire::decode_receipt(text);
            if (receipt.ok() && receipt->filing_key == id) {
                gone.essentials = domain::Acknowledgement{m_surroundings.now(), {}, number, receipt->query_code, 0};
            }
        }
        std::erase(m_unreadable, id);
        m_known.erase(id);
        set_health();
        feed(std::move(gone));
    });
}

// --- stepping ---

void Runner::feed(EventBody what) {
    m_events.push_back(std::move(what));
    if (std::exchange(m_stepping, true)) {
        return;  // a report led to this; it waits its turn
    }
    while (!m_events.empty()) {
        EventBody next = std::move(m_events.front());
        m_events.pop_front();
        step(std::move(next));
    }
    m_stepping = false;
}

void Runner::step(EventBody what) {
    Outcome outcome =
        offline::step(std::move(m_state), Event{m_surroundings.now(), m_surroundings.dice(), std::move(what)});
    m_state = std::move(outcome.state);
    for (const Instruction& instruction : outcome.instructions) {
        std::visit([this](const auto& which) { run(which); }, instruction);
    }
}

// --- storage ---

void Runner::write(Transaction transaction, std::vector<std::string> ids,
                   std::function<void(std::optional<StoreFailure>)> done) {
    for (const std::string& id : ids) {
        ++m_writing[id];
    }
    m_storage.write(transaction, [this, ids = std::move(ids), done = std::move(done)](auto failure) {
        written(ids);
        done(failure);
    });
}

void Runner::written(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        const auto count = m_writing.find(id);
        if (--count->second == 0) {
            m_writing.erase(count);
            if (m_changed_meanwhile.erase(id) > 0) {
                put_elsewhere(id);
            }
        }
    }
}

void Runner::put(Transaction& transaction, const wire::StoredCommand& command) {
    std::string& text = m_known[command.command.id];
    text = wire::encode_command(command);
    transaction.put(store::outbox, command.command.id, text);
}

/// What is known to be there is put anew. Where another tab has come further, or has taken it away, this tab is told of
/// that and writes nothing over it.
void Runner::put_again(Transaction& transaction, const wire::StoredCommand& command) {
    std::string& known = m_known[command.command.id];
    std::string text = wire::encode_command(command);
    transaction.replace(store::outbox, command.command.id, std::exchange(known, text), text);
}

void Runner::run(const Store& command) {
    const domain::Command& what = command.command.command;
    Transaction transaction;
    if (command.how == StoreHow::update) {
        put_again(transaction, command.command);
        write(std::move(transaction), {what.id}, [this](std::optional<StoreFailure> failure) {
            if (failure) {
                look_again_later();  // what is there is not what was meant to be
            }
        });
        return;
    }
    if (command.wants_replaced) {
        transaction.require(store::outbox, command.replaced->id);
    }
    put(transaction, command.command);
    if (!what.draft_slot.empty()) {
        m_reports.draft_taken(what.draft_slot);
        transaction.remove(store::drafts, what.draft_slot);
    }
    std::vector<std::string> ids{what.id};
    if (command.replaced) {
        add_removal(transaction, *command.replaced, ids);
    }
    const bool changes_others = ids.size() > 1;
    write(std::move(transaction), std::move(ids),
          [this, id = what.id, changes_others](std::optional<StoreFailure> failure) {
              if (failure) {
                  if (changes_others) {
                      look_again_later();  // what is there is not what was meant to be
                  }
                  feed(StoreFailed{id, *failure});
              } else {
                  feed(Stored{id});
              }
          });
}

void Runner::run(const Complete& command) {
    Transaction transaction;
    put(transaction, command.command);
    for (const std::string& local_id : command.local_ids) {
        transaction.remove(store::photos, local_id);
    }
    if (command.receipt) {
        transaction.put(store::receipts, command.receipt->detail.summary.number,
                        wire::encode_receipt(*command.receipt));
    }
    const std::string& id = command.command.command.id;
    write(std::move(transaction), {id}, [this, id](std::optional<StoreFailure> failure) {
        if (failure) {
            feed(CompleteFailed{id});
        } else {
            feed(Completed{id});
        }
    });
}

void Runner::run(const Reopen& command) {
    Transaction transaction;
    if (command.wants_command) {
        transaction.require(store::outbox, command.id);
    }
    transaction.remove(store::outbox, command.id);
    std::vector<std::string> ids{command.id};
    if (!command.draft_slot.empty()) {
        m_reports.draft_taken(command.draft_slot);
        transaction.put(store::drafts, command.draft_slot, wire::canonical_text(command.then.draft));
    }
    for (const auto& dependent : command.dependents) {
        put_again(transaction, dependent);
        ids.push_back(dependent.command.id);
    }
    write(std::move(transaction), std::move(ids), [this, then = command.then](std::optional<StoreFailure> failure) {
        if (failure) {
            look_again_later();
        }
        if (failure == StoreFailure::gone) {
            m_reports.report(ReportDiscarded{then.id, then.feature});
        } else {
            m_reports.report(then);
        }
    });
}

void Runner::run(const Remove& command) {
    for (const std::string& local_id : command.local_ids) {
        m_network.cancel_upload(local_id);
    }
    remove_stored(command);
}

void Runner::add_removal(Transaction& transaction, const Remove& command, std::vector<std::string>& ids) {
    for (const std::string& local_id : command.local_ids) {
        transaction.remove_with(command.id, store::photos, local_id);
    }
    transaction.remove(store::outbox, command.id);
    ids.push_back(command.id);
    for (const auto& dependent : command.dependents) {
        put_again(transaction, dependent);
        ids.push_back(dependent.command.id);
    }
}

void Runner::remove_stored(const Remove& command) {
    Transaction transaction;
    std::vector<std::string> ids;
    add_removal(transaction, command, ids);
    write(std::move(transaction), std::move(ids), [this, command](std::optional<StoreFailure> failure) {
        if (failure) {
            m_not_removed.push_back(command);
            look_again_later();
        }
    });
}

// --- network and time ---

void Runner::run(const Upload& command) {
    m_network.upload(command.local_id, command.idempotency_key, command.place,
                     [this, id = command.id, local_id = command.local_id](
                         const domain::Result<wire::UploadStep, domain::ApiError>& step, bool missing) {
                         if (!step.ok()) {
                             feed(UploadFailed{id, local_id, step.error(), missing});
                         } else if (step->attachment_id.empty()) {
                             feed(PartUploaded{id, local_id, step->place});
                         } else {
                             feed(Uploaded{id, local_id, step->attachment_id});
                         }
                     });
}

void Runner::run(const Post& command) {
    m_network.post(command.request, command.id,
                   [this, id = command.id](domain::Result<wire::CommandAnswer, domain::ApiError> answer) {
                       if (answer.ok()) {
                           feed(EpochSeen{answer->essentials.epoch});
                           feed(Posted{id, answer->essentials, std::move(answer->whole), std::move(answer->tree)});
                       } else {
                           feed(PostFailed{id, answer.error()});
                       }
                   });
}

void Runner::run(const StartTimer& command) {
    m_surroundings.start_timer(Alarm::send, command.delay_ms, [this] { feed(TimerFired{}); });
}

void Runner::run(const AskForLock&) { m_surroundings.ask_for_lock(); }

void Runner::run(const Report& report) {
    if (m_reporting) {
        m_reports.report(report);
    }
}

}  // namespace ow::offline
