#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "offline/outbox/runner.hpp"

/// The tabs of tests/unit/offline/world.cpp and what they live in.
namespace ow::test {

/// A server that keeps its promises: one key, one answer. It can be restored from a backup.
struct Server {
    struct Case {
        std::string body;
        std::string content;
        bool operator==(const Case&) const = default;
    };
    std::string epoch = "e0";
    std::map<std::string, std::string> attachments;  ///< upload key → id
    std::map<std::string, std::int64_t> uploads;     ///< key of a file that comes in parts → parts it has
    std::set<std::string> known;                     ///< ids
    std::map<std::string, Case> cases;               ///< key → what was sent
    std::vector<std::string> order;                  ///< contents as they came

    /// What it says to a command that it has carried out.
    [[nodiscard]] wire::CommandAnswer answer(const std::string& key) const;
    /// What it says to a body with pictures that it does not have; no fields: it has them all.
    [[nodiscard]] domain::ApiError missing_pictures(const domain::Value& body) const;
};

struct Device {
    std::map<std::string, std::map<std::string, std::string>, std::less<>> stores;
    std::map<std::string, std::int64_t> photos;  ///< local id → when it was kept
};

class Tab;

/// What a tab's ports ask of the world.
class Surroundings {
  public:
    virtual ~Surroundings() = default;
    virtual void tell_others(const Tab& writer, const offline::Transaction& transaction) = 0;
    virtual void ask_for_lock(Tab& tab) = 0;
    virtual std::string serve_upload(const std::string& key) = 0;
    /// One request of a file in parts.
    virtual domain::Result<wire::UploadStep, domain::ApiError> serve_part(const std::string& key,
                                                                          const wire::UploadPlace& place) = 0;
    virtual domain::Result<wire::CommandAnswer, domain::ApiError> serve_post(const wire::StoredRequest& request,
                                                                             const std::string& key) = 0;
    virtual void told(Tab& tab, const offline::Report& what) = 0;

    Device device;
    Server server;
    domain::Instant now{1'795'237'200'000};
    bool writes_fail = false;
    bool reads_fail = false;
    bool online = true;
    bool signed_in = true;
};

/// A tab and its ports. Answers wait in queues until a move lets them through.
class Tab : public offline::StoragePort,
            public offline::NetworkPort,
            public offline::SurroundingsPort,
            public offline::ReportPort {
  public:
    explicit Tab(Surroundings& world) : world(world), runner(*this, *this, *this, *this) {}

    void write(const offline::Transaction& transaction,
               std::function<void(std::optional<offline::StoreFailure>)> done) override;
    void read(std::string_view from, const std::string& key, Answer<std::optional<std::string>> done) override;
    void list(std::string_view from, Answer<std::vector<offline::Record>> done) override;
    void sweep_photos(const std::vector<std::string>& keep) override;

    void upload(const std::string& local_id, const std::string& key, const wire::UploadPlace& place,
                UploadAnswer done) override;
    void cancel_upload(const std::string& local_id) override;
    void post(const wire::StoredRequest& request, const std::string& key, PostAnswer done) override;

    domain::Instant now() override;
    double dice() override { return 0.5; }
    void start_timer(offline::Alarm alarm, std::int64_t delay_ms, std::function<void()> done) override;
    void ask_for_lock() override;

    void report(const offline::Report& what) override;
    void health_changed(const domain::OutboxHealth&) override {}
    void draft_taken(const std::string&) override {}

    /// A request that the network has; `serve` lets the server act and gives the answer.
    struct Request {
        std::string local_id;  ///< of an upload
        std::function<std::function<void()>()> serve;
        std::function<void()> lose;  ///< answers that there was no answer
    };
    /// An operation of the storage: `apply` does it and gives the answer.
    using Operation = std::function<std::function<void()>()>;
    struct Timer {
        domain::Instant at;
        std::function<void()> done;
    };

    Surroundings& world;
    std::deque<Operation> storage;
    std::deque<Request> network;
    std::deque<std::function<void()>> messages;
    std::array<std::optional<Timer>, 2> timers;
    bool frozen = false;
    bool ready = false;
    offline::Runner runner;
};

}  // namespace ow::test
