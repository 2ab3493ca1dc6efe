#pragma once
/// The gallery's sections, one a family of widgets. What a person does in them is kept here and nowhere else.

#include "src/domain/date_text.hpp"
#include "src/domain/map_clusters.hpp"
#include "ui/frame/ui.hpp"
#include "ui/widgets/map_view.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ow::ui::gallery {

/// What was chosen and typed in the gallery; outlives a frame, not the page.
struct State {
    std::string text, notes, phone, place = "text", score = "4", grid, tab = "open";
    bool agreed = false, on = true, expanded = false, pressed = false, dialog = false;
    int photos = 3;
    // pickers
    domain::DateText birth, from{"2026", "3", "1"}, to{"2026", "3", "28"};
    std::string money = "1234.5", identity = "11010119900307663X", estate;
    std::vector<std::string> building;
    // layers
    std::string command;
    bool sheet = false, shortcuts = false, overdue = false, starred = true, reminders = false;
    domain::GridMapPtr map;  ///< made at the first use
    domain::MapClusters cases;
    std::vector<int> heat;
    std::optional<domain::Position> mark;
    std::string cell;
};

/// A family of widgets, each in all its states: what the gallery shows, and what the tests of all widgets and the
/// pictures walk.
struct Section {
    std::string_view key;    ///< of its region
    std::string_view title;  ///< key of its words
    void (*draw)(Ui&, State&);
};

/// All of them, in the order in which they are shown.
[[nodiscard]] std::span<const Section> sections();

void draw_texts(Ui& ui, State& state);
void draw_buttons(Ui& ui, State& state);
void draw_links(Ui& ui, State& state);
void draw_fields(Ui& ui, State& state);
void draw_pickers(Ui& ui, State& state);
void draw_controls(Ui& ui, State& state);
void draw_people(Ui& ui, State& state);
void draw_layers(Ui& ui, State& state);
void draw_choices(Ui& ui, State& state);
void draw_cards(Ui& ui, State& state);
void draw_feedback(Ui& ui, State& state);
void draw_records(Ui& ui, State& state);
void draw_tables(Ui& ui, State& state);
void draw_steps(Ui& ui, State& state);
void draw_charts(Ui& ui, State& state);
void draw_pictures(Ui& ui, State& state);
void draw_papers(Ui& ui, State& state);
void draw_filters(Ui& ui, State& state);
void draw_maps(Ui& ui, State& state);
void draw_list(Ui& ui, State& state);

/// What is open above the page: the sheet and the list of shortcuts.
void draw_open_layers(Ui& ui, State& state);
/// The photo that the section of photos has opened, over the page.
void draw_opened(Ui& ui);

}  // namespace ow::ui::gallery
