#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "offline/outbox/outbox.hpp"
#include "tests/unit/offline/outbox_world.hpp"

/// The outbox against a hostile world: tabs die at any moment, answers get lost after the server acted, storage
/// fails, sessions expire, two tabs are open. Whatever happens: nothing is lost, nothing is filed twice, and when
/// the world is kind again everything is filed.
namespace {

using namespace ow;
using namespace ow::test;

/// A server that keeps its promises: one key, one answer.
struct Server {
    std::map<std::string, std::string> attachments;  ///< upload key → id
    std::map<std::string, domain::Filing> cases;     ///< key → body
    std::vector<std::string> order;                  ///< keys as filed
    int conflicts = 0;

    std::string upload(const std::string& key) {
        return attachments.emplace(key, "att-" + std::to_string(attachments.size())).first->second;
    }
    bool file(const std::string& key, const domain::Filing& filing) {
        const auto [place, is_new] = cases.emplace(key, filing);
        if (is_new) {
            order.push_back(key);
        } else if (!(place->second == filing)) {
            ++conflicts;
            return false;
        }
        return true;
    }
};

/// What the device keeps over restarts. Texts, so that the codecs are tested too.
struct Device {
    std::map<std::string, std::string> outbox;
    std::map<std::string, std::string> receipts;
};

struct Tab {
    offline::State state;
    std::deque<offline::Happening> pending;  ///< answers on their way
};

class World {
  public:
    explicit World(unsigned seed) : m_random(seed) {}

    void run(int steps) {
        open_tab();
        for (int i = 0; i < steps; ++i) {
            chaos();
            check();
        }
        calm_down();
    }

  private:
    bool chance(int percent) { return static_cast<int>(m_random() % 100) < percent; }

    void open_tab() {
        m_tabs.emplace_back();
        start(m_tabs.back());
    }

    void start(Tab& tab) {
        tab = Tab{};
        offline::Restored restored;
        for (const auto& [key, text] : m_device.outbox) {
            auto filing = wire::decode_filing(text);
            REQUIRE(filing.ok());
            restored.filings.push_back(*filing);
        }
        feed(tab, std::move(restored));
        feed(tab, offline::OnlineChanged{m_online});
        grant_lock();
        if (m_signed_in) {
            feed(tab, offline::AccountChanged{"owner"});
        }
    }

    void grant_lock() {
        for (const Tab& tab : m_tabs) {
            if (tab.state.has_lock) {
                return;
            }
        }
        feed(m_tabs.front(), offline::LockChanged{true});
    }

    void feed(Tab& tab, offline::Happening what) {
        auto outcome = offline::step(std::move(tab.state), {m_now, 0.5, std::move(what)});
        tab.state = std::move(outcome.state);
        for (auto& command : outcome.commands) {
            std::visit([&](auto& which) { act(tab, which); }, command);
        }
    }

    void tell_others(const Tab& writer, const offline::Happening& what) {
        for (Tab& tab : m_tabs) {
            if (&tab != &writer) {
                tab.pending.push_back(what);
            }
        }
    }

    // --- storage: at once and whole, or refused ---

    void act(Tab& tab, const offline::Store& store) {
        const std::string key = store.filing.draft.key;
        if (m_storage_fails) {
            if (store.how == offline::StoreHow::first) {
                tab.pending.push_back(offline::StoreFailed{key, offline::StoreFailure::full});
            }
            return;
        }
        m_device.outbox[key] = wire::encode_filing(store.filing);
        if (store.how == offline::StoreHow::first) {
            m_accepted.insert(key);
            tab.pending.push_back(offline::Stored{key});
        }
        tell_others(tab, offline::SeenElsewhere{store.filing});
    }
    void act(Tab& tab, const offline::Complete& complete) {
        if (m_storage_fails) {
            tab.pending.push_back(offline::CompleteFailed{complete.key});
            return;
        }
        m_device.receipts[complete.key] = complete.receipt.detail.summary.number;
        m_device.outbox.erase(complete.key);
        tab.pending.push_back(offline::Completed{complete.key});
        tell_others(tab, offline::GoneElsewhere{complete.key, complete.receipt});
    }
    void act(Tab&, const offline::Reopen&) {}
    void act(Tab&, const offline::Remove&) {}

