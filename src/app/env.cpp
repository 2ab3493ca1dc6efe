#include "src/app/env.hpp"

#include "src/app/model.hpp"

namespace ow::app {

RequestId Env::want(Box what) {
    effects.push_back({{feature, ++last_request}, std::move(what)});
    return last_request;
}

void Env::tell(Box what) { queue.push_back({{}, std::move(what)}); }

const domain::CaseDetail* Env::shown_case() const { return app::shown_case(all); }

const domain::forms::FormDefinition& Env::form(std::string_view code) const { return form_of(all, code); }

}  // namespace ow::app
