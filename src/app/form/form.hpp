#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/photo_set.hpp"
#include "src/app/world.hpp"
#include "src/domain/form_definition.hpp"
#include "src/domain/value.hpp"

/// The form engine: one form being filled in, whatever it asks. What it asks is data (assets/catalogue/forms/*.json);
/// a feature that has a form holds a State, passes what its view sends to `update`, and does with the Outcome what is
/// its own: where the pages are, what "submit" means.
namespace ow::app::form {

using domain::forms::FieldType;
using domain::forms::FormContext;
using domain::forms::FormDefinition;
using domain::forms::FormField;
using domain::forms::FormSection;

/// How the questions are laid out on pages.
enum class Layout : std::uint8_t {
    one_page,    ///< all sections under each other
    sections,    ///< a page for each section
    one_by_one,  ///< a page for each question
};

/// What a form is filled in under: its definition, what is known of the world, and how it is laid out.
struct Setting {
    const FormDefinition& form;
    FormContext context;
    Layout layout = Layout::one_page;
};

/// What the program knows of the world, for conditions and checks.
[[nodiscard]] FormContext context_of(domain::CivilDate today, const domain::Reference* reference);
/// The form of a code as it is filled in now.
[[nodiscard]] Setting setting_of(const Env& env, std::string_view code, Layout layout = Layout::one_page);

/// The answer to "where am I"; `marked`: the place was marked on the map instead.
enum class LocateState : std::uint8_t { idle, asking, found, failed, marked };

/// What is going on at a field that asks for a place.
struct PlaceState {
    LocateState locate = LocateState::idle;
    std::optional<world::LocateFailure> failure;
    RequestId locating = 0;
    bool grid_list_open = false;
    bool operator==(const PlaceState&) const = default;
};

/// An answer that the portal knew already.
struct KnownAnswer {
    domain::Value value;  ///< as it was filled in; another answer is the person's own
    std::string source;   ///< where it is from, in a person's words ("2025 年体检登记")
    bool right = false;   ///< the person said that it is right
    bool operator==(const KnownAnswer&) const = default;
};

/// What a device was asked for pictures for. They come when they come, whatever is shown then.
struct PhotosAsked {
    std::string path;                   ///< the field that has them
    std::string replaces;               ///< the picture that the next one takes the place of, "" = none
    ReplaceHow how = ReplaceHow::anew;  ///< what for
    bool operator==(const PhotosAsked&) const = default;
};

/// A form being filled in.
struct State {
    domain::Value answers = domain::Value::object();  ///< as typed, by the paths of the definition
    /// What a draft holds that this version of the form does not ask; never sent, never lost.
    domain::Value aside = domain::Value::object();
    /// Of the page that "next" was pressed on, or of all pages after "submit"; in the order of the form.
    std::vector<domain::FieldError> errors;
    std::string page;                                       ///< the page that is shown (Page::id), "" = the first
    std::map<std::string, PhotoSet, std::less<>> photos;    ///< by the path of their field
    std::map<std::string, PlaceState, std::less<>> places;  ///< by the path of their field
    std::map<std::string, KnownAnswer, std::less<>> known;  ///< by path
    std::set<std::string, std::less<>> touched;  ///< paths that the person answered, changed or said to be right
    std::string open_item;                       ///< the item of a group that is being edited ("children.1"), "" = none
    std::map<RequestId, PhotosAsked> photos_asked;  ///< by the effect: PickPhotos, EditPhoto, AcceptPhotos
    bool operator==(const State&) const = default;
};

// What a form's view sends.
/// A field was given another value; null takes the answer away.
struct Edited {
    std::string path;
    domain::Value value;
};
/// Another item of a group; it opens.
struct ItemAdded {
    std::string path;
};
struct ItemRemoved {
    std::string path;
    std::size_t index = 0;
};
/// An item is opened to be changed ("children.1"), or closed ("").
struct ItemOpened {
    std::string path;
};
/// 对: what was known is right.
struct KnownConfirmed {
    std::string path;
};
/// 要改: what was known is not right; the field opens for another answer.
struct KnownRefused {
    std::string path;
};
struct PhotosWanted {
    std::string path;
    PhotoSource source = PhotoSource::files;
    std::string replaces{};  ///< a picture that goes as soon as another is chosen; "" = one more
};
struct PhotoRemoved {
    std::string path;
    std::string local_id;
};
/// Pages of a paper stand in the order in which they are read.
struct PhotoMoved {
    std::string path;
    std::string local_id;
    enum class Way : std::uint8_t { earlier, later } way = Way::earlier;
};
/// Turned by a quarter to the right.
struct PhotoTurned {
    std::string path;
    std::string local_id;
};
/// 裁正: what lies between the corners, which the person put there, takes the picture's place.
struct PhotoStraightened {
    std::string path;
    std::string local_id;
    domain::Quad corners;
};
/// 不裁: the picture is again as it was taken.
struct StraighteningUndone {
    std::string path;
    std::string local_id;
};
/// 就用这张: what was found wrong with it is not said any more.
struct PhotoAccepted {
    std::string path;
    std::string local_id;
};
/// 就用那份: what was handed in before is used again (ADR 52).
struct PhotosReused {
    std::string path;
    std::vector<domain::LocalPhoto> pictures;  ///< as the server calls them
    domain::Instant at;                        ///< when they were handed in
};
/// 不用那份
struct ReuseTakenBack {
    std::string path;
};
/// 用我的位置
struct LocatePressed {
    std::string path;
};
struct PositionCleared {
    std::string path;
};
/// A press on the map: the place and the grid it lies in.
struct PlaceMarked {
    std::string path;
    domain::Position position;
    std::string grid_id;
};
/// 从网格里选: opens or closes the list.
struct GridListToggled {
    std::string path;
};
/// 下一步: to the next page when this one is right, else errors and focus on the summary.
struct NextPressed {};
/// 上一步: never checks anything.
struct PreviousPressed {};
/// "Change" on the check page, a row of the task list.
struct PageWanted {
    std::string page;
};
/// A link of the error summary: to its page and its field.
struct ErrorFollowed {
    std::string path;
};
/// 提交
struct SubmitPressed {};

using Action = std::variant<Edited, ItemAdded, ItemRemoved, ItemOpened, KnownConfirmed, KnownRefused, PhotosWanted,
                            PhotoRemoved, PhotoMoved, PhotoTurned, PhotoStraightened, StraighteningUndone,
                            PhotoAccepted, PhotosReused, ReuseTakenBack, LocatePressed, PositionCleared, PlaceMarked,
                            GridListToggled, NextPressed, PreviousPressed, PageWanted, ErrorFollowed, SubmitPressed>;

/// What an action came to, for the feature that has the form.
struct Outcome {
    bool edited = false;  ///< an answer changed: a draft is stored, what was asked about the old answers is stale
    std::string path;     ///< whose
    bool moved = false;   ///< State::page is another one: it is to be shown
    std::string focus;    ///< the node to focus there, "" = the page's heading
    bool left = false;    ///< "previous" on the first page
    bool submit = false;  ///< everything is right: send it
    bool heard = false;   ///< of on_told: the answer was for this form
};

/// One page of the form.
struct Page {
    std::string id;  ///< of the section; one by one: the field's path
    const FormSection* section = nullptr;
    std::vector<const FormField*> fields;  ///< those that are asked now, in order
};

/// The pages as the answers have them now: what nobody is asked has no page.
[[nodiscard]] std::vector<Page> pages_of(const Setting& setting, const State& state);
/// The page that is shown.
[[nodiscard]] Page page_of(const Setting& setting, const State& state);
/// The page that asks for a path; the last one when the form does not know it.
[[nodiscard]] std::string page_asking(const Setting& setting, const State& state, std::string_view path);
/// The field of the definition an answer's path belongs to: "children.0.name" is "children"; nullptr when there is
/// none.
[[nodiscard]] const FormField* owner_of(const FormDefinition& form, std::string_view path);

/// The section that asks a field, or nullptr.
[[nodiscard]] const FormSection* section_of(const FormDefinition& form, const FormField& field);

/// The answers with the pictures of the attachments; what is checked.
[[nodiscard]] domain::Value answers_of(const State& state);
/// The answers as they are sent: those of the questions that are asked, each in its one form.
[[nodiscard]] domain::Value kept_answers(const Setting& setting, const State& state);
/// Errors of one page, as "next" would find them.
[[nodiscard]] std::vector<domain::FieldError> check_page(const Setting& setting, const State& state, const Page& page);
/// Errors of all pages, in the order of the form, as "submit" would find them.
[[nodiscard]] std::vector<domain::FieldError> check_all(const Setting& setting, const State& state);

/// How far a page is: what its questions still want.
struct Progress {
    int asked = 0;                          ///< questions on it that are answered or have to be
    std::vector<const FormField*> missing;  ///< of them wrong, or required and not answered; in order
    int known = 0;                          ///< answered by what the portal knew
};
/// How far the page is with the answers as they are.
[[nodiscard]] Progress progress_of(const Setting& setting, const State& state, const Page& page);

/// Whether the page asks for something that was known, and of which the person has not said whether it is right.
[[nodiscard]] bool is_unread(const State& state, const Page& page);

/// Whether nothing was typed, chosen or added.
[[nodiscard]] bool is_blank(const State& state);
/// How many pictures a field takes.
[[nodiscard]] int photos_max(const FormDefinition& form, std::string_view path);
/// Whether a PDF may stand among them.
[[nodiscard]] bool takes_documents(const FormDefinition& form, std::string_view path);

/// Fills in what the portal knows, where nothing is answered yet.
/// \param facts by path: {"value": …, "source": "…"}; what has no source the person said themselves.
void fill_known(State& state, const Setting& setting, const domain::Value& facts);
/// Takes answers of a stored draft: what this version does not ask goes aside.
void take_answers(State& state, const FormDefinition& form, const domain::Value& answers);
/// A page was opened by its address; an unknown one leads to the first.
void enter(State& state, const Setting& setting, std::string_view page);
/// Takes the errors of a field and of what lies in it away: it was edited.
void clear_errors(State& state, std::string_view path);
/// Puts a position into the answers of a place.
void set_position(State& state, const std::string& path, const domain::Position& position);
/// Shows what was found wrong, here or by the server.
void show_errors(State& state, Env& env, std::vector<domain::FieldError> errors);

Outcome update(State& state, const Setting& setting, Env& env, const Action& action);

/// The answer to an effect of the form: a picture, the device's position. `Outcome::heard` says whether it was one.
Outcome on_told(State& state, const Setting& setting, Env& env, RequestId id, const Box& answer);
/// A picture that no form waits for any more does not stay on the device.
void drop_unheard(Env& env, const Box& answer);

/// Where a file goes that is dropped or pasted anywhere on the page, as the device was told last.
struct Drops {
    RequestId request = 0;  ///< 0: none is taken
    AcceptPhotos accepted;
    bool operator==(const Drops&) const = default;
};
/// Tells the device whose such a file is: of the first paper on the page that has room. To be called after whatever may
/// change the page or its papers.
void watch_drops(Drops& drops, State& state, const Setting& setting, Env& env);
/// The form is not shown any more: nothing that is dropped is its own.
void stop_drops(Drops& drops, Env& env);
/// Whether a picture is being made small: what waits for it is not sent yet.
[[nodiscard]] bool shrinking(const State& state);
/// The local ids of the pictures that have to be uploaded, in order.
[[nodiscard]] std::vector<std::string> pictures_of(const State& state);
/// What was typed and chosen, to be kept with what is sent (Command::draft); and the form as it was then.
[[nodiscard]] domain::Value kept_form(const State& state);
void take_kept(State& state, Env& env, const FormDefinition& form, const domain::Value& kept);
/// The key of the node, for FocusNode, with which what was handed in before is used again, or not.
[[nodiscard]] std::string reuse_node(std::string_view path);
/// Lets go of what pictures were made of: they are sent as they are now. To be called before pictures_of and kept_form.
void forget_before(State& state, Env& env);
/// Throws the pictures away.
void drop_photos(const State& state, Env& env);

}  // namespace ow::app::form
