#include "offline/outbox/machine.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "src/wire/commands.hpp"

namespace ow::offline {

std::vector<std::string> local_ids(const Entry& entry) {
    std::vector<std::string> ids;
    ids.reserve(entry.stored.photos.size());
    for (const auto& photo : entry.stored.photos) {
        ids.push_back(photo.local_id);
    }
    return ids;
}

Machine::Machine(State state, domain::Instant now, double dice) : m_state(std::move(state)), m_now(now), m_dice(dice) {}

Entry* Machine::find(std::string_view id) {
    for (Entry& entry : m_state.entries) {
        if (entry.id() == id) {
            return &entry;
        }
    }
    return nullptr;
}

bool Machine::is_in_flight(const Entry& entry) const {
    return std::any_of(m_state.in_flight.begin(), m_state.in_flight.end(),
                       [&](const InFlight& request) { return request.id == entry.id(); });
}

bool Machine::is_being_replaced(std::string_view id) const {
    return std::any_of(m_state.entries.begin(), m_state.entries.end(),
                       [&](const Entry& other) { return other.replaces == id; });
}

bool Machine::is_named_by_another(const Entry& entry) const {
    return std::any_of(m_state.entries.begin(), m_state.entries.end(), [&](const Entry& other) {
        const auto& names = other.stored.command.depends_on;
        return std::find(names.begin(), names.end(), entry.id()) != names.end();
    });
}

void Machine::sort() {
    std::sort(m_state.entries.begin(), m_state.entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.stored.sequence, a.stored.command.made_at, a.id()) <
               std::tie(b.stored.sequence, b.stored.command.made_at, b.id());
    });
}

void Machine::forget(std::string_view id) {
    std::erase_if(m_state.entries, [&](const Entry& entry) { return entry.id() == id; });
}

void Machine::report(Report what) { m_instructions.emplace_back(std::move(what)); }

void Machine::save(const Entry& entry) {
    if (entry.in_store) {
        m_instructions.emplace_back(Store{entry.stored, StoreHow::update, {}});
    }
}

void Machine::take_over(const wire::StoredCommand& command) {
    Entry* entry = find(command.command.id);
    if (entry == nullptr) {
        entry = &m_state.entries.emplace_back();
    } else if (!entry->in_store || entry->answer || (is_in_flight(*entry) && !command.acknowledged)) {
        return;  // this tab knows more
    }
    const bool was_open = entry->in_store && !is_settled(m_state, *entry);
    entry->stored = command;
    entry->in_store = true;
    if (was_open && is_settled(m_state, *entry)) {
        report(ReportAcknowledged{command.command, *command.acknowledged, {}, false});
    }
}

/// Another tab, or a person in it, is done with an entry.
void Machine::gone(Entry& entry) {
    if (is_settled(m_state, entry)) {
        return;
    }
    report(ReportDiscarded{entry.id(), entry.stored.command.feature});
    entry.discarded = true;
    entry.in_store = false;
}

void Machine::on(const Restored& event) {
    std::vector<std::string_view> there(event.others.begin(), event.others.end());
    for (const auto& command : event.commands) {
        there.push_back(command.command.id);
        take_over(command);
    }
    std::sort(there.begin(), there.end());
    for (Entry& entry : m_state.entries) {
        if (entry.in_store && !entry.answer && !std::binary_search(there.begin(), there.end(), entry.id())) {
            gone(entry);
            entry.in_store = false;
        }
    }
    std::erase_if(m_state.entries, [&](const Entry& entry) {
        return !entry.in_store && !is_in_flight(entry) && (entry.discarded || entry.stored.acknowledged) &&
               !entry.answer;
    });
    sort();
    refuse_what_depends_on_nothing(there);
    forget_settled(domain::days(kept_days).ms);
}

