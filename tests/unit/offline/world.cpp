#include "tests/unit/offline/world.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string_view>

#include "src/wire/value.hpp"
#include "tests/unit/offline/submissions.hpp"
#include "tests/unit/offline/world_act.hpp"
#include "tests/unit/offline/world_tab.hpp"

namespace ow::test {
namespace {

using domain::ApiError;
using domain::ApiErrorKind;
using domain::Failure;
using offline::Transaction;

constexpr std::uint8_t with_old_layout = 1;
constexpr std::uint8_t with_unreadable = 2;
constexpr std::uint8_t one_tab_only = 4;

ApiError error_of(ApiErrorKind kind) { return domain::make_error(kind); }

class World : public Surroundings {
  public:
    explicit World(const Schedule& schedule) : m_schedule(schedule) {}

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
                if (!m_restored) {
                    fail("another body under the key of " + content);
                }
                return Failure{error_of(ApiErrorKind::conflict)};
            }
            return server.answer(key);
        }
        const Act* act = find_act(content);
        if (act != nullptr && act->bad && key.find("mended") == key.npos) {
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
            Act* act = find_by_id(changed->status.key);
            if (act != nullptr && changed->status.state != domain::CommandState::needs_attention) {
                act->kept = true;
            }
        } else if (const auto* acknowledged = std::get_if<offline::ReportAcknowledged>(&what)) {
            m_acknowledged.insert(acknowledged->command.id);
        } else if (const auto* reopened = std::get_if<offline::ReportReopened>(&what)) {
            submit_mended(tab, reopened->id);
        } else if (const auto* discarded = std::get_if<offline::ReportDiscarded>(&what)) {
            // Nobody mends what was thrown away, in another tab for one.
            m_mended.erase(discarded->id);
            Act* act = find_by_id(discarded->id);
            const Act* before = act == nullptr ? nullptr : find_by_id(act->mends);
            if (before != nullptr && before->dropped) {
                act->dropped = true;
            }
        } else if (const auto* failed = std::get_if<offline::ReportSubmitFailed>(&what)) {
            if (Act* act = find_by_id(failed->id)) {
                act->dropped = act->failed = true;
            }
        }
    }

  private:
    Act* find_act(const std::string& content) {
        for (auto& [id, act] : m_acts) {
            if (act.content == content) {
                return &act;
            }
        }
        return nullptr;
    }
    Act* find_by_id(const std::string& id) {
        const auto found = m_acts.find(id);
        return found == m_acts.end() ? nullptr : &found->second;
    }

    // --- the device as it was found ---

    void find_device() {
        if ((m_schedule.start & with_old_layout) != 0) {
            for (int i = 0; i < 2; ++i) {
                const std::string id = "old-" + std::to_string(i);
                const std::string photo = id + "-p0";
                device.stores["outbox"][id] = first_layout_entry(id, photo, i + 1);
                device.photos[photo] = 0;
                m_acts[id] = {id, {}, {photo}, {}, false, true, false, false, 0};
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
        const std::string id = "act-" + std::to_string(m_acts.size());
        Act known;
        known.content = id;
        known.bad = move.b % 8 == 0;
        known.order = static_cast<int>(m_acts.size());
        for (int i = 0; i < move.a % 3; ++i) {
            known.pictures.push_back(id + "-p" + std::to_string(i));
            device.photos[known.pictures.back()] = now.ms;
        }
        if (move.b % 2 != 0) {
            known.subject = "case-" + std::to_string(move.a % 2);
        }
        const offline::Submitted made = submitted(known, id);
        m_acts[id] = known;
        tab.runner.feed(made);
        if (move.a % 4 == 3) {
            tab.runner.feed(made);  // a double tap
        }
    }

    const domain::CommandStatus* pick(const std::vector<domain::CommandStatus>& statuses, std::uint8_t which) {
        return statuses.empty() ? nullptr : &statuses[which % statuses.size()];
    }

    /// A refused filing becomes a draft again and is submitted anew; a step is replaced by another.
    void mend(Tab& tab, const std::string& id, Act& act) {
        const std::string new_id = id + "-mended";
        offline::Submitted again = submitted(act, new_id);
        if (act.subject.empty()) {
            m_mended[id] = again;
            act.dropped = true;
            tab.runner.feed(offline::ReopenAsked{id, new_id});
            return;
        }
        again.replaces = id;
        remember_mended(act, id, new_id);
        tab.runner.feed(again);
    }

    void remember_mended(const Act& act, const std::string& id, const std::string& new_id) {
        Act mended = act;
        mended.bad = mended.kept = mended.dropped = false;
        mended.mends = id;
        m_acts[new_id] = std::move(mended);
    }

    /// The person has the draft again, mends it and submits it.
    void submit_mended(Tab& tab, const std::string& id) {
        const auto found = m_mended.find(id);
        const Act* act = find_by_id(id);
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
        Act* act = status == nullptr ? nullptr : find_by_id(status->key);
        if (act == nullptr) {
            return;
        }
        if (status->state == domain::CommandState::needs_attention && act->bad && move.b % 2 == 0) {
            mend(tab, status->key, *act);
        } else if (move.b % 4 == 1) {
            act->dropped = true;
            tab.runner.feed(offline::DiscardAsked{status->key});
        }
    }

    void restore_or_back_up(std::uint8_t what) {
        if (!m_backup) {
            m_backup = server;
        } else if (what % 4 == 0 && !m_restored) {
            server = *m_backup;
            server.epoch = "e1";
            m_restored = true;
        }
    }

    void make(const Move& move) {
        now.ms += move.b * 100;
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
        } else if (what == "writes") {
            writes_fail = move.b % 3 == 0;
        } else if (what == "reads") {
            reads_fail = move.b % 3 == 0;
            m_read_failed = m_read_failed || reads_fail;
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

    // --- what must hold ---

    /// At every moment: what a person was told is kept is on the device, pictures that are not sent included.
    void check() {
        const auto& outbox = device.stores["outbox"];
        for (const auto& [id, act] : m_acts) {
            if (!act.kept || act.dropped) {
                continue;
            }
            const auto found = outbox.find(id);
            if (found == outbox.end() && is_replaced(id)) {
                continue;
            }
            if (found == outbox.end()) {
                fail("lost " + id);
                return;
            }
            const auto stored = wire::decode_command(found->second);
            if (!stored.ok()) {
                fail("unreadable " + id + ": " + stored.error().member);
                return;
            }
            for (const auto& photo : stored->photos) {
                if (device.photos.count(photo.local_id) == 0) {
                    fail("lost picture " + photo.local_id);
                }
            }
        }
        if ((m_schedule.start & with_unreadable) != 0 &&
            (outbox.count("damaged") == 0 || device.photos.count("damaged-p0") == 0)) {
            fail("lost what could not be read");
        }
    }

    /// Whether another, mended, stands for it.
    bool is_replaced(const std::string& id) const {
        const std::string by = id + "-mended";
        const auto stored = device.stores.find("outbox");
        const auto act = m_acts.find(by);
        return (stored != device.stores.end() && stored->second.count(by) == 1) || m_acknowledged.count(by) == 1 ||
               (act != m_acts.end() && act->second.dropped && !act->second.failed);
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
        if (m_failure.empty()) {
            check_done();
        }
    }

    void check_done() {
        const auto& outbox = device.stores["outbox"];
        for (const auto& [id, act] : m_acts) {
            if (act.dropped || !act.kept || outbox.count(id) == 0) {
                continue;
            }
            const auto stored = wire::decode_command(outbox.at(id));
            if (!stored.ok() || stored->refused) {
                if (!act.bad && !m_restored) {
                    fail("refused without a reason: " + id);
                }
                continue;
            }
            if (server.cases.count(id) == 0) {
                fail("not carried out: " + id);
            } else if (!stored->acknowledged || stored->acknowledged->epoch != server.epoch) {
                fail("carried out, but not known to be: " + id);
            }
        }
        std::map<std::string, int> last;
        for (const std::string& content : server.order) {
            const Act* act = find_act(content);
            if (act == nullptr || act->subject.empty() || act->bad || (m_schedule.start & one_tab_only) == 0 ||
                m_restored || m_read_failed) {
                continue;
            }
            if (act->order < last[act->subject]) {
                fail("out of order: " + content);
            }
            last[act->subject] = act->order;
        }
    }

    const Schedule& m_schedule;
    std::vector<std::unique_ptr<Tab>> m_tabs;
    Tab* m_lock = nullptr;
    std::map<std::string, Act> m_acts;                   ///< by the command's id
    std::map<std::string, offline::Submitted> m_mended;  ///< by the id of what is being given back
    std::set<std::string> m_acknowledged;
    std::optional<Server> m_backup;
    bool m_restored = false;
    bool m_read_failed = false;  ///< what is not read yet cannot keep its place in the order
    std::string m_failure;
};

}  // namespace

std::string play(const Schedule& schedule) { return World(schedule).run(); }

}  // namespace ow::test
