#include "src/domain/draft.hpp"

namespace ow::domain {

std::string appeal_draft_slot(const std::string& owner) { return owner.empty() ? "nobody" : owner; }

bool is_blank(const AppealDraft& draft) {
    return !draft.category && draft.title.empty() && draft.description.empty() && draft.place_text.empty() &&
           draft.grid_id.empty() && !draft.position && draft.photos.empty() && !draft.contact_mode &&
           draft.contact_phone.empty() && !draft.consent;
}

Filing to_filing(const AppealDraft& draft) {
    Filing filing;
    filing.kind = Kind::appeal;
    filing.category = draft.category;
    filing.title = draft.title;
    filing.description = draft.description;
    filing.place.text = draft.place_text;
    filing.place.grid_id = draft.grid_id;
    filing.place.position = draft.position;
    filing.contact_mode = draft.contact_mode;
    filing.contact_phone = draft.contact_phone;
    filing.consent = draft.consent;
    return filing;
}

}  // namespace ow::domain
