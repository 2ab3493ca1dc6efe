#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "offline/outbox/outbox.hpp"
#include "offline/storage/storage_port.hpp"
#include "src/domain/result.hpp"
#include "src/domain/time.hpp"
#include "src/wire/commands.hpp"
#include "src/wire/uploads.hpp"

/// What the outbox's runner needs of the world. The program's bridges are one world, the tests' another. Every answer
/// comes later, never while the call is under way, and exactly once.
namespace ow::offline {

/// The server.
class NetworkPort {
  public:
    /// `missing`: the device does not have the picture any more.
    using UploadAnswer = std::function<void(domain::Result<wire::UploadStep, domain::ApiError>, bool missing)>;
    using PostAnswer = std::function<void(domain::Result<wire::CommandAnswer, domain::ApiError>)>;

    virtual ~NetworkPort() = default;
    /// Makes one request of those that bring a file of the device to the server: all of a small one, of a large one the
    /// announcement (nothing known of its place yet) or the part that follows its place.
    virtual void upload(const std::string& local_id, const std::string& key, const wire::UploadPlace& place,
                        UploadAnswer done) = 0;
    /// Breaks an upload off; it is not answered any more.
    virtual void cancel_upload(const std::string& local_id) = 0;
    virtual void post(const wire::StoredRequest& request, const std::string& key, PostAnswer done) = 0;
};

/// The timers of offline/, one of each at a time.
enum class Alarm : std::uint8_t {
    send,  ///< something waits for its time
    read,  ///< the store could not be read
};

/// Time, chance and the other tabs.
class SurroundingsPort {
  public:
    virtual ~SurroundingsPort() = default;
    [[nodiscard]] virtual domain::Instant now() = 0;
    /// 0–1.
    [[nodiscard]] virtual double dice() = 0;
    /// Replaces the one that runs; a replaced one is not answered.
    virtual void start_timer(Alarm alarm, std::int64_t delay_ms, std::function<void()> done) = 0;
    /// Takes the lock over if the tab that holds it does not answer. What comes of it is told as LockChanged.
    virtual void ask_for_lock() = 0;
};

/// The application.
class ReportPort {
  public:
    virtual ~ReportPort() = default;
    virtual void report(const Report& what) = 0;
    virtual void health_changed(const domain::OutboxHealth& health) = 0;
    /// The draft of that slot has become a command or was replaced: what still waits to be written there is not.
    virtual void draft_taken(const std::string& slot) = 0;
};

}  // namespace ow::offline
