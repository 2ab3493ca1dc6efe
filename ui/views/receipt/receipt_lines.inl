// Made by tools/generate/catalogue_rows.py from assets/catalogue; not edited by hand.
// clang-format off
/// A line of the receipt.
enum class Line : std::uint8_t { category, title, place, photos, papers, promised, at, by, who, office, phone, hours };
struct LineRow {
    Line line;
    std::string_view words;
};
constexpr std::array<LineRow, 8> filed_lines{
    LineRow{Line::category, "receipt.filed.category"},
    LineRow{Line::title, "receipt.filed.title"},
    LineRow{Line::place, "receipt.filed.place"},
    LineRow{Line::photos, "receipt.filed.photos"},
    LineRow{Line::papers, "receipt.filed.papers"},
    LineRow{Line::promised, "receipt.filed.promised"},
    LineRow{Line::at, "receipt.filed.at"},
    LineRow{Line::by, "receipt.filed.by"},
};
constexpr std::array<LineRow, 4> office_lines{
    LineRow{Line::who, "receipt.who"},
    LineRow{Line::office, "receipt.office"},
    LineRow{Line::phone, "receipt.phone"},
    LineRow{Line::hours, "receipt.hours"},
};
// clang-format on