void Machine::forget_settled(std::int64_t older_than_ms) {
    std::vector<std::string> old;
    for (const Entry& entry : m_state.entries) {
        const auto& acknowledged = entry.stored.acknowledged;
        if (acknowledged && !entry.answer && is_settled(m_state, entry) &&
            (m_now - acknowledged->at).ms >= older_than_ms && !is_named_by_another(entry)) {
            old.push_back(entry.id());
        }
    }
    for (const std::string& id : old) {
        m_instructions.emplace_back(Remove{id, {}, {}});
        forget(id);
    }
}

void Machine::on(const SeenElsewhere& event) {
    take_over(event.command);
    sort();
}

void Machine::on(const GoneElsewhere& event) {
    Entry* entry = find(event.id);
    if (entry == nullptr || entry->answer) {
        return;
    }
    if (event.essentials) {
        report(ReportAcknowledged{entry->stored.command, *event.essentials, {}, false});
    } else {
        gone(*entry);
    }
    if (!is_in_flight(*entry)) {
        forget(event.id);
    }
}

void Machine::on(const Submitted& event) {
    if (Entry* known = find(event.command.id)) {
        known->shown.reset();
        if (known->stored.acknowledged && is_settled(m_state, *known)) {
            report(ReportAcknowledged{known->stored.command, *known->stored.acknowledged, {}, true});
        }
        return;
    }
    const Entry* before = event.replaces.empty() ? nullptr : find(event.replaces);
    const bool mends = !event.replaces.empty();
    if (mends && (before == nullptr || !before->stored.refused || is_being_replaced(event.replaces))) {
        // Tried again meanwhile, or mended already: it may have arrived, and another beside it would be a second one.
        // Or thrown away in another tab, and its pictures with it.
        report(ReportDiscarded{event.command.id, event.command.feature});
        return;
    }
    m_state.paused_until.reset();  // a person waits for this one: it is tried once, whatever failed before
    std::int64_t last = 0;
    for (const Entry& entry : m_state.entries) {
        last = std::max(last, entry.stored.sequence);
    }
    Entry entry;
    entry.stored.command = event.command;
    entry.stored.command.made_at = m_now;
    entry.stored.request = wire::command_request(event.call);
    for (const auto& local_id : event.command.blobs) {
        entry.stored.photos.push_back({local_id, {}, {}, 0});
    }
    entry.stored.sequence = last + 1;
    if (before != nullptr) {
        entry.replaces = event.replaces;
    }
    const bool wants_replaced = before != nullptr && before->in_store;
    m_instructions.emplace_back(Store{entry.stored, StoreHow::first, removal_of_replaced(entry), wants_replaced});
    m_state.entries.push_back(std::move(entry));
}

/// How the device lets go of what a command replaces: pictures that it has as well stay, and what depended on the one
/// depends on the other.
std::optional<Remove> Machine::removal_of_replaced(const Entry& entry) {
    const Entry* before = entry.replaces.empty() ? nullptr : find(entry.replaces);
    if (before == nullptr) {
        return std::nullopt;
    }
    std::vector<std::string> pictures = local_ids(*before);
    const std::vector<std::string> kept = local_ids(entry);
    std::erase_if(pictures,
                  [&](const std::string& id) { return std::find(kept.begin(), kept.end(), id) != kept.end(); });
    return Remove{before->id(), std::move(pictures), change_dependents(entry.replaces, entry.id())};
}

/// The device has let go of it.
void Machine::forget_replaced(Entry& entry) {
    const std::string before = std::exchange(entry.replaces, {});
    if (!before.empty()) {
        report(ReportDiscarded{before, entry.stored.command.feature});
        forget(before);  // moves the entries about: last
    }
}

/// The device has not let go of it yet.
void Machine::remove_replaced(Entry& entry) {
    if (auto removal = removal_of_replaced(entry)) {
        m_instructions.emplace_back(std::move(*removal));
    }
    forget_replaced(entry);
}

void Machine::on(const Stored& event) {
    if (Entry* entry = find(event.id)) {
        entry->in_store = true;
        if (std::exchange(entry->outdated_in_store, false)) {
            save(*entry);
        }
        forget_replaced(*entry);
    }
}

