#include "tests/unit/offline/world.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string_view>

#include "src/wire/value.hpp"
#include "tests/unit/offline/submissions.hpp"
#include "tests/unit/offline/world_history.hpp"

namespace ow::test {
namespace {

using domain::ApiError;
using domain::ApiErrorKind;
using domain::Failure;
using offline::Transaction;

ApiError error_of(ApiErrorKind kind) { return domain::make_error(kind); }

/// Of a file that does not go in one request.
constexpr std::int64_t parts = 3;

class World : public Surroundings {
  public:
    explicit World(const Schedule& schedule) : m_schedule(schedule) {
        m_history.start = schedule.start;
        m_history.latest = now;
    }

    std::string run() {
        find_device();
        open_tab();
        for (const Move& move : m_schedule.moves) {
            make(move);
            check();
            if (!m_failure.empty()) {
                return m_failure;
            }
        }
        calm_down();
        return m_failure;
    }

    bool kind = false;  ///< nothing goes wrong any more

    void fail(std::string what) {
        if (m_failure.empty()) {
            m_failure = std::move(what);
        }
    }

    void tell_others(const Tab& writer, const Transaction& transaction) override {
        for (const auto& tab : m_tabs) {
            if (tab.get() == &writer) {
                continue;
            }
            for (const auto& operation : transaction.operations()) {
                if (operation.store != offline::store::outbox || operation.verb == Transaction::Verb::require) {
                    continue;
                }
                Tab* reader = tab.get();
                if (operation.verb == Transaction::Verb::remove) {
                    reader->messages.push_back([reader, id = operation.key] { reader->runner.removed_elsewhere(id); });
                } else {
                    reader->messages.push_back([reader, id = operation.key] { reader->runner.put_elsewhere(id); });
                }
            }
        }
    }

    void ask_for_lock(Tab& tab) override {
        if (m_lock == nullptr || m_lock->frozen) {
            give_lock(tab);
        }
    }

    std::string serve_upload(const std::string& key) override {
        const auto [place, is_new] =
            server.attachments.emplace(key, server.epoch + "-" + std::to_string(server.attachments.size()));
        server.known.insert(place->second);
        return place->second;
    }

    domain::Result<wire::UploadStep, ApiError> serve_part(const std::string& key,
                                                          const wire::UploadPlace& place) override {
        if (place.upload.empty()) {
            server.uploads.emplace(key, 0);
        } else if (place.upload != server.epoch + key || server.uploads.count(key) == 0) {
            return Failure{error_of(ApiErrorKind::not_found)};
        } else if (server.uploads[key] == place.sent && place.sent < parts) {
            ++server.uploads[key];
        }
        const std::int64_t has = server.uploads[key];
        const wire::UploadPlace now_at{server.epoch + key, has, parts};
        return wire::UploadStep{has == parts ? serve_upload(key) : std::string(), now_at};
    }

    domain::Result<wire::CommandAnswer, ApiError> serve_post(const wire::StoredRequest& request,
                                                             const std::string& key) override {
        const auto body = wire::parse_value(request.body);
        if (!body.ok()) {
            fail("a body that is no JSON: " + request.body);
            return Failure{error_of(ApiErrorKind::malformed)};
        }
        std::string content(body->text_at("title"));
        if (content.empty()) {
            content = body->text_at("note");
        }
        const auto before = server.cases.find(key);
        if (before != server.cases.end()) {
            if (before->second.body != request.body) {
                // Only what the server lost may have made another body of it.
                if (!m_history.restored) {
                    fail("another body under the key of " + content);
                }
                return Failure{error_of(ApiErrorKind::conflict)};
            }
            return server.answer(key);
        }
        const Act* act = m_history.with_content(content);
        if (act != nullptr && act->verdict != Verdict::carried_out && key.find("mended") == key.npos) {
            return Failure{
                error_of(act->verdict == Verdict::conflict ? ApiErrorKind::conflict : ApiErrorKind::invalid)};
        }
        if (const Act* need = act == nullptr ? nullptr : m_history.lacking(*act, server)) {
            // A person may send it all the same when they have thrown the other away.
            if (!m_history.is_dropped(*need) && need->kept && !m_history.restored) {
                fail("sent before what it depends on: " + content);
            }
            return Failure{error_of(ApiErrorKind::invalid)};
        }
        ApiError lost = server.missing_pictures(*body);
        if (!lost.fields.empty()) {
            return Failure{std::move(lost)};
        }
        for (const auto& [other, filed] : server.cases) {
            if (filed.content == content) {
                fail("twice: " + content);
            }
        }
        server.cases[key] = {request.body, content};
        server.order.push_back(content);
        return server.answer(key);
    }

