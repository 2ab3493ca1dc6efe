#include "ui/widgets/table.hpp"

#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/virtual_list.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace ow::ui {

namespace {

constexpr float pad_x = 10, pad_y = 10;

TextStyle head_style(const Ui& ui) { return ui.style(ui.theme().type.secondary, ui.theme().colour.ink2, Face::bold); }

float sort_icon_space(const Ui& ui) { return std::round(ui.theme().type.secondary * 1.3f) + 4; }

/// Where the columns stand.
struct Columns {
    std::vector<float> x, w;  ///< with padding
    bool fit = true;          ///< false: a card a row
};

/// Widths by what the header and the first rows need; what is left over is shared out by need.
Columns measure(const Ui& ui, const TableSpec& spec) {
    constexpr std::size_t sample = 30;
    const TextStyle body = ui.body(), head = head_style(ui);
    const float cap = body.px * 12;
    std::vector<float> need;
    float total = 0;
    for (std::size_t c = 0; c < spec.columns.size(); ++c) {
        const TableColumn& column = spec.columns[c];
        float w = ui.text_width(head, column.title) + (column.sortable ? sort_icon_space(ui) : 0);
        for (std::size_t row = 0; row < std::min(spec.rows, sample); ++row)
            w = std::max(w, std::min(cap, ui.text_width(body, spec.cell(row, c))));
        need.push_back(std::ceil(w) + 2 * pad_x + 1);
        total += need.back();
    }
    Columns columns;
    // Two columns can be read however narrow: their words wrap.
    columns.fit = total <= ui.width() || spec.columns.size() <= 2;
    float x = ui.left();
    for (const float w : need) {
        const float share = std::floor(ui.width() * w / total);
        columns.x.push_back(x);
        columns.w.push_back(share);
        x += share;
    }
    return columns;
}

Rect inner(const Columns& columns, std::size_t c, float y, float h) {
    return {columns.x[c] + pad_x, y, columns.w[c] - 2 * pad_x, h};
}

/// The words of a row's first cell: a link where it leads somewhere.
void row_name(Ui& ui, const std::string& text, const std::string& href, const TextStyle& style, const Rect& box) {
    const bool leads = !href.empty();
    const TextStyle link = ui.style(style.px, ui.theme().colour.brand, Face::bold);
    const TextStyle& used = leads ? link : style;
    const float h = ui.text_height(used, text, box.w);
    const float top = box.y + (box.h - h) * 0.5f;
    if (!leads) {
        ui.text_block(box.x, top, box.w, used, text);
        return;
    }
    const NodeId id = ui.id("link");
    const Interaction it = ui.interact(id, box);
    ui.text_block(box.x, top, box.w, used, text);
    if (it.hovered) ui.underline(box.x, top, box.w, used, text);
    if (it.ring) ui.focus_ring(inflated(box, 2), 6);
    ui.emit(a11y::Role::link, id, text, box, used).href = href;
}

void draw_row(Ui& ui, const TableSpec& spec, const Columns& columns, std::size_t row) {
    const Theme& t = ui.theme();
    const TextStyle body = ui.body(), bold = ui.style(t.type.body, t.colour.brand, Face::bold);
    std::vector<std::string> words;
    const std::string href = spec.href ? spec.href(row) : std::string();
    float h = href.empty() ? 0 : t.size.target - 2 * pad_y;
    for (std::size_t c = 0; c < spec.columns.size(); ++c) {
        words.push_back(spec.cell(row, c));
        const bool leads = c == 0 && !href.empty();
        h = std::max(h, ui.text_height(leads ? bold : body, words[c], columns.w[c] - 2 * pad_x));
    }
    const Rect line = ui.place(h + 2 * pad_y);
    ui.fill(line, t.colour.surface);
    ui.fill({line.x, line.y + line.h - 1, line.w, 1}, t.colour.line);
    for (std::size_t c = 0; c < words.size(); ++c) {
        const Rect box = inner(columns, c, line.y, line.h);
        const bool leads = c == 0 && !href.empty();
        a11y::Node& node =
            ui.emit_open(c == 0 ? a11y::Role::row_header : a11y::Role::cell, ui.id("c" + std::to_string(c)), {},
                         {columns.x[c], line.y, columns.w[c], line.h}, body);
        node.position = static_cast<std::int32_t>(c) + 1;
        if (!leads) node.name = words[c];
        if (c == 0)
            row_name(ui, words[c], href, body, box);
        else
            ui.text_block(box.x, line.y + (line.h - ui.text_height(body, words[c], box.w)) * 0.5f, box.w, body,
                          words[c], spec.columns[c].numeric ? Align::right : Align::left);
        ui.tree().close();
    }
}

/// The header, in two halves: its meaning stands before the rows, its pixels lie over them.
class Header {
  public:
    Header(Ui& ui, const TableSpec& spec, const Columns& columns, float top)
        : m_ui(ui), m_spec(spec), m_columns(columns), m_looks(spec.columns.size()) {
        const TextStyle style = head_style(ui);
        m_height = ui.theme().size.target;
        for (std::size_t c = 0; c < spec.columns.size(); ++c)
            m_height = std::max(m_height, ui.text_height(style, spec.columns[c].title, words_width(c)) + 2 * pad_y);
        // It stays at the viewport's top as long as the table is there.
        const float lowest = top + std::max(0.0f, ui.recall(ui.id("body"), 0));
        m_y = std::clamp(ui.draw().GetClipRectMin().y, top, std::max(top, lowest));
        emit();
    }

