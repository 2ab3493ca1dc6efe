/// Whether the device has room is told by what was written, too.

#include "offline/storage/room.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

using ow::offline::Room;
using ow::offline::StoreFailure;
using ow::offline::Transaction;

namespace store = ow::offline::store;

namespace {

Transaction words(std::size_t bytes) { return Transaction().put(store::drafts, "a", std::string(bytes, 'x')); }

Room::Change write(Room& room, const Transaction& transaction, std::optional<StoreFailure> failure = std::nullopt) {
    return room.wrote(Room::load_of(transaction), failure);
}

}  // namespace

TEST_CASE("A write that finds no room is told once, though the browser estimates enough; one that fits takes it back",
          "[offline][unit]") {
    Room room;
    CHECK_FALSE(room.estimated(false));
    CHECK_FALSE(write(room, words(300)));
    CHECK(write(room, words(300), StoreFailure::full) == true);
    CHECK_FALSE(write(room, words(310), StoreFailure::full));
    CHECK_FALSE(room.estimated(false));
    CHECK(write(room, words(300)) == false);
    CHECK_FALSE(write(room, words(300)));
    CHECK(write(room, words(300), StoreFailure::full) == true);
}

TEST_CASE("A few words that fit, or what is removed, do not say that a picture fits", "[offline][unit]") {
    Room room;
    CHECK(room.wrote({.bytes = 40'000}, StoreFailure::full) == true);
    CHECK_FALSE(write(room, words(300)));
    CHECK_FALSE(write(room, Transaction().remove(store::photos, "p")));
    CHECK_FALSE(room.wrote({.bytes = 39'999}, std::nullopt));
    CHECK(room.wrote({.bytes = 40'000}, std::nullopt) == false);
}

TEST_CASE("What was sent makes room; whether enough, the next write tells", "[offline][unit]") {
    Room room;
    CHECK(room.wrote({.bytes = 40'000}, StoreFailure::full) == true);
    const Transaction sent = Transaction().remove_with("entry", store::photos, "p").remove(store::outbox, "entry");
    CHECK_FALSE(write(room, sent, StoreFailure::unavailable));
    CHECK(write(room, sent) == false);
    CHECK(room.wrote({.bytes = 40'000}, StoreFailure::full) == true);
}

TEST_CASE("Storage that fails for another reason is not full, and what cannot even be removed is", "[offline][unit]") {
    Room room;
    CHECK_FALSE(write(room, words(300), StoreFailure::unavailable));
    CHECK_FALSE(write(room, words(300), StoreFailure::blocked));
    CHECK_FALSE(write(room, words(300), StoreFailure::gone));
    CHECK(write(room, Transaction().remove(store::drafts, "a"), StoreFailure::full) == true);
    CHECK_FALSE(write(room, Transaction().remove(store::drafts, "a")));
    CHECK(write(room, words(1)) == false);
}

TEST_CASE("Where the browser itself estimates little room, nothing that fits takes it back but its next estimate",
          "[offline][unit]") {
    Room room;
    CHECK(room.estimated(true) == true);
    CHECK_FALSE(write(room, words(300), StoreFailure::full));
    CHECK_FALSE(write(room, words(300)));
    CHECK(room.estimated(false) == false);
}
