/// Gallery: which families of widgets there are.

#include "ui/views/gallery/sections.hpp"

#include <array>

namespace ow::ui::gallery {

std::span<const Section> sections() {
    static constexpr std::array all{
        Section{"texts", "gallery.texts", draw_texts},
        Section{"buttons", "gallery.buttons", draw_buttons},
        Section{"links", "gallery.links", draw_links},
        Section{"fields", "gallery.fields", draw_fields},
        Section{"choices", "gallery.choices", draw_choices},
        Section{"pickers", "gallery.pickers", draw_pickers},
        Section{"controls", "gallery.controls", draw_controls},
        Section{"layers", "gallery.overlays", draw_layers},
        Section{"people", "gallery.people", draw_people},
        Section{"cards", "gallery.cards", draw_cards},
        Section{"feedback", "gallery.feedback", draw_feedback},
        Section{"records", "gallery.records", draw_records},
        Section{"tables", "gallery.tables", draw_tables},
        Section{"steps", "gallery.steps", draw_steps},
        Section{"charts", "gallery.charts", draw_charts},
        Section{"pictures", "gallery.pictures", draw_pictures},
        Section{"papers", "gallery.papers", draw_papers},
        Section{"filters", "gallery.filters", draw_filters},
        Section{"maps", "gallery.maps", draw_maps},
        Section{"list", "gallery.list", draw_list},
    };
    return all;
}

}  // namespace ow::ui::gallery