    [[nodiscard]] float height() const { return m_height; }
    [[nodiscard]] std::optional<TableSort> pressed() const { return m_pressed; }

    void draw() const {
        const Theme& t = m_ui.theme();
        m_ui.fill({m_ui.left(), m_y, m_ui.width(), m_height}, t.colour.surface);
        m_ui.fill({m_ui.left(), m_y + m_height - 2, m_ui.width(), 2}, t.colour.border);
        for (std::size_t c = 0; c < m_spec.columns.size(); ++c)
            draw_column(c);
    }

  private:
    [[nodiscard]] bool sorted(std::size_t c) const { return m_spec.sort && m_spec.sort->column == c; }
    [[nodiscard]] float words_width(std::size_t c) const {
        return m_columns.w[c] - 2 * pad_x - (m_spec.columns[c].sortable ? sort_icon_space(m_ui) : 0);
    }

    void emit() {
        m_ui.emit_open(a11y::Role::row, m_ui.id("head"), {}, {m_ui.left(), m_y, m_ui.width(), m_height}).position = 1;
        for (std::size_t c = 0; c < m_spec.columns.size(); ++c)
            emit_column(c);
        m_ui.tree().close();
    }

    void emit_column(std::size_t c) {
        const TableColumn& column = m_spec.columns[c];
        const Rect box{m_columns.x[c], m_y, m_columns.w[c], m_height};
        a11y::Node& node =
            m_ui.emit_open(a11y::Role::column_header, m_ui.id("h" + std::to_string(c)), {}, box, head_style(m_ui));
        node.position = static_cast<std::int32_t>(c) + 1;
        if (!column.sortable) {
            node.name = column.title;
            m_ui.tree().close();
            return;
        }
        node.sort = !sorted(c)                ? a11y::Sort::unsorted
                    : m_spec.sort->descending ? a11y::Sort::descending
                                              : a11y::Sort::ascending;
        const NodeId id = m_ui.id("s" + std::to_string(c));
        m_looks[c] = m_ui.interact(id, box);
        const TableSort next{c, sorted(c) && !m_spec.sort->descending};
        if (m_looks[c].clicked) m_pressed = next;
        a11y::Node& press = m_ui.emit(a11y::Role::button, id, column.title, box, head_style(m_ui));
        if (m_spec.sort_words) press.description = m_spec.sort_words(next);
        m_ui.tree().close();
    }

    void draw_column(std::size_t c) const {
        const Theme& t = m_ui.theme();
        const TableColumn& column = m_spec.columns[c];
        TextStyle style = head_style(m_ui);
        const Rect box{m_columns.x[c], m_y, m_columns.w[c], m_height};
        if (m_looks[c].hovered || m_looks[c].held) m_ui.fill({box.x, box.y, box.w, box.h - 2}, t.colour.brand_soft);
        if (sorted(c)) style.color = t.colour.ink;
        const float room = words_width(c), space = column.sortable ? sort_icon_space(m_ui) : 0;
        const float words = std::min(room, m_ui.text_width(style, column.title));
        const float x = column.numeric ? box.x + box.w - pad_x - space - words : box.x + pad_x;
        const float h = m_ui.text_height(style, column.title, room);
        const float left = words < room ? x : box.x + pad_x;
        m_ui.text_block(left, box.y + (box.h - h) * 0.5f, words < room ? words + 1 : room, style, column.title);
        if (column.sortable) {
            const Icon sign = !sorted(c)                ? Icon::arrows_sort
                              : m_spec.sort->descending ? Icon::sort_descending
                                                        : Icon::sort_ascending;
            m_ui.icon(sign, left + words + 4 + space * 0.5f, box.y + box.h * 0.5f, space - 4,
                      sorted(c) ? t.colour.brand : t.colour.ink2);
        }
        if (m_looks[c].ring) m_ui.focus_ring(inflated(box, -3), 6);
    }

