#include <algorithm>
#include <utility>

#include "offline/outbox/machine.hpp"
#include "src/wire/commands.hpp"

// What is sent next, and when; what is told.
namespace ow::offline {
namespace {

/// The key of an upload: the local id, with its last digit turned for every time the server lost the picture, so
/// that the server does not repeat the answer that names the lost one.
std::string upload_key(const wire::StoredPhoto& photo) {
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string key = photo.local_id;
    const std::size_t digit = key.empty() ? hex.npos : hex.find(key.back());
    if (photo.round > 0 && digit != hex.npos) {
        key.back() = hex[(digit + static_cast<std::size_t>(photo.round)) % hex.size()];
    }
    return key;
}

/// Whether the server that answers now has said that it has it; stored here or not.
bool is_known_to_server(const State& state, const Entry& entry) {
    const domain::Acknowledgement* said = entry.stored.acknowledged ? &*entry.stored.acknowledged : nullptr;
    if (entry.answer) {
        said = &entry.answer->essentials;
    }
    return said != nullptr && (state.epoch.empty() || said->epoch.empty() || said->epoch == state.epoch);
}

}  // namespace

bool Machine::is_due(const std::optional<domain::Instant>& at) const {
    // A time further off than any wait is a clock that was set back meanwhile.
    return !at || *at <= m_now || *at > m_now + domain::milliseconds(2 * longest_asked_wait_ms);
}

bool Machine::is_sendable(const Entry& entry) const {
    return m_state.online && is_own(m_state, entry) && (entry.in_store || entry.not_stored) && !entry.stored.refused &&
           !entry.signed_out && !entry.discarded && !is_settled(m_state, entry);
}

bool Machine::waits_for_named(const Entry& entry) {
    const auto& names = entry.stored.command.depends_on;
    return std::any_of(names.begin(), names.end(), [&](const std::string& id) {
        const Entry* other = find(id);
        return other == nullptr || !is_known_to_server(m_state, *other);
    });
}

/// Commands about one case keep their order; what cannot go on by itself does not hold up those behind it.
bool Machine::waits_for_others(const Entry& entry) {
    const domain::Command& command = entry.stored.command;
    if (waits_for_named(entry)) {
        return true;
    }
    if (command.subject.empty()) {
        return false;
    }
    for (const Entry& other : m_state.entries) {
        if (&other == &entry) {
            break;
        }
        if (other.stored.command.subject == command.subject && other.owner() == command.owner && is_sendable(other) &&
            !waits_for_named(other)) {
            return true;
        }
    }
    return false;
}

bool Machine::may_send(const Entry& entry) {
    return (m_state.has_lock || !entry.in_store) && is_sendable(entry) && is_due(entry.next_try_at) &&
           !waits_for_others(entry);
}

void Machine::send(Entry& entry) {
    for (const auto& photo : entry.stored.photos) {
        if (photo.attachment_id.empty() && !photo.error) {
            m_state.in_flight.push_back({entry.id(), photo.local_id, entry.stored.command.subject});
            const bool begun = entry.place_of == photo.local_id;
            m_instructions.emplace_back(
                Upload{entry.id(), photo.local_id, upload_key(photo), begun ? entry.place : wire::UploadPlace{}});
            return;
        }
    }
    for (const auto& photo : entry.stored.photos) {
        if (photo.error) {
            refuse(entry, *photo.error);
            return;
        }
    }
    m_state.in_flight.push_back({entry.id(), {}, entry.stored.command.subject});
    m_instructions.emplace_back(Post{entry.id(), wire::request_with_pictures(entry.stored)});
}

void Machine::send_next() {
    if (m_state.paused_until && is_due(m_state.paused_until)) {
        m_state.paused_until.reset();
    }
    for (Entry& entry : m_state.entries) {
        if (entry.next_try_at && is_due(entry.next_try_at)) {
            entry.next_try_at.reset();
            if (entry.answer) {
                acknowledge(entry);
            }
        }
    }
    if (m_state.paused_until) {
        return;
    }
    for (Entry& entry : m_state.entries) {
        if (m_state.in_flight.size() >= lanes) {
            return;
        }
        const bool has_lane =
            std::none_of(m_state.in_flight.begin(), m_state.in_flight.end(),
                         [&](const InFlight& request) { return request.subject == entry.stored.command.subject; });
        if (has_lane && may_send(entry)) {
            send(entry);
        }
    }
}

void Machine::drop_what_cannot_be_kept() {
    const auto stuck = [&](const Entry& entry) {
        return entry.not_stored && !is_in_flight(entry) && !entry.answer && !entry.stored.refused &&
               (m_state.paused_until || !may_send(entry));
    };
    std::vector<std::pair<std::string, StoreFailure>> dropped;
    for (const Entry& entry : m_state.entries) {
        if (stuck(entry)) {
            dropped.emplace_back(entry.id(), *entry.not_stored);
        }
    }
    for (const auto& [id, reason] : dropped) {
        forget_unkept(id, reason);
    }
}

std::optional<domain::Instant> Machine::next_chance(const Entry& entry) const {
    if (entry.answer) {
        return entry.next_try_at;
    }
    if ((entry.in_store && !m_state.has_lock) || !is_sendable(entry)) {
        return std::nullopt;
    }
    return std::max(entry.next_try_at, m_state.paused_until);
}

void Machine::ask_for_lock() {
    const bool wanted =
        !m_state.has_lock && std::any_of(m_state.entries.begin(), m_state.entries.end(),
                                         [&](const Entry& entry) { return entry.in_store && is_sendable(entry); });
    if (!wanted) {
        m_state.lock_asked_at.reset();
    } else if (!m_state.lock_asked_at || *m_state.lock_asked_at > m_now ||
               (m_now - *m_state.lock_asked_at).ms >= lock_patience_ms) {
        m_state.lock_asked_at = m_now;
        m_instructions.emplace_back(AskForLock{});
    }
}

void Machine::set_timer() {
    std::optional<domain::Instant> next;
    const auto consider = [&](const std::optional<domain::Instant>& chance) {
        if (chance && (!next || *chance < *next)) {
            next = chance;
        }
    };
    for (const Entry& entry : m_state.entries) {
        consider(next_chance(entry));
    }
    if (m_state.lock_asked_at) {
        consider(*m_state.lock_asked_at + domain::milliseconds(lock_patience_ms));
    }
    if (next && next != m_state.timer_at) {
        m_state.timer_at = next;
        m_instructions.emplace_back(StartTimer{std::max<std::int64_t>((*next - m_now).ms, 0)});
    }
}

void Machine::report_changes() {
    for (Entry& entry : m_state.entries) {
        if (is_settled(m_state, entry) || entry.discarded) {
            continue;  // the acknowledgement is the report
        }
        if (!entry.in_store && !entry.stored.refused) {
            continue;  // not kept yet: the form keeps its words until it is told that they are safe
        }
        const Entry::Shown shown = shown_of(m_state, entry);
        if (entry.shown != shown) {
            entry.shown = shown;
            report(ReportChanged{status_of(m_state, entry)});
        }
    }
}

Outcome Machine::finish() {
    send_next();
    drop_what_cannot_be_kept();
    ask_for_lock();
    set_timer();
    report_changes();
    return {std::move(m_state), std::move(m_instructions)};
}

}  // namespace ow::offline
