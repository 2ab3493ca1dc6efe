#include "ui/views/place_lines.hpp"
#include "tests/unit/ui/harness.hpp"

#include <random>
#include <string>
#include <vector>

using namespace ow;
using namespace ow::test;
using Parts = std::vector<std::string_view>;

TEST_CASE("A place has its parts at the ends of names, and a number stays with what it counts", "[views][unit]") {
    CHECK(ui::parts_of_place("滨河新城街道柳巷社区 3 号楼 502") ==
          Parts{"滨河新城街道", "柳巷社区 ", "3 号楼 ", "502"});
    CHECK(ui::parts_of_place("柳巷路 8 号 3 号楼 301 室") == Parts{"柳巷路 ", "8 号 ", "3 号楼 ", "301 室"});
    CHECK(ui::parts_of_place("柳巷新村12号楼2单元502室东边") == Parts{"柳巷新村", "12号楼", "2单元", "502室", "东边"});
    CHECK(ui::parts_of_place("路口") == Parts{"路口"});
    CHECK(ui::parts_of_place("") == Parts{});
}

TEST_CASE("A place breaks behind its parts, holds all of it, and a part too long for a line stays whole here",
          "[views][unit]") {
    Harness h;
    std::string wide, narrow, least;
    h.show([&](ui::Ui& ui) {
        const ui::TextStyle style = ui.style(16, 0);
        const char* place = "滨河新城街道柳巷社区 3 号楼 502";
        wide = ui::place_lines(ui, style, place, 400);
        narrow = ui::place_lines(ui, style, place, 120);
        least = ui::place_lines(ui, style, place, 10);
    });
    CHECK(wide == "滨河新城街道柳巷社区 3 号楼 502");
    CHECK(narrow == "滨河新城街道\n柳巷社区\n3 号楼 502");
    CHECK(least == "滨河新城街道\n柳巷社区\n3 号楼\n502");
}

TEST_CASE("Whatever is written as a place, its parts are the whole of it", "[views][property][unit]") {
    static constexpr const char* pieces[] = {"路", "号", "楼", " ", "3", "柳", "区", "A", "\xff", "室", "，"};
    for (std::uint32_t seed = 1; seed <= 400; ++seed) {
        std::mt19937 dice(seed);
        std::string place, whole;
        for (unsigned length = dice() % 30; length > 0; --length)
            place += pieces[dice() % std::size(pieces)];
        for (const std::string_view part : ui::parts_of_place(place)) {
            CHECK_FALSE(part.empty());
            whole += part;
        }
        CHECK(whole == place);
    }
}