    /// What the person is told.
    void told(Tab& tab, const offline::Report& what) override {
        if (const auto* changed = std::get_if<offline::ReportChanged>(&what)) {
            // What was refused at once may be known to this tab only: its draft is still there.
            Act* act = m_history.find(changed->status.key);
            if (act != nullptr && changed->status.state != domain::CommandState::needs_attention) {
                act->kept = true;
            }
        } else if (const auto* acknowledged = std::get_if<offline::ReportAcknowledged>(&what)) {
            m_history.acknowledged.insert(acknowledged->command.id);
        } else if (const auto* reopened = std::get_if<offline::ReportReopened>(&what)) {
            submit_mended(tab, reopened->id);
        } else if (const auto* discarded = std::get_if<offline::ReportDiscarded>(&what)) {
            // Nobody mends what was thrown away, in another tab for one.
            m_mended.erase(discarded->id);
            Act* act = m_history.find(discarded->id);
            const Act* before = act == nullptr ? nullptr : m_history.find(act->mends);
            if (before != nullptr && before->dropped) {
                act->dropped = true;
            }
        } else if (const auto* failed = std::get_if<offline::ReportSubmitFailed>(&what)) {
            if (Act* act = m_history.find(failed->id)) {
                act->dropped = act->failed = true;
            }
        }
    }

  private:
    // --- the device as it was found ---

    void find_device() {
        if ((m_schedule.start & with_old_layout) != 0) {
            for (int i = 0; i < 2; ++i) {
                const std::string id = "old-" + std::to_string(i);
                const std::string photo = id + "-p0";
                device.stores["outbox"][id] = first_layout_entry(id, photo, i + 1);
                device.photos[photo] = 0;
                Act& act = m_history.acts[id];
                act.content = id;
                act.pictures = {photo};
                act.kept = true;
            }
        }
        if ((m_schedule.start & with_unreadable) != 0) {
            device.stores["outbox"]["damaged"] = R"({"v":3,"what":"a newer program wrote it"})";
            device.photos["damaged-p0"] = 0;
        }
    }

    // --- tabs ---

    void open_tab() {
        m_tabs.push_back(std::make_unique<Tab>(*this));
        Tab& tab = *m_tabs.back();
        tab.runner.feed(offline::OnlineChanged{online});
        tab.runner.start([&tab] {
            tab.ready = true;
            tab.runner.begin_reporting();
        });
        tab.runner.feed(offline::AccountChanged{signed_in ? "owner" : ""});
        if (m_lock == nullptr) {
            give_lock(tab);
        }
    }

    void give_lock(Tab& tab) {
        if (m_lock != nullptr) {
            Tab* before = m_lock;
            before->messages.push_back([before] { before->runner.feed(offline::LockChanged{false}); });
        }
        m_lock = &tab;
        tab.messages.push_back([this, &tab] {
            tab.runner.feed(offline::LockChanged{m_lock == &tab});
            tab.runner.refresh();
        });
    }

