#include "src/app/form/form.hpp"

#include <algorithm>
#include <utility>

#include "src/app/field_errors.hpp"

namespace ow::app::form {

namespace {

using domain::FieldError;
using domain::Value;

Outcome changed(State& state, std::string path) {
    clear_errors(state, path);
    state.touched.insert(path);
    Outcome outcome;
    outcome.edited = true;
    outcome.path = std::move(path);
    return outcome;
}

Outcome go(State& state, std::string page, std::string focus = {}) {
    state.page = std::move(page);
    state.open_item.clear();
    Outcome outcome;
    outcome.moved = true;
    outcome.focus = std::move(focus);
    return outcome;
}

void clear_position(State& state, const std::string& field) {
    PlaceState& place = state.places[field];
    place.locate = LocateState::idle;
    place.locating = 0;
    state.answers.erase(field + ".lon");
    state.answers.erase(field + ".lat");
}

/// The open item once `removed` of its group is gone: it closes or moves up.
std::string item_without(const std::string& open, const ItemRemoved& removed) {
    const std::string prefix = removed.path + ".";
    if (!open.starts_with(prefix)) {
        return open;
    }
    const std::size_t index = static_cast<std::size_t>(std::strtoul(open.c_str() + prefix.size(), nullptr, 10));
    if (index == removed.index) {
        return {};
    }
    return index < removed.index ? open : prefix + std::to_string(index - 1);
}

Outcome submit(State& state, const Setting& setting, Env& env) {
    std::vector<FieldError> errors = check_all(setting, state);
    if (!errors.empty()) {
        show_errors(state, env, std::move(errors));
        return {};
    }
    state.errors.clear();
    Outcome outcome;
    outcome.submit = true;
    return outcome;
}

Outcome next(State& state, const Setting& setting, Env& env) {
    const Page page = page_of(setting, state);
    std::vector<FieldError> errors = check_page(setting, state, page);
    if (!errors.empty()) {
        show_errors(state, env, std::move(errors));
        return {};
    }
    state.errors.clear();
    const std::vector<Page> pages = pages_of(setting, state);
    const auto at = std::find_if(pages.begin(), pages.end(), [&](const Page& one) { return one.id == page.id; });
    if (at == pages.end() || at + 1 == pages.end()) {
        return submit(state, setting, env);
    }
    return go(state, (at + 1)->id);
}

Outcome previous(State& state, const Setting& setting) {
    state.errors.clear();
    const Page page = page_of(setting, state);
    const std::vector<Page> pages = pages_of(setting, state);
    const auto at = std::find_if(pages.begin(), pages.end(), [&](const Page& one) { return one.id == page.id; });
    if (at == pages.begin() || at == pages.end()) {
        Outcome outcome;
        outcome.left = true;
        return outcome;
    }
    return go(state, (at - 1)->id);
}

struct Apply {
    State& state;
    const Setting& setting;
    Env& env;

