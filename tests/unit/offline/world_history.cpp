#include "tests/unit/offline/world_history.hpp"

#include <algorithm>
#include <optional>

#include "src/wire/stored.hpp"

namespace ow::test {
namespace {

const std::string* text_of(const Device& device, const std::string& id) {
    const auto outbox = device.stores.find("outbox");
    if (outbox == device.stores.end()) {
        return nullptr;
    }
    const auto found = outbox->second.find(id);
    return found == outbox->second.end() ? nullptr : &found->second;
}

std::optional<wire::StoredCommand> stored_under(const Device& device, const std::string& id) {
    const std::string* text = text_of(device, id);
    auto stored = text == nullptr ? wire::Decoded<wire::StoredCommand>(domain::Failure{wire::DecodeError{}})
                                  : wire::decode_command(*text);
    return stored.ok() ? std::optional(std::move(stored).value()) : std::nullopt;
}

/// Whether another, mended, stands for it.
bool is_replaced(const History& history, const Device& device, const std::string& id) {
    const std::string by = id + "-mended";
    const Act* act = history.find(by);
    return text_of(device, by) != nullptr || history.acknowledged.count(by) == 1 ||
           (act != nullptr && act->dropped && !act->failed);
}

/// Whether it waits for something that a person has to look at.
bool waits_for_a_person(const Device& device, const std::set<std::string>& shown, const wire::StoredCommand& stored) {
    const auto& names = stored.command.depends_on;
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        const auto other = stored_under(device, name);
        return shown.count(name) == 1 || (other && !other->acknowledged && waits_for_a_person(device, shown, *other));
    });
}

/// Why a person has to look at it, as the device has it.
std::string find_unfounded(const History& history, const Act& act, const wire::StoredCommand& stored) {
    if (!stored.error || stored.command.draft.is_null()) {
        return "refused without what it was made of: " + stored.command.id;
    }
    if (act.verdict != Verdict::carried_out) {
        const bool conflict = stored.error->kind == domain::ApiErrorKind::conflict;
        return conflict == (act.verdict == Verdict::conflict) || stored.error->code == "dependency_discarded"
                   ? std::string()
                   : "refused for another reason: " + stored.command.id;
    }
    const bool needs_dropped = std::any_of(act.needs.begin(), act.needs.end(), [&](const std::string& id) {
        const Act* need = history.find(id);
        return need != nullptr && (history.is_dropped(*need) || !need->kept);
    });
    // A server that lost pictures refuses what the device has let go of.
    return needs_dropped || (history.restored && !act.pictures.empty()) || (history.restored && act.needs.empty())
               ? std::string()
               : "refused without a reason: " + stored.command.id;
}

std::string find_disorder(History& history, const Server& server) {
    if ((history.start & one_tab_only) == 0 || history.restored || history.read_failed) {
        return {};
    }
    std::map<std::string, int> last;
    for (const std::string& content : server.order) {
        const Act* act = history.with_content(content);
        if (act == nullptr || act->subject.empty() || act->verdict != Verdict::carried_out) {
            continue;
        }
        if (act->order < last[act->subject]) {
            return "out of order: " + content;
        }
        last[act->subject] = act->order;
    }
    return {};
}

}  // namespace

Act* History::find(const std::string& id) {
    const auto found = acts.find(id);
    return found == acts.end() ? nullptr : &found->second;
}

const Act* History::find(const std::string& id) const {
    const auto found = acts.find(id);
    return found == acts.end() ? nullptr : &found->second;
}

Act* History::with_content(const std::string& content) {
    const auto found =
        std::find_if(acts.begin(), acts.end(), [&](const auto& each) { return each.second.content == content; });
    return found == acts.end() ? nullptr : &found->second;
}

const Act* History::lacking(const Act& act, const Server& server) const {
    for (const std::string& id : act.needs) {
        const Act* need = find(id);
        if (need != nullptr &&
            std::find(server.order.begin(), server.order.end(), need->content) == server.order.end()) {
            return need;
        }
    }
    return nullptr;
}

bool History::is_dropped(const Act& act) const {
    return std::any_of(acts.begin(), acts.end(),
                       [&](const auto& each) { return each.second.content == act.content && each.second.dropped; });
}

std::string find_loss(History& history, const Device& device) {
    for (const auto& [id, act] : history.acts) {
        if (!act.kept || act.dropped) {
            continue;
        }
        const std::string* text = text_of(device, id);
        const auto since = history.known_since.find(id);
        const bool is_old =
            since != history.known_since.end() && (history.latest - since->second) >= domain::days(offline::kept_days);
        if (text == nullptr && (is_old || is_replaced(history, device, id))) {
            continue;
        }
        if (text == nullptr) {
            return "lost " + id;
        }
        const auto stored = wire::decode_command(*text);
        if (!stored.ok()) {
            return "unreadable " + id + ": " + stored.error().member;
        }
        if (stored->acknowledged) {
            history.known_since[id] = stored->acknowledged->at;
        }
        for (const auto& photo : stored->photos) {
            if (device.photos.count(photo.local_id) == 0) {
                return "lost picture " + photo.local_id;
            }
        }
    }
    if ((history.start & with_unreadable) != 0 &&
        (text_of(device, "damaged") == nullptr || device.photos.count("damaged-p0") == 0)) {
        return "lost what could not be read";
    }
    return {};
}

std::string find_undone(History& history, const Device& device, const Server& server,
                        const std::set<std::string>& shown) {
    for (const auto& [id, act] : history.acts) {
        const auto stored = act.dropped || !act.kept ? std::nullopt : stored_under(device, id);
        if (!stored) {
            continue;
        }
        if (stored->refused) {
            if (shown.count(id) == 0) {
                return "refused and not shown: " + id;
            }
            if (std::string unfounded = find_unfounded(history, act, *stored); !unfounded.empty()) {
                return unfounded;
            }
        } else if (server.cases.count(id) == 0) {
            if (!waits_for_a_person(device, shown, *stored)) {
                return "not carried out: " + id;
            }
        } else if (!stored->acknowledged || stored->acknowledged->epoch != server.epoch) {
            return "carried out, but not known to be: " + id;
        }
    }
    return find_disorder(history, server);
}

}  // namespace ow::test