    void kill(std::size_t index, std::uint8_t how) {
        Tab& tab = *m_tabs[index];
        // What was on its way may get through all the same.
        for (std::size_t i = 0; i < tab.storage.size() && i < how % 4U; ++i) {
            (void)tab.storage[i]();
        }
        for (auto& request : tab.network) {
            if (how % 2 == 1 && online) {
                (void)request.serve();
            }
        }
        const bool had_lock = m_lock == &tab;
        m_tabs.erase(m_tabs.begin() + static_cast<std::ptrdiff_t>(index));
        if (had_lock) {
            m_lock = nullptr;
            if (!m_tabs.empty()) {
                give_lock(*m_tabs.front());
            }
        }
        if (m_tabs.empty()) {
            open_tab();
        }
    }

    Tab* awake(std::uint8_t which) {
        for (std::size_t i = 0; i < m_tabs.size(); ++i) {
            Tab& tab = *m_tabs[(which + i) % m_tabs.size()];
            if (!tab.frozen) {
                return &tab;
            }
        }
        return nullptr;
    }

    void let_storage(Tab& tab) {
        if (!tab.storage.empty()) {
            const Tab::Operation next = std::move(tab.storage.front());
            tab.storage.pop_front();
            next()();
        }
    }

    void let_network(Tab& tab, std::uint8_t luck) {
        if (tab.network.empty()) {
            return;
        }
        const Tab::Request next = std::move(tab.network.front());
        tab.network.pop_front();
        const bool reaches = online && (kind || luck % 8 != 0);
        const bool comes_back = reaches && (kind || luck % 8 != 1);
        if (!reaches) {
            next.lose();
            return;
        }
        const auto answer = next.serve();
        if (comes_back) {
            answer();
        } else {
            next.lose();
        }
    }

    void let_message(Tab& tab) {
        if (!tab.messages.empty()) {
            const auto next = std::move(tab.messages.front());
            tab.messages.pop_front();
            next();
        }
    }

    void let_timers(Tab& tab) {
        for (auto& timer : tab.timers) {
            if (timer && timer->at <= now) {
                const auto done = std::move(timer->done);
                timer.reset();
                done();
            }
        }
    }

    // --- what a person does ---

    void act(Tab& tab, const Move& move) {
        if (!tab.ready || !signed_in) {
            return;
        }
        if (move.b % 8 == 2) {
            help_somebody(tab, move);
            return;
        }
        Act known = new_act(move.a % 3);
        if (move.b % 2 != 0) {
            known.subject = "case-" + std::to_string(move.a % 2);
            known.verdict = move.b % 16 == 3 ? Verdict::conflict : Verdict::carried_out;
        } else if (move.b % 8 == 6) {
            known.path = "/visits/today/tries";
        } else if (move.b % 8 == 0) {
            known.verdict = Verdict::invalid;
        }
        const offline::Submitted made = hand_over(tab, known);
        if (move.a % 4 == 3) {
            tab.runner.feed(made);  // a double tap
        }
    }

    /// A person who is new, what they agree to, and their case: each waits for those before.
    void help_somebody(Tab& tab, const Move& move) {
        const int refused = move.b / 8 % 6;  // which of the three, if any
        std::vector<std::string> before;
        for (const char* path : {"/persons", "/mandates", ""}) {
            const int at = static_cast<int>(before.size());
            Act known = new_act(at == 2 ? move.a % 3 : 0);
            known.path = path;
            known.needs = before;
            known.verdict = at == refused ? Verdict::invalid : Verdict::carried_out;
            before.push_back(known.content);
            hand_over(tab, known);
        }
    }

    Act new_act(int pictures) {
        Act made;
        made.content = "act-" + std::to_string(m_history.acts.size());
        made.order = static_cast<int>(m_history.acts.size());
        for (int i = 0; i < pictures; ++i) {
            made.pictures.push_back(made.content + "-p" + std::to_string(i));
            device.photos[made.pictures.back()] = now.ms;
        }
        return made;
    }

    offline::Submitted hand_over(Tab& tab, const Act& known) {
        offline::Submitted made = submitted(known, known.content);
        m_history.acts[known.content] = known;
        tab.runner.feed(made);
        return made;
    }

    const domain::CommandStatus* pick(const std::vector<domain::CommandStatus>& statuses, std::uint8_t which) {
        return statuses.empty() ? nullptr : &statuses[which % statuses.size()];
    }

