#pragma once
/// A form without a feature: the engine and its drawing joined as a page joins them, for tests of every field type.

#include "src/app/form/form.hpp"
#include "tests/unit/ui/views/pages_fixture.hpp"
#include "ui/views/form/form_view.hpp"

#include <utility>
#include <vector>

namespace ow::test {

/// A field of a test's form.
[[nodiscard]] inline form::FormField field(form::FieldType type, std::string path, bool required = false) {
    form::FormField out;
    out.type = type;
    out.path = std::move(path);
    out.section = "first";
    out.required = required;
    return out;
}

/// A form as it is filled in: what the page sends is done, what the engine wants of the world is kept.
class FormProgram : public Harness {
  public:
    form::FormDefinition definition;
    form::State state;
    form::Layout layout = form::Layout::one_page;
    std::vector<form::Outcome> outcomes;
    app::Effects effects;
    app::Model model = resident_on(app::to_page(app::pages::appeals));
    std::function<void(const ui::FormView&)> draw = [](const ui::FormView& view) { ui::draw_form_page(view); };
    bool busy = false;

    explicit FormProgram(std::vector<form::FormField> fields, Setup setup = {}) : Harness(std::move(setup)) {
        definition.code = "sample";
        definition.version = 1;
        definition.words = "test.form";
        definition.sections = {{"first"}, {"second"}, {"check", true}};
        definition.fields = std::move(fields);
    }

    /// Draws it from now on.
    void start() {
        show(model, [this](const ui::View& view) {
            const form::Setting now = setting();
            ui::FormView shown{.view = view,
                               .setting = now,
                               .state = state,
                               .act = [this](form::Action action) { m_acted.push_back(std::move(action)); },
                               .busy = busy};
            shown.href = [](std::string_view page) { return "#/form/" + std::string(page); };
            draw(shown);
        });
    }
    [[nodiscard]] form::Setting setting() const {
        return {definition, {.today = {2026, 11, 21}, .grids = {}, .departments = {}, .facts = {}}, layout};
    }
    /// An action of the page, and what came of it.
    form::Outcome act(const form::Action& action) {
        std::vector<app::Action> queue;
        app::Env env{.now = noon(),
                     .reference = &*model.get<app::street::Model>().reference.value,
                     .seed = {1, 2},
                     .settings = model.settings,
                     .route = model.route,
                     .all = model,
                     .states = model.states,
                     .last_request = m_request,
                     .last_key = m_key,
                     .effects = effects,
                     .queue = queue};
        form::Outcome outcome = form::update(state, setting(), env, action);
        outcomes.push_back(outcome);
        return outcome;
    }
    [[nodiscard]] std::string text(std::string_view path) const { return std::string(state.answers.text_at(path)); }
    template <class E>
    [[nodiscard]] const E* wanted() const {
        for (auto effect = effects.rbegin(); effect != effects.rend(); ++effect)
            if (const E* found = effect->get<E>()) return found;
        return nullptr;
    }

  protected:
    bool consume(std::vector<app::Action>&) override {
        const std::vector<form::Action> acted = std::exchange(m_acted, {});
        for (const form::Action& action : acted)
            act(action);
        return !acted.empty();
    }

  private:
    std::vector<form::Action> m_acted;
    app::RequestId m_request = 0;
    std::uint64_t m_key = 0;
};

}  // namespace ow::test
