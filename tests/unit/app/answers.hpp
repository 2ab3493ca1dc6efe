#pragma once
/// Which effect an answer of the outside belongs to, for tests that play the outside.

#include <string_view>
#include <utility>
#include <vector>

#include "src/app/effect.hpp"
#include "src/app/world.hpp"
#include "src/domain/command.hpp"

namespace ow::test {

/// The ticket of the newest effect of one of these types, an empty one when there is none.
template <class... Effects>
app::Ticket newest_ticket(const std::vector<app::Effect>& log) {
    for (auto effect = log.rbegin(); effect != log.rend(); ++effect) {
        if ((effect->what.template holds<Effects>() || ...)) {
            return effect->from;
        }
    }
    return {};
}

/// What pictures answer to: the newest choice of pictures; a drop only where nothing was chosen.
inline app::Ticket newest_photos_ticket(const std::vector<app::Effect>& log) {
    const app::Ticket chosen = newest_ticket<app::PickPhotos, app::EditPhoto, app::ResumePhoto>(log);
    return chosen.token != 0 ? chosen : newest_ticket<app::AcceptPhotos>(log);
}

/// Where an answer goes: to whoever wanted the newest effect that it can answer. Anything else is an event.
template <class Answer>
app::Ticket ticket_for(const std::vector<app::Effect>& log, const Answer&) {
    namespace world = app::world;
    using std::is_same_v;
    if constexpr (is_same_v<Answer, world::DraftLoaded>) {
        return newest_ticket<app::LoadDraft>(log);
    } else if constexpr (is_same_v<Answer, world::DraftSaved> || is_same_v<Answer, world::DraftSaveFailed>) {
        return newest_ticket<app::SaveDraft>(log);
    } else if constexpr (is_same_v<Answer, world::ReceiptLoaded>) {
        return newest_ticket<app::LoadReceipt>(log);
    } else if constexpr (is_same_v<Answer, world::PhotoPicked> || is_same_v<Answer, world::PhotosLeftOut> ||
                         is_same_v<Answer, world::PhotoReady> || is_same_v<Answer, world::PhotoRefused>) {
        return newest_photos_ticket(log);
    } else if constexpr (is_same_v<Answer, world::NoteLoaded>) {
        return newest_ticket<app::LoadNote>(log);
    } else if constexpr (is_same_v<Answer, world::DraftFetched>) {
        return newest_ticket<app::FetchDraft>(log);
    } else if constexpr (is_same_v<Answer, world::TreeAnswered>) {
        return newest_ticket<app::CallTree>(log);
    } else if constexpr (is_same_v<Answer, world::Located> || is_same_v<Answer, world::LocateFailed>) {
        return newest_ticket<app::LocateDevice>(log);
    } else {
        return {};
    }
}

/// The ticket of an effect by its token.
inline app::Ticket ticket_of(const std::vector<app::Effect>& log, app::RequestId token) {
    for (const app::Effect& effect : log) {
        if (effect.from.token == token) {
            return effect.from;
        }
    }
    return {};
}

/// The ticket of a feature's newest alarm of that number; the shell's own for no feature.
inline app::Ticket alarm_of(const std::vector<app::Effect>& log, const app::Feature* feature, app::TimerId timer) {
    for (auto effect = log.rbegin(); effect != log.rend(); ++effect) {
        const auto* alarm = effect->get<app::StartTimer>();
        if (alarm != nullptr && alarm->timer == timer && effect->from.feature == feature) {
            return effect->from;
        }
    }
    return {};
}

/// How far the outbox has come with a command.
inline domain::CommandStatus status_of(const domain::Command& command, domain::CommandState state) {
    domain::CommandStatus status;
    status.key = command.id;
    status.feature = command.feature;
    status.owner = command.owner;
    status.act = command.act;
    status.subject = command.subject;
    status.title = command.title;
    status.state = state;
    status.photos_total = static_cast<int>(command.blobs.size());
    if (state == domain::CommandState::needs_attention) {
        status.draft = command.draft;
    }
    return status;
}

}  // namespace ow::test