    // --- network ---

    std::optional<domain::ApiError> trouble() {
        domain::ApiError error;
        if (!m_online) {
            return error;
        }
        if (!m_signed_in) {
            error.kind = domain::ApiErrorKind::unauthenticated;
            return error;
        }
        if (chance(m_kind ? 0 : 15)) {
            error.kind = chance(50) ? domain::ApiErrorKind::unavailable : domain::ApiErrorKind::rate_limited;
            error.retry_after_seconds = 2;
            return error;
        }
        return std::nullopt;
    }

    void act(Tab& tab, const offline::Upload& upload) {
        CHECK(tab.state.has_lock);
        if (auto error = trouble()) {
            tab.pending.push_back(offline::UploadFailed{upload.key, upload.local_id, *error, false});
            return;
        }
        const std::string id = m_server.upload(upload.idempotency_key);
        if (!m_kind && chance(15)) {  // the server has it, the answer is lost
            tab.pending.push_back(offline::UploadFailed{upload.key, upload.local_id, domain::ApiError{}, false});
        } else {
            tab.pending.push_back(offline::Uploaded{upload.key, upload.local_id, id});
        }
    }
    void act(Tab& tab, const offline::Post& post) {
        CHECK(tab.state.has_lock);
        const auto& entry = *std::find_if(tab.state.entries.begin(), tab.state.entries.end(),
                                          [&](const auto& each) { return each.key() == post.key; });
        CHECK(post.filing.attachments.size() == entry.stored.photos.size());
        if (auto error = trouble()) {
            tab.pending.push_back(offline::PostFailed{post.key, *error});
            return;
        }
        CHECK(m_server.file(post.key, post.filing));
        if (!m_kind && chance(15)) {
            tab.pending.push_back(offline::PostFailed{post.key, domain::ApiError{}});
        } else {
            tab.pending.push_back(offline::Posted{post.key, filed("case of " + post.key)});
        }
    }

    void act(Tab&, const offline::StartTimer&) {}
    void act(Tab&, const offline::ReportChanged&) {}
    void act(Tab&, const offline::ReportAcknowledged& report) {
        CHECK(m_server.cases.count(report.receipt.filing_key) == 1);
    }
    void act(Tab&, const offline::ReportDiscarded&) { FAIL("nobody discarded anything"); }
    void act(Tab&, const offline::ReportReopened&) { FAIL("nobody reopened anything"); }
    void act(Tab&, const offline::ReportSubmitFailed&) {}

    // --- what can happen ---

    void deliver(Tab& tab) {
        if (tab.pending.empty()) {
            return;
        }
        offline::Happening what = std::move(tab.pending.front());
        tab.pending.pop_front();
        feed(tab, std::move(what));
    }

    Tab& any_tab() { return m_tabs[m_random() % m_tabs.size()]; }

