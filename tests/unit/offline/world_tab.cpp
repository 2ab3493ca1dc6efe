#include "tests/unit/offline/world_tab.hpp"

#include <algorithm>

namespace ow::test {
namespace {

using domain::ApiErrorKind;
using domain::Failure;
using offline::Transaction;

domain::ApiError error_of(ApiErrorKind kind) { return domain::make_error(kind); }

/// The second picture of each act is a large one.
bool comes_in_parts(const std::string& local_id) { return local_id.ends_with('1'); }

}  // namespace

wire::CommandAnswer Server::answer(const std::string& key) const {
    wire::CommandAnswer made;
    made.essentials.number = "N-" + key;
    made.essentials.epoch = epoch;
    if (key.size() % 2 == 0) {  // else the program cannot read the whole answer
        domain::api::Filed filed;
        filed.detail.summary.number = made.essentials.number;
        made.whole = domain::ApiAnswer(std::move(filed));
    }
    return made;
}

domain::ApiError Server::missing_pictures(const domain::Value& body) const {
    domain::ApiError lost = error_of(ApiErrorKind::invalid);
    const domain::Value* named = body.find("attachments");
    const auto* ids = named == nullptr ? nullptr : named->as_list();
    for (std::size_t at = 0; ids != nullptr && at < ids->size(); ++at) {
        const std::string* id = (*ids)[at].as_text();
        if (id == nullptr || known.count(*id) == 0) {
            lost.fields.push_back({"attachments." + std::to_string(at), domain::FieldCode::unknown, {}, {}, {}});
        }
    }
    return lost;
}

void Tab::write(const Transaction& transaction, std::function<void(std::optional<offline::StoreFailure>)> done) {
    storage.push_back([this, transaction, done = std::move(done)]() -> std::function<void()> {
        if (world.writes_fail) {
            return [done] { done(offline::StoreFailure::full); };
        }
        for (const auto& operation : transaction.operations()) {
            const bool required = operation.verb == Transaction::Verb::require;
            if (required && world.device.stores[std::string(operation.store)].count(operation.key) == 0) {
                return [done] { done(offline::StoreFailure::gone); };
            }
        }
        for (const auto& operation : transaction.operations()) {
            if (operation.verb == Transaction::Verb::require) {
                continue;
            }
            if (operation.store == offline::store::photos) {
                const bool goes = operation.verb != Transaction::Verb::remove_with ||
                                  world.device.stores["outbox"].count(operation.value) == 1;
                if (goes) {
                    world.device.photos.erase(operation.key);
                }
                continue;
            }
            auto& texts = world.device.stores[std::string(operation.store)];
            if (operation.verb == Transaction::Verb::remove) {
                texts.erase(operation.key);
            } else if (operation.verb == Transaction::Verb::put ||
                       (texts.count(operation.key) == 1 && texts[operation.key] == operation.expected)) {
                texts[operation.key] = operation.value;
            }
        }
        world.tell_others(*this, transaction);
        return [done] { done(std::nullopt); };
    });
}

void Tab::read(std::string_view from, const std::string& key, Answer<std::optional<std::string>> done) {
    storage.push_back([this, from, key, done = std::move(done)]() -> std::function<void()> {
        if (world.reads_fail) {
            return [done] { done(Failure{offline::StoreFailure::unavailable}); };
        }
        const auto& texts = world.device.stores[std::string(from)];
        const auto found = texts.find(key);
        std::optional<std::string> text;
        if (found != texts.end()) {
            text = found->second;
        }
        return [done, text] { done(text); };
    });
}

void Tab::list(std::string_view from, Answer<std::vector<offline::Record>> done) {
    storage.push_back([this, from, done = std::move(done)]() -> std::function<void()> {
        if (world.reads_fail) {
            return [done] { done(Failure{offline::StoreFailure::unavailable}); };
        }
        const auto& texts = world.device.stores[std::string(from)];
        const std::vector<offline::Record> records(texts.begin(), texts.end());
        return [done, records] { done(records); };
    });
}

void Tab::sweep_photos(const std::vector<std::string>& keep) {
    storage.push_back([this, keep]() -> std::function<void()> {
        std::erase_if(world.device.photos, [&](const auto& photo) {
            return std::find(keep.begin(), keep.end(), photo.first) == keep.end() &&
                   (world.now - domain::Instant{photo.second}) >= domain::days(7);
        });
        return [] {};
    });
}

void Tab::upload(const std::string& local_id, const std::string& key, const wire::UploadPlace& place,
                 UploadAnswer done) {
    Request request;
    request.local_id = local_id;
    request.serve = [this, local_id, key, place, done]() -> std::function<void()> {
        if (world.device.photos.count(local_id) == 0) {
            return [done] { done(Failure{error_of(ApiErrorKind::network)}, true); };
        }
        if (!world.signed_in) {
            return [done] { done(Failure{error_of(ApiErrorKind::unauthenticated)}, false); };
        }
        if (comes_in_parts(local_id)) {
            return [done, step = world.serve_part(key, place)] { done(step, false); };
        }
        return [done, id = world.serve_upload(key)] { done(wire::UploadStep{id, {}}, false); };
    };
    request.lose = [done] { done(Failure{error_of(ApiErrorKind::network)}, false); };
    network.push_back(std::move(request));
}

void Tab::cancel_upload(const std::string& local_id) {
    std::erase_if(network, [&](const Request& request) { return request.local_id == local_id; });
}

void Tab::post(const wire::StoredRequest& request, const std::string& key, PostAnswer done) {
    Request made;
    made.serve = [this, request, key, done]() -> std::function<void()> {
        if (!world.signed_in) {
            return [done] { done(Failure{error_of(ApiErrorKind::unauthenticated)}); };
        }
        return [this, done, answer = world.serve_post(request, key), epoch = world.server.epoch] {
            runner.feed(offline::EpochSeen{epoch});  // every answer says it, a refusal as well
            done(answer);
        };
    };
    made.lose = [done] { done(Failure{error_of(ApiErrorKind::network)}); };
    network.push_back(std::move(made));
}

domain::Instant Tab::now() { return world.now; }

void Tab::start_timer(offline::Alarm alarm, std::int64_t delay_ms, std::function<void()> done) {
    timers[static_cast<std::size_t>(alarm)] = Timer{world.now + domain::milliseconds(delay_ms), std::move(done)};
}

void Tab::ask_for_lock() { world.ask_for_lock(*this); }

void Tab::report(const offline::Report& what) { world.told(*this, what); }

}  // namespace ow::test
