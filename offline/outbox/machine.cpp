#include "offline/outbox/machine.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

namespace ow::offline {
namespace {

using domain::ApiError;
using domain::ApiErrorKind;

bool wants_sign_in(const ApiError& error) {
    return error.kind == ApiErrorKind::unauthenticated || error.kind == ApiErrorKind::forbidden;
}

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

std::vector<std::string> local_ids(const Entry& entry) {
    std::vector<std::string> ids;
    ids.reserve(entry.stored.photos.size());
    for (const auto& photo : entry.stored.photos) {
        ids.push_back(photo.local_id);
    }
    return ids;
}

/// The position in "attachments.<position>", or nullopt.
std::optional<std::size_t> picture_position(std::string_view path) {
    constexpr std::string_view prefix = "attachments.";
    std::size_t position = 0;
    if (!path.starts_with(prefix)) {
        return std::nullopt;
    }
    path.remove_prefix(prefix.size());
    const auto parsed = std::from_chars(path.data(), path.data() + path.size(), position);
    return parsed.ec == std::errc() && parsed.ptr == path.data() + path.size() ? std::optional(position) : std::nullopt;
}

domain::FieldCode field_code(const ApiError& error, bool missing) {
    if (missing) {
        return domain::FieldCode::unknown;
    }
    return error.kind == ApiErrorKind::too_large ? domain::FieldCode::too_large : domain::FieldCode::format;
}

}  // namespace

Machine::Machine(State state, domain::Instant now, double dice) : m_state(std::move(state)), m_now(now), m_dice(dice) {}

Entry* Machine::find(std::string_view key) {
    for (Entry& entry : m_state.entries) {
        if (entry.key() == key) {
            return &entry;
        }
    }
    return nullptr;
}

bool Machine::is_due(const std::optional<domain::Instant>& at) const {
    // A time further off than any wait is a clock that was set back meanwhile.
    return !at || *at <= m_now || *at > m_now + domain::milliseconds(2 * longest_asked_wait_ms);
}

void Machine::sort() {
    std::sort(m_state.entries.begin(), m_state.entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.stored.sequence, a.stored.queued_at, a.key()) <
               std::tie(b.stored.sequence, b.stored.queued_at, b.key());
    });
}

void Machine::forget(std::string_view key) {
    std::erase_if(m_state.entries, [&](const Entry& entry) { return entry.key() == key; });
}

void Machine::save(const Entry& entry) {
    if (entry.in_store) {
        m_commands.emplace_back(Store{entry.stored, StoreHow::update});
    }
}

void Machine::take_over(const wire::StoredFiling& filing) {
    Entry* entry = find(filing.draft.key);
    if (entry == nullptr) {
        entry = &m_state.entries.emplace_back();
    } else if (!entry->in_store || entry->receipt ||
               (m_state.in_flight && m_state.in_flight->key == filing.draft.key)) {
        return;  // this tab knows more
    }
    entry->stored = filing;
    entry->in_store = true;
}

// --- storage ---

void Machine::on(const Restored& event) {
    for (const auto& filing : event.filings) {
        take_over(filing);
    }
    sort();
}

void Machine::on(const SeenElsewhere& event) {
    take_over(event.filing);
    sort();
}

void Machine::on(const GoneElsewhere& event) {
    const Entry* entry = find(event.key);
    if (entry == nullptr) {
        return;
    }
    if (event.receipt) {
        m_commands.emplace_back(ReportAcknowledged{*event.receipt, entry->owner()});
    } else {
        m_commands.emplace_back(ReportDiscarded{event.key});
    }
    forget(event.key);
}

void Machine::on(const Submitted& event) {
    if (Entry* known = find(event.draft.key)) {
        known->shown.reset();
        return;
    }
    std::int64_t last = 0;
    for (const Entry& entry : m_state.entries) {
        last = std::max(last, entry.stored.sequence);
    }
    Entry entry;
    entry.stored.draft = event.draft;
    entry.stored.filing = event.filing;
    entry.stored.filing.attachments.clear();
    for (const auto& photo : event.draft.photos) {
        entry.stored.photos.push_back({photo.local_id, {}, {}, 0});
    }
    entry.stored.sequence = last + 1;
    entry.stored.queued_at = m_now;
    m_commands.emplace_back(Store{entry.stored, StoreHow::first});
    m_state.entries.push_back(std::move(entry));
}