void Machine::on(const StoreFailed& event) {
    if (Entry* entry = find(event.id)) {
        if (event.reason == StoreFailure::gone) {
            report(ReportDiscarded{event.id, entry->stored.command.feature});
            forget_replaced(*entry);
            forget(event.id);
            return;
        }
        if (entry->outdated_in_store && entry->stored.refused) {
            forget_unkept(event.id, event.reason);  // what it depended on is gone, so it could not be sent either
            return;
        }
        entry->not_stored = event.reason;
        if (!entry->replaces.empty()) {
            (void)change_dependents(entry->id(), entry->replaces);  // nothing of it was written
        }
    }
}

void Machine::report_acknowledged(Entry& entry) {
    if (std::exchange(entry.answer->told, true)) {
        return;
    }
    domain::Command command = entry.stored.command;
    command.draft = {};
    report(ReportAcknowledged{std::move(command), entry.answer->essentials, std::move(entry.answer->whole),
                              entry.answer->again, std::move(entry.answer->tree)});
}

void Machine::on(const Completed& event) {
    Entry* entry = find(event.id);
    if (entry == nullptr || !entry->answer) {
        return;
    }
    report_acknowledged(*entry);
    entry->stored = wire::acknowledged_form(entry->stored, entry->answer->essentials);
    entry->answer.reset();
    entry->in_store = true;
    entry->not_stored.reset();
    entry->discarded = false;
    entry->shown.reset();
    remove_replaced(*entry);
}

void Machine::on(const CompleteFailed& event) {
    Entry* entry = find(event.id);
    if (entry == nullptr || !entry->answer) {
        return;
    }
    // The person must see the number, stored or not.
    report_acknowledged(*entry);
    if (entry->in_store) {
        entry->next_try_at = m_now + domain::milliseconds(wait_ms(++entry->stored.attempts, m_dice, {}));
    } else {
        remove_replaced(*entry);
        release_dependents(event.id);
        forget(event.id);
    }
}

// --- surroundings ---

void Machine::on(const OnlineChanged& event) {
    m_state.online = event.online;
    if (event.online) {
        try_everything_now();
    }
}

void Machine::try_everything_now() {
    succeeded();
    for (Entry& entry : m_state.entries) {
        if (entry.next_try_at) {
            entry.next_try_at = m_now;  // finish() takes it from here, answers that wait to be stored included
        }
    }
}

void Machine::on(const LockChanged& event) { m_state.has_lock = event.held; }

void Machine::on(const EpochSeen& event) {
    if (!event.epoch.empty()) {
        m_state.epoch = event.epoch;
    }
}

void Machine::on(const AccountChanged& event) {
    m_state.account = event.account;
    if (event.account.empty()) {
        return;
    }
    for (InFlight& request : m_state.in_flight) {
        request.older_session = true;
    }
    for (Entry& entry : m_state.entries) {
        if (entry.owner().empty() || entry.owner() == event.account) {
            entry.signed_out = false;
            if (entry.stored.error && wants_sign_in(entry, *entry.stored.error)) {
                entry.stored.error.reset();
            }
        }
    }
    try_everything_now();
}

void Machine::on(const TimerFired&) { m_state.timer_at.reset(); }

// --- what a person wants ---

void Machine::on(const RetryAsked& event) {
    Entry* entry = find(event.id);
    if (entry == nullptr || is_settled(m_state, *entry) || is_in_flight(*entry) || is_being_replaced(event.id)) {
        return;
    }
    entry->stored.refused = false;
    entry->stored.attempts = 0;
    entry->stored.error.reset();
    for (auto& photo : entry->stored.photos) {
        photo.error.reset();
    }
    entry->signed_out = false;
    entry->next_try_at.reset();
    succeeded();
    save(*entry);
}