    Ui& m_ui;
    const TableSpec& m_spec;
    const Columns& m_columns;
    std::vector<Interaction> m_looks;
    std::optional<TableSort> m_pressed;
    float m_height = 0, m_y = 0;
};

std::optional<TableSort> wide_table(Ui& ui, const TableSpec& spec, const Columns& columns) {
    const float top = ui.next_y();
    const Rect at{ui.left(), top, ui.width(), 0};
    ui.emit_open(a11y::Role::table, ui.id("table"), spec.name, at).set_size = static_cast<std::int32_t>(spec.rows) + 1;
    const Header header(ui, spec, columns, top);
    ui.place(header.height());
    ui.gap(0);
    const float body = ui.next_y();
    virtual_list(ui, "rows",
                 {.name = {},
                  .loaded = spec.rows,
                  .estimate = std::max(ui.theme().size.target, ui.body().line_height() + 2 * pad_y),
                  .item_role = a11y::Role::row,
                  .places_before = 1,
                  .key_of = spec.key_of,
                  .draw = [&](std::size_t row) { draw_row(ui, spec, columns, row); }});
    ui.gap(0);
    const float height = ui.next_y() - body;
    // The last row is still read under the header.
    ui.remember(ui.id("body"), std::max(0.0f, height - ui.theme().size.target));
    header.draw();
    ui.gap(ui.theme().size.gap);
    ui.tree().close({at.x, at.y, at.w, header.height() + height});
    return header.pressed();
}

void draw_card(Ui& ui, const TableSpec& spec, std::size_t row) {
    const Theme& t = ui.theme();
    const Card card(ui, "card");
    const TextStyle name = ui.style(t.type.body, t.colour.ink, Face::bold), word = ui.secondary(), body = ui.body();
    const std::string title = spec.cell(row, 0), href = spec.href ? spec.href(row) : std::string();
    const float title_h = ui.text_height(name, title, ui.width());
    const Rect head = ui.place(href.empty() ? title_h : std::max(title_h, t.size.target));
    if (href.empty()) text_node(ui, "name", title, name, head);
    row_name(ui, title, href, name, head);
    const Rect start{ui.left(), ui.next_y(), ui.width(), 0};
    ui.emit_open(a11y::Role::description_list, ui.id("values"), {}, start);
    for (std::size_t c = 1; c < spec.columns.size(); ++c) {
        const std::string value = spec.cell(row, c);
        const std::string place = std::to_string(c);
        const float word_w = ui.text_width(word, spec.columns[c].title), value_w = ui.text_width(body, value);
        const bool beside = word_w + 16 + value_w <= ui.width();
        const float word_h = ui.text_height(word, spec.columns[c].title, ui.width());
        const float value_h = ui.text_height(body, value, ui.width());
        const Rect line = ui.place(beside ? std::max(word_h, value_h) : word_h + value_h);
        const Rect word_box{line.x, line.y + (beside ? (line.h - word_h) * 0.5f : 0), beside ? word_w + 1 : line.w,
                            word_h};
        const Rect value_box = beside ? Rect{line.x + line.w - value_w - 1, line.y, value_w + 1, line.h}
                                      : Rect{line.x, line.y + word_h, line.w, value_h};
        ui.text_block(word_box.x, word_box.y, word_box.w, word, spec.columns[c].title);
        text_node(ui, "w" + place, spec.columns[c].title, word, word_box, a11y::Role::term);
        ui.text_block(value_box.x, value_box.y, value_box.w, body, value);
        text_node(ui, "v" + place, value, body, value_box, a11y::Role::definition);
    }
    ui.tree().close({start.x, start.y, start.w, ui.next_y() - start.y});
}

/// "2+" = the third column, from small to large; "2-" the other way.
std::string value_of(const TableSort& sort) { return std::to_string(sort.column) + (sort.descending ? "-" : "+"); }

std::optional<TableSort> choose_order(Ui& ui, const TableSpec& spec) {
    std::vector<std::string> values, titles;
    std::vector<TableSort> orders;
    for (std::size_t c = 0; c < spec.columns.size(); ++c)
        for (const bool descending : {false, true})
            if (spec.columns[c].sortable) orders.push_back({c, descending});
    for (const TableSort& order : orders) {
        values.push_back(value_of(order));
        titles.push_back(spec.sort_words(order));
    }
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < orders.size(); ++i)
        choices.push_back({values[i], titles[i]});
    const std::string now = spec.sort ? value_of(*spec.sort) : values.front();
    const auto chosen = select(ui, "order", {.label = spec.sort_label, .required = true}, choices, now);
    if (!chosen) return std::nullopt;
    return orders[static_cast<std::size_t>(std::ranges::find(values, *chosen) - values.begin()) % orders.size()];
}

}  // namespace

std::optional<TableSort> table(Ui& ui, std::string_view key, const TableSpec& spec) {
    const Scope scope(ui, key);
    const Columns columns = measure(ui, spec);
    if (columns.fit) return wide_table(ui, spec, columns);
    std::optional<TableSort> asked;
    const bool sortable = std::ranges::any_of(spec.columns, &TableColumn::sortable) && spec.sort_words;
    if (sortable) asked = choose_order(ui, spec);
    virtual_list(ui, "cards",
                 {.name = spec.name,
                  .loaded = spec.rows,
                  .estimate = 60 + 32 * static_cast<float>(spec.columns.size()),
                  .key_of = spec.key_of,
                  .draw = [&](std::size_t row) {
                      draw_card(ui, spec, row);
                      ui.gap(0);
                      ui.place(12);
                  }});
    return asked;
}

}  // namespace ow::ui
