#include "src/domain/date_text.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow::domain;

TEST_CASE("A typed date is read whatever the digits look like", "[domain][unit]") {
    CHECK(read_date({"1942", "3", "7"}).date == CivilDate{1942, 3, 7});
    CHECK(read_date({" 1942 ", "03", "07"}).date == CivilDate{1942, 3, 7});
    CHECK(read_date({"１９４２", "３", "７"}).date == CivilDate{1942, 3, 7});
    CHECK(read_date({"2024", "2", "29"}).fault == DateFault::none);
}

TEST_CASE("A date that is not whole or not there says what is wrong", "[domain][unit]") {
    CHECK(read_date({}).fault == DateFault::missing);
    CHECK(read_date({"", "3", "7"}).fault == DateFault::missing_year);
    CHECK(read_date({"1942", "", "7"}).fault == DateFault::missing_month);
    CHECK(read_date({"1942", "3", " "}).fault == DateFault::missing_day);
    CHECK(read_date({"2026", "2", "29"}).fault == DateFault::impossible);
    CHECK(read_date({"42", "3", "7"}).fault == DateFault::impossible);
    CHECK(read_date({"1942", "13", "7"}).fault == DateFault::impossible);
    CHECK(read_date({"1942", "三", "7"}).fault == DateFault::impossible);
    CHECK_FALSE(read_date({"2026", "2", "29"}).date.has_value());
}

TEST_CASE("A date outside the bounds is too early or too late, the bounds themselves are not", "[domain][unit]") {
    const DateBounds bounds{.first = CivilDate{2026, 3, 1}, .last = CivilDate{2026, 3, 31}};
    CHECK(read_date({"2026", "2", "28"}, bounds).fault == DateFault::too_early);
    CHECK(read_date({"2026", "3", "1"}, bounds).fault == DateFault::none);
    CHECK(read_date({"2026", "3", "31"}, bounds).fault == DateFault::none);
    CHECK(read_date({"2026", "4", "1"}, bounds).fault == DateFault::too_late);
}

TEST_CASE("A date is written as one would type it", "[domain][unit]") {
    CHECK(date_text({1942, 3, 7}) == DateText{"1942", "3", "7"});
    CHECK(read_date(date_text({2024, 2, 29})).date == CivilDate{2024, 2, 29});
}