    Outcome operator()(const Edited& edit) const {
        leave_mark(edit);
        const std::string* text = edit.value.as_text();
        if (edit.value.is_null() || (text != nullptr && text->empty())) {
            state.answers.erase(edit.path);
        } else if (!state.answers.set(edit.path, edit.value)) {
            return {};
        }
        state.known.erase(edit.path);
        return changed(state, edit.path);
    }
    Outcome operator()(const ItemAdded& added) const {
        const Value* group = state.answers.find(added.path);
        const std::size_t count = group != nullptr && group->as_list() != nullptr ? group->as_list()->size() : 0;
        const FormField* field = owner_of(setting.form, added.path);
        if (field == nullptr || (field->max && static_cast<double>(count) >= *field->max)) {
            return {};
        }
        const std::string path = domain::join_path(added.path, std::to_string(count));
        state.answers.set(path, Value::object());
        state.open_item = path;
        env.effect(FocusNode{"item:" + path});
        return changed(state, added.path);
    }
    Outcome operator()(const ItemRemoved& removed) const {
        if (!state.answers.erase(domain::join_path(removed.path, std::to_string(removed.index)))) {
            return {};
        }
        state.open_item = item_without(state.open_item, removed);
        env.effect(FocusNode{field_node(removed.path)});
        return changed(state, removed.path);
    }
    Outcome operator()(const ItemOpened& opened) const {
        env.effect(FocusNode{"item:" + (opened.path.empty() ? state.open_item : opened.path)});
        state.open_item = opened.path;
        return {};
    }
    Outcome operator()(const KnownConfirmed& confirmed) const {
        state.touched.insert(confirmed.path);
        if (const auto known = state.known.find(confirmed.path); known != state.known.end()) {
            known->second.right = true;
        }
        Outcome outcome = next(state, setting, env);
        outcome.edited = true;  // it is not asked again after a reload
        outcome.path = confirmed.path;
        return outcome;
    }
    Outcome operator()(const KnownRefused& refused) const {
        state.known.erase(refused.path);
        env.effect(FocusNode{field_node(refused.path)});
        return changed(state, refused.path);
    }
    Outcome operator()(const PhotosWanted& wanted) const {
        const int room = state.photos[wanted.path].room(photos_max(setting.form, wanted.path));
        if (room > 0 || !wanted.replaces.empty()) {
            const bool documents = wanted.source == PhotoSource::files && takes_documents(setting.form, wanted.path);
            const RequestId asked =
                env.effect(PickPhotos{wanted.source, wanted.replaces.empty() ? room : 1, documents});
            state.photos_asked[asked] = {wanted.path, wanted.replaces, ReplaceHow::anew};
        }
        return {};
    }
    Outcome operator()(const PhotoRemoved& removed) const {
        state.photos[removed.path].remove(env, removed.local_id);
        return changed(state, removed.path);
    }
    Outcome operator()(const PhotoMoved& moved) const {
        if (!state.photos[moved.path].move(moved.local_id, moved.way == PhotoMoved::Way::earlier ? -1 : 1)) {
            return {};
        }
        return changed(state, moved.path);
    }
    Outcome operator()(const PhotoTurned& turned) const {
        edit_photo(turned.path, turned.local_id, ReplaceHow::turned, {});
        return {};
    }
    Outcome operator()(const PhotoStraightened& made) const {
        edit_photo(made.path, made.local_id, ReplaceHow::straightened, made.corners);
        return {};
    }
    Outcome operator()(const StraighteningUndone& undone) const {
        return state.photos[undone.path].undo(env, undone.local_id) ? changed(state, undone.path) : Outcome{};
    }
    Outcome operator()(const PhotoAccepted& accepted) const {
        Photo* photo = state.photos[accepted.path].find(accepted.local_id);
        if (photo == nullptr) {
            return {};
        }
        photo->local.fault.clear();
        return changed(state, accepted.path);
    }
    Outcome operator()(const PhotosReused& reused) const {
        PhotoSet& photos = state.photos[reused.path];
        if (photos.room(photos_max(setting.form, reused.path)) < static_cast<int>(reused.pictures.size())) {
            return {};
        }
        photos.use_again(reused.pictures, reused.at);
        env.announce({"form.reuse.announced", {}});
        env.effect(FocusNode{reuse_node(reused.path)});
        return changed(state, reused.path);
    }
    Outcome operator()(const ReuseTakenBack& back) const {
        state.photos[back.path].take_back();
        env.announce({"form.reuse.back.announced", {}});
        env.effect(FocusNode{reuse_node(back.path)});
        return changed(state, back.path);
    }
    Outcome operator()(const LocatePressed& pressed) const {
        PlaceState& place = state.places[pressed.path];
        if (place.locate != LocateState::asking) {
            place.locate = LocateState::asking;
            place.failure.reset();
            place.locating = env.effect(LocateDevice{});
        }
        return {};
    }
    Outcome operator()(const PositionCleared& cleared) const {
        clear_position(state, cleared.path);
        return changed(state, cleared.path + ".lon");
    }
    Outcome operator()(const PlaceMarked& marked) const {
        PlaceState& place = state.places[marked.path];
        place.locate = LocateState::marked;
        place.locating = 0;
        set_position(state, marked.path, marked.position);
        if (marked.grid_id.empty()) {
            state.answers.erase(marked.path + ".grid_id");
        } else {
            state.answers.set(marked.path + ".grid_id", marked.grid_id);
        }
        clear_errors(state, marked.path + ".grid_id");
        clear_errors(state, marked.path + ".lat");
        return changed(state, marked.path + ".lon");
    }
    Outcome operator()(const GridListToggled& toggled) const {
        PlaceState& place = state.places[toggled.path];
        place.grid_list_open = !place.grid_list_open;
        return {};
    }
    Outcome operator()(const NextPressed&) const { return next(state, setting, env); }
    Outcome operator()(const PreviousPressed&) const { return previous(state, setting); }
    Outcome operator()(const PageWanted& wanted) const { return go(state, wanted.page); }
    Outcome operator()(const ErrorFollowed& followed) const {
        std::string page = page_asking(setting, state, followed.path);
        if (page != page_of(setting, state).id) {
            return go(state, std::move(page), field_node(followed.path));
        }
        open_item_of(followed.path);
        env.effect(FocusNode{field_node(followed.path)});
        return {};
    }
    Outcome operator()(const SubmitPressed&) const { return submit(state, setting, env); }

