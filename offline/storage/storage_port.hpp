#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/domain/result.hpp"

/// What survives a reload, as the parts of offline/ see it: texts by store and key, and pictures.
namespace ow::offline {

/// Why the device could not keep or give something.
enum class StoreFailure : std::uint8_t {
    full,         ///< no room
    unavailable,  ///< the browser gives no storage, or it broke
    blocked,      ///< another tab holds an older layout of it
    gone,         ///< what had to be there is not (Transaction::require)
};

/// The stores of texts. Pictures are in a store of their own, `photos`.
namespace store {
inline constexpr std::string_view outbox = "outbox";
inline constexpr std::string_view drafts = "drafts";
inline constexpr std::string_view receipts = "receipts";
inline constexpr std::string_view photos = "photos";
}  // namespace store

/// What is written at once: all of it or nothing.
class Transaction {
  public:
    enum class Verb : std::uint8_t {
        put,
        require,    ///< nothing of the transaction is written where the key is not there
        replace,    ///< put only where the text is still the expected one: another tab may have come further
        set_aside,  ///< what is there, if anything, is put under another key as well
        remove,
        remove_with,  ///< removed only where the entry it belongs to is still in the outbox at this point
    };
    struct Operation {
        Verb verb = Verb::put;
        std::string_view store;
        std::string key;
        std::string value;
        std::string expected;
    };

    Transaction& put(std::string_view into, std::string key, std::string value) {
        m_operations.push_back({Verb::put, into, std::move(key), std::move(value), {}});
        return *this;
    }
    Transaction& require(std::string_view in, std::string key) {
        m_operations.push_back({Verb::require, in, std::move(key), {}, {}});
        return *this;
    }
    Transaction& replace(std::string_view in, std::string key, std::string expected, std::string value) {
        m_operations.push_back({Verb::replace, in, std::move(key), std::move(value), std::move(expected)});
        return *this;
    }
    Transaction& set_aside(std::string_view in, std::string key, std::string other_key) {
        m_operations.push_back({Verb::set_aside, in, std::move(key), std::move(other_key), {}});
        return *this;
    }
    Transaction& remove(std::string_view from, std::string key) {
        m_operations.push_back({Verb::remove, from, std::move(key), {}, {}});
        return *this;
    }
    /// Before the removal of the entry itself. In another tab the entry may have been replaced by one that goes on with
    /// what belonged to it.
    Transaction& remove_with(std::string entry, std::string_view from, std::string key) {
        m_operations.push_back({Verb::remove_with, from, std::move(key), std::move(entry), {}});
        return *this;
    }
    [[nodiscard]] const std::vector<Operation>& operations() const { return m_operations; }

  private:
    std::vector<Operation> m_operations;
};

/// A key and its text.
using Record = std::pair<std::string, std::string>;

/// The device's storage. Every answer comes later, never while the call is under way. A read that failed is a failure
/// and never an empty answer.
class StoragePort {
  public:
    template <class T>
    using Answer = std::function<void(domain::Result<T, StoreFailure>)>;

    virtual ~StoragePort() = default;
    /// \param done nothing, or why nothing of it was written.
    virtual void write(const Transaction& transaction, std::function<void(std::optional<StoreFailure>)> done) = 0;
    /// The text of a key, or nothing where there is none.
    virtual void read(std::string_view from, const std::string& key, Answer<std::optional<std::string>> done) = 0;
    /// Every text of a store.
    virtual void list(std::string_view from, Answer<std::vector<Record>> done) = 0;
    /// Deletes the pictures that are not named and have been on the device for days: those of a form that is being
    /// filled in are in no draft yet.
    virtual void sweep_photos(const std::vector<std::string>& keep) = 0;
};

}  // namespace ow::offline