/// What depended on a command that goes: on the one that it becomes, or, where there is none, a person has to look.
std::vector<wire::StoredCommand> Machine::change_dependents(std::string_view id,
                                                            const std::optional<std::string>& new_id) {
    std::vector<wire::StoredCommand> changed;
    for (Entry& entry : m_state.entries) {
        auto& names = entry.stored.command.depends_on;
        const auto found = std::find(names.begin(), names.end(), id);
        if (found == names.end()) {
            continue;
        }
        if (new_id) {
            *found = *new_id;
        } else {
            lose_dependency(entry, id);
        }
        if (entry.in_store) {
            changed.push_back(entry.stored);
        } else {
            entry.outdated_in_store = true;
        }
    }
    return changed;
}

/// What it depended on will never be: a person has to look.
void Machine::lose_dependency(Entry& entry, std::string_view id) {
    std::erase(entry.stored.command.depends_on, id);
    entry.next_try_at.reset();
    entry.stored.refused = true;
    entry.stored.error = domain::make_error(domain::ApiErrorKind::conflict);
    entry.stored.error->code = "dependency_discarded";
}

/// What they waited for is done, and is not kept.
void Machine::release_dependents(std::string_view id) {
    for (Entry& entry : m_state.entries) {
        if (std::erase(entry.stored.command.depends_on, id) == 0) {
            continue;
        }
        entry.outdated_in_store = !entry.in_store;
        save(entry);
    }
}

/// Neither kept nor sent: the person is told, and has to look at what depended on it.
void Machine::forget_unkept(std::string_view id, StoreFailure reason) {
    const std::string gone(id);
    if (const Entry* entry = find(gone)) {
        report(ReportSubmitFailed{gone, entry->stored.command.feature, reason});
    }
    for (auto& dependent : change_dependents(gone, std::nullopt)) {
        m_instructions.emplace_back(Store{std::move(dependent), StoreHow::update, {}});
    }
    forget(gone);
}

/// What it waits for was never kept: the device had no room for it, or the tab died before. \param there sorted ids of
/// all that the device has
void Machine::refuse_what_depends_on_nothing(const std::vector<std::string_view>& there) {
    for (Entry& entry : m_state.entries) {
        if (!entry.in_store || is_settled(m_state, entry)) {
            continue;
        }
        for (const std::string& name : std::vector<std::string>(entry.stored.command.depends_on)) {
            if (find(name) == nullptr && !std::binary_search(there.begin(), there.end(), name)) {
                lose_dependency(entry, name);
                save(entry);
            }
        }
    }
}

void Machine::on(const ReopenAsked& event) {
    const Entry* entry = find(event.id);
    // Anything but a refusal may have arrived already without our knowing.
    if (entry == nullptr || !entry->stored.refused || entry->stored.command.draft.is_null() ||
        is_being_replaced(event.id)) {
        return;
    }
    const domain::Command command = entry->stored.command;
    domain::Value draft = command.draft;
    draft.set("key", event.new_id);
    ReportReopened then{event.id, command.feature, std::move(draft), entry->stored.error};
    const bool in_store = entry->in_store;
    forget(event.id);
    m_instructions.emplace_back(
        Reopen{event.id, command.draft_slot, change_dependents(event.id, event.new_id), in_store, std::move(then)});
}

void Machine::on(const DiscardAsked& event) {
    Entry* entry = find(event.id);
    if (entry == nullptr || entry->answer || entry->discarded || is_settled(m_state, *entry) ||
        is_being_replaced(event.id)) {
        return;
    }
    m_instructions.emplace_back(Remove{event.id, local_ids(*entry), change_dependents(event.id, std::nullopt)});
    report(ReportDiscarded{event.id, entry->stored.command.feature});
    const auto is_posted = [&](const InFlight& request) { return request.id == event.id && request.local_id.empty(); };
    if (std::any_of(m_state.in_flight.begin(), m_state.in_flight.end(), is_posted)) {
        // The server may have it: the answer tells.
        entry->discarded = true;
        entry->in_store = false;
        return;
    }
    // An upload is broken off.
    std::erase_if(m_state.in_flight, [&](const InFlight& request) { return request.id == event.id; });
    forget(event.id);
}

void Machine::on(const ForgetAsked&) { forget_settled(INT64_MIN); }

}  // namespace ow::offline
