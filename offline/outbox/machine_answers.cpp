#include <utility>

#include "offline/outbox/machine.hpp"
#include "src/wire/commands.hpp"

// What the server's answers make of the entries.
namespace ow::offline {
namespace {

using domain::ApiError;
using domain::ApiErrorKind;

domain::FieldCode field_code(const ApiError& error, bool missing) {
    if (missing) {
        return domain::FieldCode::unknown;
    }
    return error.kind == ApiErrorKind::too_large ? domain::FieldCode::too_large : domain::FieldCode::format;
}

}  // namespace

void Machine::landed(std::string_view id, std::string_view local_id) {
    m_answers_older_session = false;
    std::erase_if(m_state.in_flight, [&](const InFlight& request) {
        const bool landed = request.id == id && request.local_id == local_id;
        m_answers_older_session = m_answers_older_session || (landed && request.older_session);
        return landed;
    });
}

void Machine::succeeded() {
    m_state.failures_in_a_row = 0;
    m_state.paused_until.reset();
}

/// Its answer was all that was waited for. \return whether it is gone.
bool Machine::forget_if_discarded(const Entry& entry) {
    const bool discarded = entry.discarded;
    if (discarded) {
        // A copy: forgetting moves the entries about, and with them what their ids lie in.
        std::string id;
        id.assign(entry.id());
        forget(id);
    }
    return discarded;
}

void Machine::failed(Entry& entry, const ApiError& error) {
    entry.stored.error = error;
    entry.next_try_at =
        m_now + domain::milliseconds(wait_ms(++entry.stored.attempts, m_dice, error.retry_after_seconds));
    // One failure may be this command's own; two in a row are the network's or the server's.
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
    // What the server says of a file it will not take is said of the field, too.
    std::string said = missing ? std::string() : error.message;
    error.fields = {{wire::picture_path(entry.stored, position), field_code(error, missing), {}, {}, std::move(said)}};
    photo.error = std::move(error);
    succeeded();
    save(entry);
}

void Machine::on(const Uploaded& event) {
    landed(event.id, event.local_id);
    succeeded();
    Entry* entry = find(event.id);
    if (entry == nullptr || forget_if_discarded(*entry)) {
        return;
    }
    for (auto& photo : entry->stored.photos) {
        if (photo.local_id == event.local_id) {
            photo.attachment_id = event.attachment_id;
            photo.error.reset();
            entry->place_of.clear();
        }
    }
    entry->stored.attempts = 0;
    entry->stored.error.reset();
    entry->next_try_at.reset();
    save(*entry);
}

void Machine::on(const PartUploaded& event) {
    landed(event.id, event.local_id);
    Entry* entry = find(event.id);
    if (entry == nullptr || forget_if_discarded(*entry)) {
        succeeded();
        return;
    }
    const bool same = entry->place_of == event.local_id && entry->place.upload == event.place.upload;
    const bool further = !same || event.place.sent > entry->place.sent;
    entry->place = event.place;
    entry->place_of = event.local_id;
    if (!further) {
        // It lost what it had, or does not take the part: not again at once.
        failed(*entry, domain::make_error(ApiErrorKind::unavailable));
        return;
    }
    succeeded();
    entry->next_try_at.reset();
    if (entry->stored.attempts > 0 || entry->stored.error) {
        entry->stored.attempts = 0;
        entry->stored.error.reset();
        save(*entry);
    }
}

void Machine::on(const UploadFailed& event) {
    landed(event.id, event.local_id);
    Entry* entry = find(event.id);
    if (entry == nullptr || forget_if_discarded(*entry)) {
        return;
    }
    if (wants_sign_in(*entry, event.error)) {
        on_sign_in_wanted(*entry, event.error);
        return;
    }
    if (entry->place_of == event.local_id && event.error.kind == ApiErrorKind::not_found) {
        // The upload is over, or the server was restored: the file is begun again.
        entry->place_of.clear();
        failed(*entry, event.error);
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
    succeeded();
    if (m_answers_older_session) {
        return;
    }
    entry.signed_out = true;
    entry.stored.error = error;
    if (error.kind == ApiErrorKind::unauthenticated) {
        m_state.account = std::string();
    }
    save(entry);
}

void Machine::acknowledge(Entry& entry) {
    entry.next_try_at.reset();
    std::optional<domain::Receipt> receipt;
    if (entry.answer->whole) {
        if (const auto* filed = std::get_if<domain::api::Filed>(&*entry.answer->whole)) {
            receipt = domain::Receipt{entry.id(), filed->detail, filed->query_code};
        }
    }
    m_instructions.emplace_back(Complete{wire::acknowledged_form(entry.stored, entry.answer->essentials),
                                         local_ids(entry), std::move(receipt)});
}

void Machine::on(const Posted& event) {
    landed(event.id, {});
    succeeded();
    Entry* entry = find(event.id);
    if (entry == nullptr || is_settled(m_state, *entry)) {
        return;  // another tab was told as well
    }
    Answer& answer = entry->answer.emplace();
    answer.essentials = event.essentials;
    answer.essentials.at = m_now;
    answer.whole = event.whole;
    answer.tree = event.tree;
    if (const auto& before = entry->stored.acknowledged) {
        answer.again = true;
        answer.essentials.pictures_lost = before->pictures_lost;
    }
    entry->stored.error.reset();
    acknowledge(*entry);
}

bool Machine::go_on_without_lost_pictures(Entry& entry, const ApiError& error) {
    std::vector<std::string> paths;
    for (const auto& field : error.fields) {
        if (field.code != domain::FieldCode::unknown) {
            return false;  // something else is wrong as well: a person must look
        }
        paths.push_back(field.path);
    }
    auto& photos = entry.stored.photos;
    if (entry.stored.acknowledged && photos.empty()) {
        // Acknowledged once, so this device has let go of them. The words are worth sending without.
        const int dropped = wire::drop_pictures(entry.stored.request, paths);
        entry.stored.acknowledged->pictures_lost += dropped;
        return dropped > 0;
    }
    std::vector<std::size_t> lost;
    for (const std::string& path : paths) {
        const auto position = wire::picture_at(entry.stored, path);
        if (!position) {
            return false;
        }
        lost.push_back(*position);
    }
    if (lost.empty()) {
        return false;
    }
    for (const std::size_t position : lost) {
        if (photos[position].round >= reuploads) {
            return false;
        }
    }
    for (const std::size_t position : lost) {
        photos[position].attachment_id.clear();
        ++photos[position].round;
    }
    return true;
}

void Machine::on(const PostFailed& event) {
    landed(event.id, {});
    Entry* entry = find(event.id);
    if (entry == nullptr || forget_if_discarded(*entry)) {
        return;
    }
    if (wants_sign_in(*entry, event.error)) {
        on_sign_in_wanted(*entry, event.error);
    } else if (may_succeed_later(event.error)) {
        failed(*entry, event.error);
    } else if (waits_for_named(*entry)) {
        succeeded();  // of a restored server, which has to be offered first what this depends on
    } else if (event.error.kind == ApiErrorKind::invalid && go_on_without_lost_pictures(*entry, event.error)) {
        succeeded();
        save(*entry);
    } else {
        refuse(*entry, event.error);
    }
}

}  // namespace ow::offline
