#pragma once

#include <string>
#include <vector>

#include "offline/outbox/outbox.hpp"

namespace ow::offline {

/// What a person sees of an entry; cheap, because it is made for every entry after every event.
[[nodiscard]] Entry::Shown shown_of(const State& state, const Entry& entry);

/// One step of the outbox: takes the state in, is told what happened, gives state and commands back.
/// Internal to offline/outbox; step() is the door.
class Machine {
  public:
    Machine(State state, domain::Instant now, double dice);

    void on(const Restored& event);
    void on(const Submitted& event);
    void on(const Stored& event);
    void on(const StoreFailed& event);
    void on(const Completed& event);
    void on(const CompleteFailed& event);
    void on(const Uploaded& event);
    void on(const UploadFailed& event);
    void on(const Posted& event);
    void on(const PostFailed& event);
    void on(const OnlineChanged& event);
    void on(const LockChanged& event);
    void on(const AccountChanged& event);
    void on(const RetryAsked& event);
    void on(const ReopenAsked& event);
    void on(const DiscardAsked& event);
    void on(const TimerFired& event);
    void on(const SeenElsewhere& event);
    void on(const GoneElsewhere& event);

    /// Starts what can be started, reports what changed.
    [[nodiscard]] Outcome finish();

  private:
    [[nodiscard]] Entry* find(std::string_view key);
    [[nodiscard]] bool is_due(const std::optional<domain::Instant>& at) const;
    /// Everything but the time is right.
    [[nodiscard]] bool may_ever_send(const Entry& entry) const;
    [[nodiscard]] bool may_send(const Entry& entry) const;
    [[nodiscard]] std::optional<domain::Instant> next_chance(const Entry& entry) const;

    void take_over(const wire::StoredFiling& filing);
    void sort();
    void forget(std::string_view key);
    void save(const Entry& entry);
    void landed(std::string_view key, std::string_view local_id);
    void succeeded();
    void failed(Entry& entry, const domain::ApiError& error);
    void picture_failed(Entry& entry, wire::StoredPhoto& photo, domain::ApiError error, bool missing);
    void refuse(Entry& entry, domain::ApiError error);
    [[nodiscard]] bool send_lost_pictures_again(Entry& entry, const domain::ApiError& error);
    void on_sign_in_wanted(Entry& entry, const domain::ApiError& error);
    void acknowledge(Entry& entry);
    void try_everything_now();
    void drop_what_cannot_be_kept();
    void send_next();
    void send(Entry& entry);
    void set_timer();
    void report_changes();

    State m_state;
    domain::Instant m_now;
    double m_dice;
    std::vector<Command> m_commands;
};

}  // namespace ow::offline
