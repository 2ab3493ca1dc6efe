#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "offline/outbox/outbox.hpp"

namespace ow::offline {

/// What a person sees of an entry; cheap, because it is made for every entry after every event.
[[nodiscard]] Entry::Shown shown_of(const State& state, const Entry& entry);

/// One step of the outbox: takes the state in, is told what happened, gives state and instructions back.
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
    void on(const PartUploaded& event);
    void on(const UploadFailed& event);
    void on(const Posted& event);
    void on(const PostFailed& event);
    void on(const OnlineChanged& event);
    void on(const LockChanged& event);
    void on(const AccountChanged& event);
    void on(const EpochSeen& event);
    void on(const RetryAsked& event);
    void on(const ReopenAsked& event);
    void on(const DiscardAsked& event);
    void on(const ForgetAsked& event);
    void on(const TimerFired& event);
    void on(const SeenElsewhere& event);
    void on(const GoneElsewhere& event);

    /// Starts what can be started, reports what changed.
    [[nodiscard]] Outcome finish();

  private:
    // machine.cpp: the store and what happens around.
    [[nodiscard]] Entry* find(std::string_view id);
    [[nodiscard]] bool is_in_flight(const Entry& entry) const;
    [[nodiscard]] bool is_being_replaced(std::string_view id) const;
    [[nodiscard]] bool is_named_by_another(const Entry& entry) const;
    void take_over(const wire::StoredCommand& command);
    void sort();
    void forget(std::string_view id);
    void forget_settled(std::int64_t older_than_ms);
    void gone(Entry& entry);
    void save(const Entry& entry);
    void report(Report what);
    void report_acknowledged(Entry& entry);
    [[nodiscard]] std::vector<wire::StoredCommand> change_dependents(std::string_view id,
                                                                     const std::optional<std::string>& new_id);
    void lose_dependency(Entry& entry, std::string_view id);
    void release_dependents(std::string_view id);
    void forget_unkept(std::string_view id, StoreFailure reason);
    void refuse_what_depends_on_nothing(const std::vector<std::string_view>& there);
    [[nodiscard]] std::optional<Remove> removal_of_replaced(const Entry& entry);
    void forget_replaced(Entry& entry);
    void remove_replaced(Entry& entry);
    void try_everything_now();

    // machine_answers.cpp: what the server said.
    void landed(std::string_view id, std::string_view local_id);
    void succeeded();
    bool forget_if_discarded(const Entry& entry);
    void failed(Entry& entry, const domain::ApiError& error);
    void picture_failed(Entry& entry, wire::StoredPhoto& photo, domain::ApiError error, bool missing);
    void refuse(Entry& entry, domain::ApiError error);
    [[nodiscard]] bool go_on_without_lost_pictures(Entry& entry, const domain::ApiError& error);
    void on_sign_in_wanted(Entry& entry, const domain::ApiError& error);
    void acknowledge(Entry& entry);

    // machine_sending.cpp: what follows.
    [[nodiscard]] bool is_due(const std::optional<domain::Instant>& at) const;
    /// Everything but the time, the lock and its turn is right.
    [[nodiscard]] bool is_sendable(const Entry& entry) const;
    [[nodiscard]] bool waits_for_named(const Entry& entry);
    [[nodiscard]] bool waits_for_others(const Entry& entry);
    [[nodiscard]] bool may_send(const Entry& entry);
    [[nodiscard]] std::optional<domain::Instant> next_chance(const Entry& entry) const;
    void drop_what_cannot_be_kept();
    void send_next();
    void send(Entry& entry);
    void ask_for_lock();
    void set_timer();
    void report_changes();

    State m_state;
    domain::Instant m_now;
    double m_dice;
    bool m_answers_older_session = false;
    std::vector<Instruction> m_instructions;
};

/// Whether the server wanted somebody (else) to sign in.
[[nodiscard]] bool wants_sign_in(const Entry& entry, const domain::ApiError& error);

/// Whether the one who is signed in may send it.
[[nodiscard]] bool is_own(const State& state, const Entry& entry);

/// The local ids of the pictures that an entry still has on the device.
[[nodiscard]] std::vector<std::string> local_ids(const Entry& entry);

}  // namespace ow::offline