void Machine::on(const Stored& event) {
    if (Entry* entry = find(event.key)) {
        entry->in_store = true;
    }
}

void Machine::on(const StoreFailed& event) {
    if (Entry* entry = find(event.key)) {
        entry->not_stored = event.reason;
    }
}

void Machine::on(const Completed& event) {
    const Entry* entry = find(event.key);
    if (entry == nullptr) {
        return;
    }
    if (!entry->told && entry->receipt) {
        m_commands.emplace_back(ReportAcknowledged{*entry->receipt, entry->owner()});
    }
    forget(event.key);
}

void Machine::on(const CompleteFailed& event) {
    Entry* entry = find(event.key);
    if (entry == nullptr || !entry->receipt) {
        return;
    }
    // The person must see the number, stored or not.
    if (!entry->told) {
        m_commands.emplace_back(ReportAcknowledged{*entry->receipt, entry->owner()});
        entry->told = true;
    }
    if (entry->in_store) {
        entry->next_try_at = m_now + domain::milliseconds(wait_ms(++entry->stored.attempts, m_dice, {}));
    } else {
        forget(event.key);
    }
}

// --- network ---

void Machine::landed(std::string_view key, std::string_view local_id) {
    if (m_state.in_flight && m_state.in_flight->key == key && m_state.in_flight->local_id == local_id) {
        m_state.in_flight.reset();
    }
}

void Machine::succeeded() {
    m_state.failures_in_a_row = 0;
    m_state.paused_until.reset();
}

void Machine::failed(Entry& entry, const ApiError& error) {
    entry.stored.error = error;
    entry.next_try_at =
        m_now + domain::milliseconds(wait_ms(++entry.stored.attempts, m_dice, error.retry_after_seconds));
    // One failure may be this filing's own; two in a row are the network's or the server's.
    if (++m_state.failures_in_a_row >= 2) {
        m_state.paused_until =
            m_now + domain::milliseconds(wait_ms(m_state.failures_in_a_row - 1, m_dice, error.retry_after_seconds));
    }
    save(entry);
}

void Machine::refuse(Entry& entry, ApiError error) {
    entry.stored.refused = true;
    entry.stored.error = std::move(error);
    entry.next_try_at.reset();
    succeeded();
    save(entry);
}

void Machine::picture_failed(Entry& entry, wire::StoredPhoto& photo, ApiError error, bool missing) {
    const auto position = static_cast<std::size_t>(&photo - entry.stored.photos.data());
    error.fields = {{"attachments." + std::to_string(position), field_code(error, missing), {}, {}, {}}};
    photo.error = std::move(error);
    succeeded();
    save(entry);
}

void Machine::on(const Uploaded& event) {
    landed(event.key, event.local_id);
    succeeded();
    Entry* entry = find(event.key);
    if (entry == nullptr) {
        return;
    }
    for (auto& photo : entry->stored.photos) {
        if (photo.local_id == event.local_id) {
            photo.attachment_id = event.attachment_id;
            photo.error.reset();
        }
    }
    entry->stored.attempts = 0;
    entry->stored.error.reset();
    entry->next_try_at.reset();
    save(*entry);
}

void Machine::on(const UploadFailed& event) {
    landed(event.key, event.local_id);
    Entry* entry = find(event.key);
    if (entry == nullptr) {
        return;
    }
    if (wants_sign_in(event.error)) {
        on_sign_in_wanted(*entry, event.error);
        return;
    }
    for (auto& photo : entry->stored.photos) {
        if (photo.local_id != event.local_id) {
            continue;
        }
        if (event.missing || !may_succeed_later(event.error)) {
            picture_failed(*entry, photo, event.error, event.missing);
        } else {
            failed(*entry, event.error);
        }
    }
}

