#include "ui/frame/tile_shelf.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

using namespace ow::ui;

namespace {

/// A service that answers when the test says.
struct Service final : TilePort {
    std::vector<std::string> asked, dropped;
    std::map<std::string, std::uint64_t> running;
    std::uint64_t next = 1;
    std::uint64_t load(const std::string& address) override {
        asked.push_back(address);
        return running[address] = next++;
    }
    void drop(const std::string& address, std::uint64_t texture) override {
        CHECK(texture != 0);
        dropped.push_back(address);
        running.erase(address);
    }
};

/// A map that looks at tiles frame by frame.
struct Looking {
    Service service;
    TileShelf shelf{service};
    double now = 0;

    void look(const std::vector<std::string>& tiles) {
        for (const std::string& tile : tiles)
            static_cast<void>(shelf.want(tile));
        shelf.end_frame(now);
    }
    bool come(const std::string& tile, int side = 256) {
        const std::uint64_t texture = service.running.at(tile);
        return shelf.on_ready(texture, side, side, now);
    }
};

std::vector<std::string> row(int from, int to) {
    std::vector<std::string> tiles;
    for (int i = from; i < to; ++i)
        tiles.push_back("t" + std::to_string(i));
    return tiles;
}

}  // namespace

TEST_CASE("Tiles come so many at a time, those wanted first before the others", "[map][tiles][unit]") {
    Looking map;
    map.look(row(0, 10));
    CHECK(map.service.asked == row(0, 6));
    CHECK(map.come("t3"));
    map.look(row(0, 10));
    CHECK(map.service.asked.back() == "t6");
    CHECK(map.service.asked.size() == 7);
    CHECK(map.shelf.want("t3").state == Picture::State::ready);
    CHECK(map.shelf.want("t0").state == Picture::State::loading);
}

TEST_CASE("What nobody looks at any more is not waited for", "[map][tiles][unit]") {
    Looking map;
    map.look(row(0, 4));
    map.come("t0");
    const std::uint64_t late = map.service.running.at("t1");
    map.look({"t9"});
    CHECK(map.service.dropped.size() == 3);
    CHECK(map.service.asked.back() == "t9");
    // An answer that was on its way already belongs to nothing.
    CHECK_FALSE(map.shelf.on_ready(late, 256, 256, 0));
    // What came stays, and is there at once when it is looked at again.
    CHECK(map.shelf.want("t0").state == Picture::State::ready);
}

TEST_CASE("A tile that fails is asked for again, later each time", "[map][tiles][unit]") {
    Looking map;
    map.look({"t0"});
    CHECK(map.shelf.wait(map.now) < 0);
    double wait = TileShelf::first_wait;
    for (int failure = 0; failure < 12; ++failure) {
        CHECK(map.come("t0", 0));
        map.look({"t0"});
        CHECK(map.shelf.want("t0").state == Picture::State::failed);
        const std::size_t before = map.service.asked.size();
        CHECK(map.shelf.wait(map.now) == wait);
        map.now += wait - 1;
        map.look({"t0"});
        CHECK(map.service.asked.size() == before);
        map.now += 1;
        CHECK(map.shelf.wait(map.now) == 0);
        map.look({"t0"});
        CHECK(map.service.asked.size() == before + 1);
        CHECK(map.shelf.wait(map.now) < 0);
        wait = std::min(wait * 2, TileShelf::longest_wait);
    }
    CHECK(map.come("t0"));
    map.look({"t0"});
    CHECK(map.shelf.want("t0").state == Picture::State::ready);
}

TEST_CASE("A tile that fails is not asked for sooner by looking away and back", "[map][tiles][unit]") {
    Looking map;
    map.look({"t0"});
    map.come("t0", 0);
    map.look({"t1"});
    CHECK(map.shelf.wait(map.now) < 0);
    map.look({"t0"});
    CHECK(map.service.asked == std::vector<std::string>{"t0", "t1"});
}

TEST_CASE("No more is kept than a phone can hold: what was looked at longest ago goes", "[map][tiles][unit]") {
    Looking map;
    constexpr int room = static_cast<int>(TileShelf::most_bytes / (1'024 * 1'024 * 4));
    for (int i = 0; i < room; ++i) {
        map.look(row(i, i + 1));
        map.come("t" + std::to_string(i), 1'024);
    }
    map.look({"t0"});
    CHECK(map.service.dropped.empty());
    map.look({"t0", "more"});
    map.come("more", 1'024);
    map.look({"t0", "more"});
    CHECK(map.service.dropped == std::vector<std::string>{"t1"});
    // All that is looked at stays, however much it is.
    map.look(row(2, room));
    map.service.dropped.clear();
    auto all = row(2, room);
    all.insert(all.end(), {"t0", "more", "t1"});
    map.look(all);
    map.come("t1", 1'024);
    map.look(all);
    CHECK(map.service.dropped.empty());
}

TEST_CASE("When the graphics are lost every tile is asked for anew", "[map][tiles][unit]") {
    Looking map;
    map.look({"t0"});
    map.come("t0");
    map.shelf.forget_all();
    map.look({"t0"});
    CHECK(map.service.asked.size() == 2);
}
