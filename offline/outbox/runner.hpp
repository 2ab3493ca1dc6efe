#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "offline/outbox/ports.hpp"

namespace ow::offline {

/// Carries out what the policy (outbox.hpp) decides, through the ports, and tells it what came of it.
///
/// Nothing is concluded from a read that failed: it is tried again, the person is told meanwhile, and no picture is
/// swept before everything that may refer to one has been read. What this program cannot read stays where it is.
class Runner {
  public:
    /// All ports must outlive the runner.
    Runner(StoragePort& storage, NetworkPort& network, SurroundingsPort& surroundings, ReportPort& reports)
        : m_storage(storage), m_network(network), m_surroundings(surroundings), m_reports(reports) {}
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    /// Reads what the device has stored. \param ready called once, as soon as that was tried: with or without success.
    void start(std::function<void()> ready);
    /// From now on the application is told of changes.
    void begin_reporting() { m_reporting = true; }
    /// Reads everything again: this tab may have slept, or another one worked in its place.
    void refresh();
    void feed(EventBody what);

    /// Another tab wrote to the store.
    void put_elsewhere(const std::string& id);
    void removed_elsewhere(const std::string& id);

    [[nodiscard]] std::vector<domain::CommandStatus> statuses() const { return offline::statuses(m_state); }
    [[nodiscard]] const domain::OutboxHealth& health() const { return m_health; }
    /// The entries that this program cannot read: keys and texts, as they are stored.
    [[nodiscard]] std::vector<Record> unreadable() const;
    [[nodiscard]] const State& state() const { return m_state; }

  private:
    void step(EventBody what);
    void write(Transaction transaction, std::vector<std::string> ids,
               std::function<void(std::optional<StoreFailure>)> done);
    void written(const std::vector<std::string>& ids);
    void put(Transaction& transaction, const wire::StoredCommand& command);
    void put_again(Transaction& transaction, const wire::StoredCommand& command);
    void take_records(const std::vector<Record>& records);
    [[nodiscard]] bool is_being_removed(const std::string& id, const wire::Decoded<wire::StoredCommand>& stored);
    [[nodiscard]] bool knows(const std::string& id) const;
    void read_failed();
    void look_again_later();
    void sweep_once();
    void set_health();

    void add_removal(Transaction& transaction, const Remove& command, std::vector<std::string>& ids);
    void remove_stored(const Remove& command);

    void run(const Store& command);
    void run(const Complete& command);
    void run(const Reopen& command);
    void run(const Remove& command);
    void run(const Upload& command);
    void run(const Post& command);
    void run(const StartTimer& command);
    void run(const AskForLock& command);
    void run(const Report& report);

    StoragePort& m_storage;
    NetworkPort& m_network;
    SurroundingsPort& m_surroundings;
    ReportPort& m_reports;
    State m_state;
    std::deque<EventBody> m_events;
    std::map<std::string, std::string> m_known;  ///< the texts in the store, as far as this tab knows
    std::map<std::string, int> m_writing;        ///< writes of this tab that are under way, by id
    std::set<std::string> m_changed_meanwhile;   ///< read while they were written: read again afterwards
    std::vector<std::string> m_unreadable;
    domain::OutboxHealth m_health;
    std::vector<Remove> m_not_removed;  ///< thrown away, but the device refused to delete it: tried again
    std::function<void()> m_ready;
    int m_failed_reads = 0;  ///< in a row
    bool m_reading = false;
    bool m_stepping = false;
    bool m_reporting = false;
    bool m_swept = false;
};

}  // namespace ow::offline
