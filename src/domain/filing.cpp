#include "src/domain/filing.hpp"

#include "src/domain/phone.hpp"
#include "src/domain/text.hpp"

namespace ow::domain {

Filing normalise(Filing filing) {
    filing.title = clean_text(filing.title, Lines::one);
    filing.description = clean_text(filing.description, Lines::several);
    filing.place.text = clean_text(filing.place.text, Lines::one);
    const auto phone = normalise_callable(filing.contact_phone);
    filing.contact_phone = phone.ok() ? phone.value() : std::string(trim(filing.contact_phone));
    return filing;
}

}  // namespace ow::domain