    /// Another picture of one that lies on this device.
    void edit_photo(const std::string& path, const std::string& local_id, ReplaceHow how,
                    std::optional<domain::Quad> corners) const {
        const Photo* photo = state.photos[path].find(local_id);
        if (photo == nullptr || photo->state != PhotoState::ready || photo->handed_in || photo->local.document) {
            return;
        }
        const RequestId asked = env.effect(EditPhoto{local_id, photo->local.name, corners});
        state.photos_asked[asked] = {path, local_id, how};
    }

    /// A mark on the map lies in the grid it chose; another grid leaves it behind. What was chosen closes the list.
    void leave_mark(const Edited& edit) const {
        constexpr std::string_view grid = ".grid_id";
        if (!edit.path.ends_with(grid)) {
            return;
        }
        const std::string field = edit.path.substr(0, edit.path.size() - grid.size());
        const auto place = state.places.find(field);
        if (place == state.places.end()) {
            return;
        }
        place->second.grid_list_open = false;
        const std::string* chosen = edit.value.as_text();
        const bool same = chosen != nullptr && *chosen == state.answers.text_at(edit.path);
        if (place->second.locate != LocateState::marked || same) {
            return;
        }
        clear_position(state, field);
    }

    /// A field in an item can take the focus only while the item is open.
    void open_item_of(std::string_view path) const {
        const FormField* field = owner_of(setting.form, path);
        if (field == nullptr || field->type != FieldType::group || path.size() <= field->path.size()) {
            return;
        }
        const std::size_t end = path.find('.', field->path.size() + 1);
        state.open_item = path.substr(0, end);
    }
};

}  // namespace

std::string reuse_node(std::string_view path) { return "reuse:" + std::string(path); }

void clear_errors(State& state, std::string_view path) {
    std::erase_if(state.errors, [&](const FieldError& error) {
        const std::string_view wrong = error.path;
        const bool inside = wrong.size() > path.size() && wrong.starts_with(path) && wrong[path.size()] == '.';
        return wrong == path || inside;
    });
}

void set_position(State& state, const std::string& field, const domain::Position& position) {
    state.answers.set(field + ".lon", position.lon);
    state.answers.set(field + ".lat", position.lat);
}

FormContext context_of(domain::CivilDate today, const domain::Reference* reference) {
    FormContext context;
    context.today = today;
    if (reference != nullptr) {
        context.grids.emplace();
        for (const domain::Grid& grid : reference->grids) {
            context.grids->push_back(grid.id);
        }
        context.departments.emplace();
        for (const domain::Department& department : reference->departments) {
            context.departments->push_back(department.id);
        }
    }
    return context;
}

Setting setting_of(const Env& env, std::string_view code, Layout layout) {
    return {env.form(code), context_of(env.today(), env.reference), layout};
}

void fill_known(State& state, const Setting& setting, const Value& facts) {
    for (const FormField& field : setting.form.fields) {
        const Value* fact = field.fact.empty() ? nullptr : facts.find(field.fact);
        const Value* value = fact == nullptr ? nullptr : fact->find("value");
        if (value == nullptr || value->is_null() || state.answers.find(field.path) != nullptr ||
            state.touched.contains(field.path) || !state.answers.set(field.path, *value)) {
            continue;
        }
        if (const std::string_view source = fact->text_at("source"); !source.empty()) {
            state.known[field.path] = {*value, std::string(source), false};
        }
    }
}

void show_errors(State& state, Env& env, std::vector<FieldError> errors) {
    state.errors = std::move(errors);
    env.effect(FocusNode{std::string(error_summary_node)});
}

Outcome update(State& state, const Setting& setting, Env& env, const Action& action) {
    return std::visit(Apply{state, setting, env}, action);
}

}  // namespace ow::app::form