    void chaos() {
        m_now.ms += static_cast<std::int64_t>(m_random() % 20'000);
        switch (m_random() % 16) {
            case 0: {
                const std::string key = "key-" + std::to_string(m_submitted++);
                feed(any_tab(), submission(key, static_cast<int>(m_random() % 4)));
                break;
            }
            case 1: start(any_tab()); break;  // killed and opened again: what was under way is forgotten
            case 2:
                if (m_tabs.size() < 2) {
                    open_tab();
                } else {
                    m_tabs.pop_back();
                }
                grant_lock();
                break;
            case 3:
                m_online = !m_online;
                for (Tab& tab : m_tabs) {
                    feed(tab, offline::OnlineChanged{m_online});
                }
                break;
            case 4:
                m_signed_in = !m_signed_in;
                for (Tab& tab : m_tabs) {
                    feed(tab, offline::AccountChanged{m_signed_in ? "owner" : ""});
                }
                break;
            case 5: m_storage_fails = chance(30); break;
            case 6: feed(any_tab(), offline::TimerFired{}); break;
            case 7: m_now.ms -= chance(10) ? 86'400'000 : 0; break;
            default: deliver(any_tab()); break;
        }
    }

    /// At every moment: what a person was told is kept is on the device, or filed.
    void check() {
        for (const std::string& key : m_accepted) {
            const bool kept = m_device.outbox.count(key) == 1 || m_device.receipts.count(key) == 1;
            if (!kept) {
                FAIL("lost " << key);
            }
        }
        CHECK(m_server.conflicts == 0);
    }

    /// The world is kind again; everything drains without another hand.
    void calm_down() {
        m_kind = true;
        m_storage_fails = false;
        m_online = true;
        m_signed_in = true;
        for (Tab& tab : m_tabs) {
            feed(tab, offline::OnlineChanged{true});
            feed(tab, offline::AccountChanged{"owner"});
        }
        grant_lock();
        for (int i = 0; i < 20'000 && !m_device.outbox.empty(); ++i) {
            m_now.ms += 1'000;
            for (Tab& tab : m_tabs) {
                deliver(tab);
                feed(tab, offline::TimerFired{});
            }
        }
        check();
        CHECK(m_device.outbox.empty());
        for (const std::string& key : m_accepted) {
            CHECK(m_server.cases.count(key) == 1);
            CHECK(m_device.receipts.count(key) == 1);
        }
        CHECK(std::set<std::string>(m_server.order.begin(), m_server.order.end()).size() == m_server.order.size());
    }

    std::mt19937 m_random;
    domain::Instant m_now{1'795'237'200'000};
    Server m_server;
    Device m_device;
    std::deque<Tab> m_tabs;
    std::set<std::string> m_accepted;
    int m_submitted = 0;
    bool m_online = true;
    bool m_signed_in = true;
    bool m_storage_fails = false;
    bool m_kind = false;
};

}  // namespace

TEST_CASE("Whatever happens, no filing is lost and none is filed twice", "[outbox][property]") {
    for (unsigned seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        World(seed).run(300);
    }
}

TEST_CASE("A thousand filings with photos go out in the order they were written", "[outbox][property]") {
    offline::State state;
    std::deque<offline::Happening> pending{offline::LockChanged{true}, offline::AccountChanged{"owner"}};
    offline::Restored restored;
    for (int i = 0; i < 1'000; ++i) {
        const auto made = submission("key-" + std::to_string(i), 2);
        wire::StoredFiling filing;
        filing.draft = made.draft;
        filing.filing = made.filing;
        filing.sequence = i + 1;
        for (const auto& photo : made.draft.photos) {
            filing.photos.push_back({photo.local_id, {}, {}, 0});
        }
        restored.filings.push_back(std::move(filing));
    }
    std::shuffle(restored.filings.begin(), restored.filings.end(), std::mt19937(7));
    pending.push_front(std::move(restored));

    std::vector<std::string> posted;
    while (!pending.empty()) {
        auto outcome = offline::step(std::move(state), {domain::Instant{1}, 0.5, std::move(pending.front())});
        pending.pop_front();
        state = std::move(outcome.state);
        for (const auto& command : outcome.commands) {
            if (const auto* upload = std::get_if<offline::Upload>(&command)) {
                const bool dead = upload->local_id == "key-500-p1";
                domain::ApiError refused;
                refused.kind = domain::ApiErrorKind::unsupported_type;
                if (dead) {
                    pending.push_back(offline::UploadFailed{upload->key, upload->local_id, refused, false});
                } else {
                    pending.push_back(offline::Uploaded{upload->key, upload->local_id, "A" + upload->local_id});
                }
            } else if (const auto* post = std::get_if<offline::Post>(&command)) {
                posted.push_back(post->key);
                pending.push_back(offline::Posted{post->key, filed(post->key)});
            } else if (const auto* complete = std::get_if<offline::Complete>(&command)) {
                pending.push_back(offline::Completed{complete->key});
            }
        }
    }
    REQUIRE(posted.size() == 999);
    for (std::size_t i = 0; i < posted.size(); ++i) {
        CHECK(posted[i] == "key-" + std::to_string(i < 500 ? i : i + 1));
    }
    REQUIRE(state.entries.size() == 1);
    CHECK(state.entries[0].key() == "key-500");
    CHECK(state.entries[0].stored.refused);
}