void Machine::on_sign_in_wanted(Entry& entry, const ApiError& error) {
    entry.signed_out = true;
    entry.stored.error = error;
    if (error.kind == ApiErrorKind::unauthenticated) {
        m_state.account = std::string();
    }
    succeeded();
    save(entry);
}

void Machine::acknowledge(Entry& entry) {
    entry.next_try_at.reset();
    m_commands.emplace_back(Complete{entry.key(), *entry.receipt, local_ids(entry)});
}

void Machine::on(const Posted& event) {
    landed(event.key, {});
    succeeded();
    domain::Receipt receipt{event.key, event.filed.detail, event.filed.query_code};
    Entry* entry = find(event.key);
    if (entry == nullptr) {
        // Thrown away while it was on its way: the server has it, so the person gets the number.
        m_commands.emplace_back(Complete{event.key, receipt, {}});
        m_commands.emplace_back(ReportAcknowledged{std::move(receipt), m_state.account.value_or(std::string())});
        return;
    }
    if (!entry->receipt) {
        entry->receipt = std::move(receipt);
        entry->stored.error.reset();
        acknowledge(*entry);
    }
}

bool Machine::send_lost_pictures_again(Entry& entry, const ApiError& error) {
    bool any = false;
    for (const auto& field : error.fields) {
        const auto position = picture_position(field.path);
        if (!position || *position >= entry.stored.photos.size() || field.code != domain::FieldCode::unknown) {
            return false;  // something else is wrong as well: a person must look
        }
        auto& photo = entry.stored.photos[*position];
        if (photo.round >= reuploads) {
            return false;
        }
        any = true;
    }
    for (const auto& field : error.fields) {
        auto& photo = entry.stored.photos[*picture_position(field.path)];
        photo.attachment_id.clear();
        ++photo.round;
    }
    return any;
}

void Machine::on(const PostFailed& event) {
    landed(event.key, {});
    Entry* entry = find(event.key);
    if (entry == nullptr) {
        return;
    }
    if (wants_sign_in(event.error)) {
        on_sign_in_wanted(*entry, event.error);
    } else if (may_succeed_later(event.error)) {
        failed(*entry, event.error);
    } else if (event.error.kind == ApiErrorKind::invalid && send_lost_pictures_again(*entry, event.error)) {
        succeeded();
        save(*entry);
    } else {
        refuse(*entry, event.error);
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
            entry.next_try_at = m_now;  // finish() takes it from here, receipts that wait to be stored included
        }
    }
}

void Machine::on(const LockChanged& event) { m_state.has_lock = event.held; }

void Machine::on(const AccountChanged& event) {
    m_state.account = event.account;
    if (event.account.empty()) {
        return;
    }
    for (Entry& entry : m_state.entries) {
        if (entry.owner().empty() || entry.owner() == event.account) {
            entry.signed_out = false;
            if (entry.stored.error && wants_sign_in(*entry.stored.error)) {
                entry.stored.error.reset();
            }
        }
    }
    try_everything_now();
}

