#include "web/effect_runner_outbox.hpp"

#include <utility>

#include "src/wire/stored.hpp"
#include "web/bridges/common/bridge.hpp"
#include "web/bridges/timer/timer_bridge.hpp"

namespace ow::web {
namespace {

constexpr std::uint32_t outbox_alarm = 100;

offline::StoreFailure outbox_failure(app::world::StorageFailure failure) {
    switch (failure) {
        case app::world::StorageFailure::full: return offline::StoreFailure::full;
        case app::world::StorageFailure::blocked: return offline::StoreFailure::blocked;
        case app::world::StorageFailure::unavailable: break;
    }
    return offline::StoreFailure::unavailable;
}

app::world::StorageFailure core_failure(offline::StoreFailure failure) {
    switch (failure) {
        case offline::StoreFailure::full: return app::world::StorageFailure::full;
        case offline::StoreFailure::blocked: return app::world::StorageFailure::blocked;
        case offline::StoreFailure::unavailable: break;
    }
    return app::world::StorageFailure::unavailable;
}

}  // namespace

void OutboxRunner::restore(const std::vector<DeviceStore::Record>& records) {
    offline::Restored restored;
    bool all_read = true;
    for (const auto& [key, text] : records) {
        if (auto filing = wire::decode_filing(text)) {
            restored.filings.push_back(std::move(filing).value());
        } else {
            all_read = false;
        }
    }
    // What cannot be read may refer to any photo.
    m_restored = all_read;
    feed(std::move(restored));
}

void OutboxRunner::feed(offline::Happening what) {
    m_happenings.push_back(std::move(what));
    if (std::exchange(m_stepping, true)) {
        return;  // a report led to this; it waits its turn
    }
    while (!m_happenings.empty()) {
        offline::Happening next = std::move(m_happenings.front());
        m_happenings.pop_front();
        step(std::move(next));
    }
    m_stepping = false;
}

bool OutboxRunner::run(const app::Effect& effect) {
    return on<app::SubmitFiling>(effect,
                                 [&](const auto& submit) { feed(offline::Submitted{submit.draft, submit.filing}); }) ||
           on<app::RetryFiling>(effect, [&](const auto& retry) { feed(offline::RetryAsked{retry.key}); }) ||
           on<app::ResumeFilings>(effect, [&](const auto& resume) { feed(offline::AccountChanged{resume.owner}); }) ||
           on<app::ReopenFiling>(effect,
                                 [&](const auto& reopen) { feed(offline::ReopenAsked{reopen.key, reopen.new_key}); }) ||
           on<app::DiscardFiling>(effect, [&](const auto& discard) { feed(offline::DiscardAsked{discard.key}); });
}

void OutboxRunner::step(offline::Happening what) {
    if (const auto* lock = std::get_if<offline::LockChanged>(&what)) {
        sweep_photos_once(lock->held);
    }
    offline::Outcome outcome =
        offline::step(std::move(m_state), offline::Event{clock_now(), random_dice(), std::move(what)});
    m_state = std::move(outcome.state);
    for (const auto& command : outcome.commands) {
        std::visit([this](const auto& which) { run(which); }, command);
    }
}

void OutboxRunner::sweep_photos_once(bool lock_held) {
    // The lock at the very start means that no other tab is open, whose new photos are in no draft yet.
    if (std::exchange(m_swept, true) || !lock_held || m_reporting || !m_restored) {
        return;
    }
    std::vector<std::string> keep;
    for (const auto& entry : m_state.entries) {
        for (const auto& photo : entry.stored.photos) {
            keep.push_back(photo.local_id);
        }
    }
    m_store.sweep_photos(std::move(keep));
}

void OutboxRunner::seen_elsewhere(std::string_view verb, const std::string& key) {
    if (verb == "put") {
        m_store.read("outbox", key, [this](std::optional<std::string> text) {
            if (auto filing = wire::decode_filing(text.value_or(std::string()))) {
                feed(offline::SeenElsewhere{std::move(filing).value()});
            }
        });
        return;
    }
    m_store.list("receipts", [this, key](const std::vector<DeviceStore::Record>& records) {
        offline::GoneElsewhere gone{key, std::nullopt};
        for (const auto& [number, text] : records) {
            auto receipt = wire::decode_receipt(text);
            if (receipt && receipt->filing_key == key) {
                gone.receipt = std::move(receipt).value();
            }
        }
        feed(std::move(gone));
    });
}

// --- storage ---

void OutboxRunner::run(const offline::Store& command) {
    const std::string key = command.filing.draft.key;
    Operations operations;
    operations.put("outbox", key, wire::encode_filing(command.filing));
    if (command.how == offline::StoreHow::update) {
        m_store.write(operations, [](DeviceStore::Failure) {});
        return;
    }
    m_store.forget_pending(command.filing.draft.owner);
    operations.remove("drafts", DeviceStore::draft_key(command.filing.draft.owner));
    m_store.write(operations, [this, key](DeviceStore::Failure failure) {
        if (failure) {
            feed(offline::StoreFailed{key, outbox_failure(*failure)});
        } else {
            feed(offline::Stored{key});
        }
    });
}

void OutboxRunner::run(const offline::Complete& command) {
    Operations operations;
    operations.remove("outbox", command.key);
    for (const std::string& id : command.local_ids) {
        operations.remove("photos", id);
    }
    operations.put("receipts", command.receipt.detail.summary.number, wire::encode_receipt(command.receipt));
    m_store.write(operations, [this, key = command.key](DeviceStore::Failure failure) {
        if (failure) {
            feed(offline::CompleteFailed{key});
        } else {
            feed(offline::Completed{key});
        }
    });
}

void OutboxRunner::run(const offline::Reopen& command) {
    m_store.forget_pending(command.draft.owner);
    m_store.write(Operations()
                      .put("drafts", DeviceStore::draft_key(command.draft.owner), wire::encode_draft(command.draft))
                      .remove("outbox", command.key),
                  [](DeviceStore::Failure) {});
}

void OutboxRunner::run(const offline::Remove& command) {
    Operations operations;
    operations.remove("outbox", command.key);
    for (const std::string& id : command.local_ids) {
        m_server.cancel_upload(id);
        operations.remove("photos", id);
    }
    m_store.write(operations, [](DeviceStore::Failure) {});
}

// --- network ---

void OutboxRunner::run(const offline::Upload& command) {
    const std::string key = command.key;
    const std::string local_id = command.local_id;
    ServerCalls::UploadHandlers handlers;
    handlers.progress = [this, local_id](int percent) {
        tell(app::world::to_action(app::world::PhotoProgress{local_id, percent}));
    };
    handlers.done = [this, key, local_id](domain::ApiResult result, bool missing) {
        const auto* attachment = result ? std::get_if<domain::Attachment>(&*result) : nullptr;
        if (attachment != nullptr) {
            feed(offline::Uploaded{key, local_id, attachment->id});
        } else {
            feed(offline::UploadFailed{key, local_id, result ? domain::ApiError{} : result.error(), missing});
        }
    };
    m_server.upload(local_id, command.idempotency_key, std::move(handlers));
}

void OutboxRunner::run(const offline::Post& command) {
    m_server.send(domain::api::FileCase{command.filing}, command.key,
                  [this, key = command.key](domain::ApiResult result) {
                      auto* filed = result ? std::get_if<domain::api::Filed>(&*result) : nullptr;
                      if (filed != nullptr) {
                          feed(offline::Posted{key, std::move(*filed)});
                      } else {
                          feed(offline::PostFailed{key, result ? domain::ApiError{} : result.error()});
                      }
                  });
}

void OutboxRunner::run(const offline::StartTimer& command) {
    forget_answer(m_timer);
    m_timer = expect_answer([this](const BridgeAnswer&) { feed(offline::TimerFired{}); });
    ow_timer_set(m_timer, outbox_alarm, static_cast<double>(command.delay_ms));
}

// --- reports ---

void OutboxRunner::tell(app::Action action) {
    if (m_reporting) {
        m_context.dispatch(std::move(action));
    }
}

void OutboxRunner::run(const offline::ReportChanged& command) {
    tell(app::world::to_action(app::world::FilingChanged{command.status}));
}

void OutboxRunner::run(const offline::ReportAcknowledged& command) {
    m_store.delete_filed_draft(command.owner, command.receipt.filing_key);
    tell(app::world::to_action(app::world::FilingAcknowledged{command.receipt}));
}

void OutboxRunner::run(const offline::ReportDiscarded& command) {
    tell(app::world::to_action(app::world::FilingDiscarded{command.key}));
}

void OutboxRunner::run(const offline::ReportReopened& command) {
    tell(app::world::to_action(app::world::FilingReopened{command.key, command.draft, command.error}));
}

void OutboxRunner::run(const offline::ReportSubmitFailed& command) {
    tell(app::world::to_action(app::world::SubmitFailed{command.key, core_failure(command.reason)}));
}

}  // namespace ow::web
