#include "web/effect_runner_outbox.hpp"

#include <utility>

#include "src/i18n/text.hpp"
#include "src/wire/stored.hpp"
#include "src/wire/value.hpp"
#include "web/bridges/common/bridge.hpp"
#include "web/bridges/history/history_bridge.hpp"
#include "web/bridges/storage/storage_bridge.hpp"
#include "web/bridges/timer/timer_bridge.hpp"

namespace ow::web {
namespace {

/// Alarms of the bridge that the outbox's timers use.
constexpr std::uint32_t first_alarm = 110;

}  // namespace

bool OutboxBridge::run(const app::Effect& effect) {
    const auto feed = [this](offline::EventBody what) { m_runner.feed(std::move(what)); };
    return on<app::SubmitFiling>(effect, [&](const auto& filing) { submit(filing); }) ||
           on<app::SubmitCommand>(
               effect, [&](const auto& what) { feed(offline::Submitted{what.command, what.call, what.replaces}); }) ||
           on<app::RetryCommand>(effect, [&](const auto& retry) { feed(offline::RetryAsked{retry.key}); }) ||
           on<app::ResumeOutbox>(effect, [&](const auto& resume) { feed(offline::AccountChanged{resume.owner}); }) ||
           on<app::ReopenFiling>(effect,
                                 [&](const auto& reopen) { feed(offline::ReopenAsked{reopen.key, reopen.new_key}); }) ||
           on<app::DiscardCommand>(effect, [&](const auto& discard) { feed(offline::DiscardAsked{discard.key}); }) ||
           on<app::SaveUnreadable>(effect, [&](const auto&) { save_unreadable(); });
}

void OutboxBridge::submit(const app::SubmitFiling& effect) {
    domain::Command command;
    command.id = effect.draft.key;
    command.feature = "appeal";
    command.act = domain::filing_act;
    command.owner = effect.draft.owner;
    command.title = effect.filing.title;
    for (const auto& photo : effect.draft.photos) {
        command.blobs.push_back(photo.local_id);
    }
    command.draft_slot = domain::appeal_draft_slot(effect.draft.owner);
    command.draft = wire::parse_value(wire::encode_draft(effect.draft)).value_or({});
    domain::Filing filing = effect.filing;
    filing.attachments.clear();
    m_runner.feed(offline::Submitted{std::move(command), domain::api::FileCase{std::move(filing)}});
}

void OutboxBridge::save_unreadable() {
    const std::string text = wire::unreadable_file(m_runner.unreadable());
    const std::string name(i18n::tr("outbox.unreadable.file"));
    ow_history_save_text(text.data(), size_of(text), name.data(), size_of(name));
}

void OutboxBridge::changed_elsewhere(std::string_view verb, const std::string& key) {
    if (verb == "delete") {
        m_runner.removed_elsewhere(key);
    } else {
        m_runner.put_elsewhere(key);
    }
}

void OutboxBridge::upload(const std::string& local_id, const std::string& key, const wire::UploadPlace& place,
                          UploadAnswer done) {
    m_server.upload(local_id, key, place, std::move(done));
}

void OutboxBridge::post(const wire::StoredRequest& request, const std::string& key, PostAnswer done) {
    m_server.send(wire::to_http(request, key, m_context.language_tag()),
                  [endpoint = request.endpoint, done = std::move(done)](const wire::HttpResponse& response) {
                      done(wire::command_answer(endpoint, response));
                  });
}

void OutboxBridge::start_timer(offline::Alarm alarm, std::int64_t delay_ms, std::function<void()> done) {
    const auto index = static_cast<std::uint32_t>(alarm);
    forget_answer(m_timers[index]);
    m_timers[index] = expect_answer([done = std::move(done)](const BridgeAnswer&) { done(); });
    ow_timer_set(m_timers[index], first_alarm + index, static_cast<double>(delay_ms));
}

void OutboxBridge::ask_for_lock() { ow_storage_ask_for_lock(); }

// --- reports ---

void OutboxBridge::report(const offline::Report& what) {
    std::visit([this](const auto& which) { tell(which); }, what);
}

void OutboxBridge::health_changed(const domain::OutboxHealth& health) {
    m_context.tell(app::world::OutboxHealthChanged{health});
}

void OutboxBridge::tell(const offline::ReportChanged& report) {
    m_context.tell(app::world::CommandChanged{report.status});
}

void OutboxBridge::tell(const offline::ReportAcknowledged& report) {
    const domain::Command& command = report.command;
    if (command.act != domain::filing_act) {
        const auto* detail = report.whole ? std::get_if<domain::CaseDetail>(&*report.whole) : nullptr;
        m_context.tell(app::world::CommandAcknowledged{
            command, report.essentials, detail != nullptr ? std::optional(*detail) : std::nullopt, report.tree});
        return;
    }
    if (!command.draft_slot.empty()) {
        m_store.delete_filed_draft(command.draft_slot, command.id);
    }
    const auto* filed = report.whole ? std::get_if<domain::api::Filed>(&*report.whole) : nullptr;
    if (filed != nullptr) {
        m_context.tell(app::world::FilingAcknowledged{domain::Receipt{command.id, filed->detail, filed->query_code}});
        return;
    }
    // Another tab sent it, and keeps its receipt in the store.
    domain::Receipt receipt{command.id, {}, report.essentials.query_code};
    receipt.detail.summary.number = report.essentials.number;
    receipt.detail.summary.title = command.title;
    m_store.read(offline::store::receipts, report.essentials.number,
                 [this, receipt = std::move(receipt)](
                     const domain::Result<std::optional<std::string>, offline::StoreFailure>& text) {
                     auto stored = wire::decode_receipt(text.ok() ? text->value_or(std::string()) : std::string());
                     m_context.tell(app::world::FilingAcknowledged{stored.value_or(receipt)});
                 });
}

void OutboxBridge::tell(const offline::ReportDiscarded& report) {
    m_context.tell(app::world::CommandDiscarded{report.id});
}

void OutboxBridge::tell(const offline::ReportReopened& report) {
    auto draft = wire::decode_draft(wire::canonical_text(report.draft));
    m_context.tell(app::world::FilingReopened{report.id, draft.value_or({}), report.error});
}

void OutboxBridge::tell(const offline::ReportSubmitFailed& report) {
    m_context.tell(app::world::SubmitFailed{report.id, core_failure(report.reason)});
}

}  // namespace ow::web
