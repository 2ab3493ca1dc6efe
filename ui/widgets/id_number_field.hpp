#pragma once
/// An identity number: typed as one likes, drawn in groups ("110101 19900307 663X"), kept and copied without spaces.

#include "ui/widgets/text_field.hpp"

namespace ow::ui {

/// Draws the field; checking is the caller's (domain::parse_id_number). When the focus leaves, what was typed comes
/// back once more as it will be kept: without spaces, the check character upper-case.
FieldResult id_number_field(Ui& ui, std::string_view key, FieldSpec spec);

}  // namespace ow::ui