    /// A refused filing becomes a draft again and is submitted anew; anything else is replaced by another.
    void mend(Tab& tab, const std::string& id, Act& act) {
        const std::string new_id = id + "-mended";
        offline::Submitted again = submitted(act, new_id);
        again.command.depends_on = names_in(tab, act);
        if (act.becomes_draft()) {
            m_mended[id] = again;
            act.dropped = true;
            tab.runner.feed(offline::ReopenAsked{id, new_id});
            return;
        }
        again.replaces = id;
        remember_mended(act, id, new_id);
        tab.runner.feed(again);
    }

    /// What an act still waits for, as this tab knows it.
    std::vector<std::string> names_in(const Tab& tab, const Act& act) const {
        std::vector<std::string> names;
        for (const domain::CommandStatus& waiting : tab.runner.statuses()) {
            const Act* other = m_history.find(waiting.key);
            if (other != nullptr && std::find(act.needs.begin(), act.needs.end(), other->content) != act.needs.end()) {
                names.push_back(waiting.key);
            }
        }
        return names;
    }

    void remember_mended(const Act& act, const std::string& id, const std::string& new_id) {
        Act mended = act;
        mended.verdict = Verdict::carried_out;
        mended.kept = mended.dropped = false;
        mended.mends = id;
        m_history.acts[new_id] = std::move(mended);
    }

    /// The person has the draft again, mends it and submits it.
    void submit_mended(Tab& tab, const std::string& id) {
        const auto found = m_mended.find(id);
        const Act* act = m_history.find(id);
        if (found == m_mended.end() || act == nullptr) {
            return;
        }
        const offline::Submitted again = std::move(found->second);
        m_mended.erase(found);
        remember_mended(Act(*act), id, again.command.id);
        tab.messages.push_back([&tab, again] { tab.runner.feed(again); });
    }

    void discard_or_reopen(Tab& tab, const Move& move) {
        const auto statuses = tab.runner.statuses();
        const domain::CommandStatus* status = pick(statuses, move.a);
        Act* act = status == nullptr ? nullptr : m_history.find(status->key);
        if (act == nullptr) {
            return;
        }
        if (status->state == domain::CommandState::needs_attention && act->verdict != Verdict::carried_out &&
            move.b % 2 == 0) {
            mend(tab, status->key, *act);
        } else if (move.b % 4 == 1) {
            act->dropped = true;
            tab.runner.feed(offline::DiscardAsked{status->key});
        }
    }

    void restore_or_back_up(std::uint8_t what) {
        if (!m_backup) {
            m_backup = server;
        } else if (what % 4 == 0 && !m_history.restored) {
            server = *m_backup;
            server.epoch = "e1";
            m_history.restored = true;
        }
    }

    /// Nobody leaves a write of the device for days.
    void pass_days(std::uint8_t how) {
        const bool quiet =
            std::all_of(m_tabs.begin(), m_tabs.end(), [](const auto& tab) { return tab->storage.empty(); });
        now.ms += quiet ? domain::days(1 + how % 16).ms : 0;
        m_history.latest = std::max(m_history.latest, now);
    }

    void check() {
        if (std::string loss = find_loss(m_history, device); !loss.empty()) {
            fail(std::move(loss));
        }
    }