void Machine::on(const RetryAsked& event) {
    Entry* entry = find(event.key);
    if (entry == nullptr || entry->receipt || (m_state.in_flight && m_state.in_flight->key == event.key)) {
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

void Machine::on(const ReopenAsked& event) {
    const Entry* entry = find(event.key);
    // Anything but a refusal may have been filed already without our knowing.
    if (entry == nullptr || !entry->stored.refused) {
        return;
    }
    domain::AppealDraft draft = entry->stored.draft;
    draft.key = event.new_key;
    m_commands.emplace_back(Reopen{event.key, draft});
    m_commands.emplace_back(ReportReopened{event.key, std::move(draft), entry->stored.error});
    forget(event.key);
}

void Machine::on(const DiscardAsked& event) {
    const Entry* entry = find(event.key);
    if (entry == nullptr || entry->receipt) {
        return;
    }
    m_commands.emplace_back(Remove{event.key, local_ids(*entry)});
    m_commands.emplace_back(ReportDiscarded{event.key});
    forget(event.key);
}

void Machine::on(const TimerFired&) { m_state.timer_at.reset(); }

// --- what follows ---

bool Machine::may_ever_send(const Entry& entry) const {
    const bool own =
        m_state.account && !m_state.account->empty() && (entry.owner().empty() || entry.owner() == *m_state.account);
    return m_state.online && m_state.has_lock && own && (entry.in_store || entry.not_stored) && !entry.stored.refused &&
           !entry.signed_out && !entry.receipt;
}

bool Machine::may_send(const Entry& entry) const { return may_ever_send(entry) && is_due(entry.next_try_at); }

void Machine::send(Entry& entry) {
    for (const auto& photo : entry.stored.photos) {
        if (photo.attachment_id.empty() && !photo.error) {
            m_state.in_flight = InFlight{entry.key(), photo.local_id};
            m_commands.emplace_back(Upload{entry.key(), photo.local_id, upload_key(photo)});
            return;
        }
    }
    for (const auto& photo : entry.stored.photos) {
        if (photo.error) {
            refuse(entry, *photo.error);
            return;
        }
    }
    domain::Filing filing = entry.stored.filing;
    filing.attachments.clear();
    for (const auto& photo : entry.stored.photos) {
        filing.attachments.push_back(photo.attachment_id);
    }
    m_state.in_flight = InFlight{entry.key(), {}};
    m_commands.emplace_back(Post{entry.key(), std::move(filing)});
}

void Machine::send_next() {
    if (m_state.paused_until && is_due(m_state.paused_until)) {
        m_state.paused_until.reset();
    }
    for (Entry& entry : m_state.entries) {
        if (entry.next_try_at && is_due(entry.next_try_at)) {
            entry.next_try_at.reset();
            if (entry.receipt) {
                acknowledge(entry);
            }
        }
    }
    if (m_state.paused_until) {
        return;
    }
    for (Entry& entry : m_state.entries) {
        if (m_state.in_flight) {
            return;
        }
        if (may_send(entry)) {
            send(entry);
        }
    }
}

void Machine::drop_what_cannot_be_kept() {
    const auto stuck = [&](const Entry& entry) {
        const bool in_flight = m_state.in_flight && m_state.in_flight->key == entry.key();
        return entry.not_stored && !in_flight && !entry.receipt && !entry.stored.refused &&
               (m_state.paused_until || !may_send(entry));
    };
    for (const Entry& entry : m_state.entries) {
        if (stuck(entry)) {
            m_commands.emplace_back(ReportSubmitFailed{entry.key(), *entry.not_stored});
        }
    }
    std::erase_if(m_state.entries, stuck);
}

std::optional<domain::Instant> Machine::next_chance(const Entry& entry) const {
    if (entry.receipt) {
        return entry.next_try_at;
    }
    if (!may_ever_send(entry)) {
        return std::nullopt;
    }
    return std::max(entry.next_try_at, m_state.paused_until);
}

void Machine::set_timer() {
    std::optional<domain::Instant> next;
    for (const Entry& entry : m_state.entries) {
        const auto chance = next_chance(entry);
        if (chance && (!next || *chance < *next)) {
            next = chance;
        }
    }
    if (next && next != m_state.timer_at) {
        m_state.timer_at = next;
        m_commands.emplace_back(StartTimer{std::max<std::int64_t>((*next - m_now).ms, 0)});
    }
}

void Machine::report_changes() {
    for (Entry& entry : m_state.entries) {
        if (entry.receipt) {
            continue;  // the acknowledgement is the report
        }
        if (!entry.in_store && !entry.stored.refused) {
            continue;  // not kept yet: the form keeps its words until it is told that they are safe
        }
        const Entry::Shown shown = shown_of(m_state, entry);
        if (entry.shown != shown) {
            entry.shown = shown;
            m_commands.emplace_back(ReportChanged{status_of(m_state, entry)});
        }
    }
}

Outcome Machine::finish() {
    send_next();
    drop_what_cannot_be_kept();
    set_timer();
    report_changes();
    return {std::move(m_state), std::move(m_commands)};
}

}  // namespace ow::offline
