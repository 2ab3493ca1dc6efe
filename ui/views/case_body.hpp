#pragma once
/// A case as cards: shared by the case page, the tracking result and the workbench.

#include "ui/views/view.hpp"

#include <functional>

namespace ow::ui {

/// Who reads the case: its filer, somebody with number and query code (or who joined it), or staff.
enum class CaseReader { filer, tracker, staff };

/// That the deadline may move, where its year has no announced calendar; nothing otherwise.
void draw_calendar_note(const View& view, const domain::CaseSummary& summary);
/// Title with state, remaining time, department and the five stages.
void draw_case_head(const View& view, const domain::CaseDetail& detail);
/// The chain, newest step first.
void draw_case_history(const View& view, const domain::CaseDetail& detail, CaseReader reader);
/// What was filed: words, pictures, place, and how the filer may be reached as far as the reader may know.
void draw_case_content(const View& view, const domain::CaseDetail& detail, CaseReader reader);
/// Who saw personal data (the filer), and whether the chain was tampered with.
void draw_case_proof(const View& view, const domain::CaseDetail& detail, CaseReader reader);

/// All cards in the order that suits the reader: residents see first how it stands, staff see first what it is about.
/// `after_first` draws what belongs under the first card: an offer to rate, for staff the form of a step. Staff draw
/// their own head and get none here.
void draw_case_body(const View& view, const domain::CaseDetail& detail, CaseReader reader,
                    const std::function<void()>& after_first = {});

}  // namespace ow::ui