    void make(const Move& move) {
        now.ms += move.b * 100;
        m_history.latest = std::max(m_history.latest, now);
        Tab* tab = awake(move.a);
        const std::string_view what = move_kinds[move.kind % move_kinds.size()];
        if (what == "kill tab") {
            kill(move.a % m_tabs.size(), move.b);
        } else if (what == "open tab") {
            if (m_tabs.size() < 3 && (m_schedule.start & one_tab_only) == 0) {
                open_tab();
            }
        } else if (what == "freeze/thaw") {
            Tab& which = *m_tabs[move.a % m_tabs.size()];
            which.frozen = !which.frozen && m_tabs.size() > 1;
        } else if (what == "online") {
            online = !online;
            for (const auto& each : m_tabs) {
                Tab* of = each.get();
                of->messages.push_back([of, is = online] { of->runner.feed(offline::OnlineChanged{is}); });
            }
        } else if (what == "sign in/out") {
            signed_in = !signed_in;
            for (const auto& each : m_tabs) {
                Tab* of = each.get();
                of->messages.push_back(
                    [of, is = signed_in] { of->runner.feed(offline::AccountChanged{is ? "owner" : ""}); });
            }
        } else if (what == "days pass") {
            pass_days(move.b);
        } else if (what == "writes") {
            writes_fail = move.b % 3 == 0;
        } else if (what == "reads") {
            reads_fail = move.b % 3 == 0;
            m_history.read_failed = m_history.read_failed || reads_fail;
        } else if (what == "back up") {
            restore_or_back_up(move.b);
        } else if (tab == nullptr) {
            return;
        } else if (what == "storage") {
            let_storage(*tab);
        } else if (what == "network") {
            let_network(*tab, move.b);
        } else if (what == "message") {
            let_message(*tab);
        } else if (what == "timer") {
            now.ms += move.b * 2'000 - (move.b == 7 ? 86'400'000 : 0);  // now and then the clock is set back
            let_timers(*tab);
        } else if (what == "act") {
            act(*tab, move);
        } else if (what == "retry") {
            const auto statuses = tab->runner.statuses();
            if (const auto* status = pick(statuses, move.b)) {
                tab->runner.feed(offline::RetryAsked{status->key});
            }
        } else if (what == "discard/reopen") {
            discard_or_reopen(*tab, move);
        } else if (move.b % 2 == 0) {
            tab->runner.refresh();
        } else if (online) {
            tab->runner.feed(offline::EpochSeen{server.epoch});
        }
    }

    /// The world is kind again; all drains without another hand. A tab that is frozen stays so.
    void calm_down() {
        kind = true;
        writes_fail = reads_fail = false;
        online = signed_in = true;
        if (awake(0) == nullptr) {
            m_tabs.front()->frozen = false;
        }
        for (const auto& tab : m_tabs) {
            Tab* of = tab.get();
            of->messages.push_back([this, of] {
                of->runner.feed(offline::OnlineChanged{true});
                of->runner.feed(offline::AccountChanged{"owner"});
                of->runner.feed(offline::EpochSeen{server.epoch});
                of->runner.refresh();
            });
        }
        for (int round = 0; round < 4'000 && m_failure.empty(); ++round) {
            now.ms += 1'000;
            bool quiet = true;
            for (const auto& tab : m_tabs) {
                if (tab->frozen) {
                    continue;
                }
                for (int i = 0; i < 6; ++i) {
                    let_message(*tab);
                    let_storage(*tab);
                    let_network(*tab, 7);
                }
                let_timers(*tab);
                quiet = quiet && tab->storage.empty() && tab->network.empty() && tab->messages.empty() &&
                        !tab->timers[0] && !tab->timers[1];
            }
            if (quiet) {
                break;
            }
            if (round % 100 == 0) {
                check();
            }
        }
        check();
        std::set<std::string> shown;
        for (const auto& tab : m_tabs) {
            for (const domain::CommandStatus& status : tab->runner.statuses()) {
                if (!tab->frozen && status.state == domain::CommandState::needs_attention) {
                    shown.insert(status.key);
                }
            }
        }
        if (std::string undone = find_undone(m_history, device, server, shown); !undone.empty()) {
            fail(std::move(undone));
        }
    }

    const Schedule& m_schedule;
    std::vector<std::unique_ptr<Tab>> m_tabs;
    Tab* m_lock = nullptr;
    History m_history;
    std::map<std::string, offline::Submitted> m_mended;  ///< by the id of what is being given back
    std::optional<Server> m_backup;
    std::string m_failure;
};

}  // namespace

std::string play(const Schedule& schedule) { return World(schedule).run(); }

}  // namespace ow::test
