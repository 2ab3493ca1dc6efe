#pragma once
/// Parts of a guide that its files share. Not for other features.

#include "src/app/services/services.hpp"
#include "ui/views/view.hpp"

#include <string>
#include <string_view>

namespace ow::ui::guide_parts {

/// A service as its guide shows it.
struct Guide {
    const View& view;
    const domain::Service& service;
    const app::services::Model& model;
    domain::Value facts;  ///< by path
    domain::CivilDate today;

    /// A text of the service: "material.id_card.title".
    [[nodiscard]] std::string key(std::string_view name) const;
};

/// Whether one gets it, why, and the questions that are open.
void draw_verdict(const Guide& guide);
/// 一件事: the services it consists of; draws nothing for one by itself.
void draw_together(const Guide& guide);
/// What is wanted, and what of it is there already.
void draw_materials(const Guide& guide);
/// What happens between the papers and the result, who does it, and where one has to be.
void draw_steps(const Guide& guide);
/// How long, how much, on what ground.
void draw_terms(const Guide& guide);
/// The ways there are: here, at the window, by somebody who helps.
void draw_ways(const Guide& guide);
void draw_questions(const Guide& guide);
/// 没办成？ leads to the form that who supervises reads.
void draw_turned_away(const Guide& guide);

/// The application's address, for whom the guide is read.
[[nodiscard]] std::string apply_href(const Guide& guide);

}  // namespace ow::ui::guide_parts
