#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/domain/case_codes.hpp"
#include "src/domain/time.hpp"

/// The values of a case as the API answers them (docs/api.md, "Cases"). What the API says as null is an empty
/// string where empty has no meaning of its own, and an empty optional everywhere else.
namespace ow::domain {

/// A point on the earth in degrees of WGS 84.
struct Position {
    double lon = 0;  ///< -180…180
    double lat = 0;  ///< -90…90
    bool operator==(const Position&) const = default;
};

/// A picture that the server keeps.
struct Attachment {
    std::string id;
    std::string content_type;           ///< "image/jpeg", "image/png", "image/webp" or "application/pdf"
    std::int64_t bytes = 0;             ///< 0 where the answer does not say (inside a case)
    int width = 0;                      ///< pixels; 0 of a document
    int height = 0;                     ///< pixels; 0 of a document
    std::optional<std::int64_t> pages;  ///< of a document
    bool operator==(const Attachment&) const = default;
};

/// One line of a list of cases.
struct CaseSummary {
    std::string number;  ///< canonical; show it with group_case_number()
    Word<Kind> kind = Kind::appeal;
    Word<Category> category = Category::consult;
    Word<Channel> channel = Channel::portal;
    std::string title;
    Word<State> state = State::submitted;
    Stage stage = Stage::accept;
    std::string place_text;
    std::string grid_id;    ///< "" when the place lies in no known grid
    std::string grid_name;  ///< "" likewise
    std::string community;  ///< "" likewise
    Instant created_at;
    Instant updated_at;
    std::optional<Instant> due_at;  ///< none when no clock runs
    Word<Clock> clock = Clock::green;
    int tier = 0;                 ///< how often it was raised; 0 = not
    std::string department_name;  ///< "" before it was dispatched
    int photos = 0;               ///< how many pictures
    std::int64_t version = 0;     ///< grows with every step; sent back as expected_version
    bool can_rate = false;
    bool reopened = false;  ///< it was closed before, and its filer was not content
    int joiners = 0;        ///< how many others said "me too" (我也遇到了)
    bool joined = false;    ///< the reader is one of them
    bool operator==(const CaseSummary&) const = default;
};

/// One entry of the history, appended and never edited.
struct Step {
    int seq = 0;  ///< from 1
    Word<StepCode> step = StepCode::submit;
    Instant at;
    std::string actor_label;  ///< who, in the words the server allows this reader
    Word<State> state = State::submitted;
    std::string reason;
    std::string note;
    std::string department_name;
    std::optional<Word<Basis>> basis;
    std::optional<Instant> due_at;
    std::vector<Attachment> attachments;
    std::string hash;  ///< links to the step before
    bool operator==(const Step&) const = default;
};

/// What the server promises next, and by when.
struct NextStep {
    Word<NextCode> code = NextCode::accept_by;
    std::optional<Instant> by;
    bool operator==(const NextStep&) const = default;
};

/// The resident's word on a closed case.
struct Rating {
    int score = 0;  ///< 1–5
    bool solved = false;
    std::string comment;
    Instant at;
    std::vector<std::string> praises;  ///< codes of what went well, and
    std::vector<std::string> faults;   ///< of what went wrong (form "rating")
    bool operator==(const Rating&) const = default;
};

/// Where it is.
struct Place {
    std::string text;
    std::string grid_id;  ///< "" when none
    std::optional<Position> position;
    bool operator==(const Place&) const = default;
};

/// How the filer may be reached, as far as the reader may know.
struct Contact {
    Word<ContactMode> mode = ContactMode::named;
    std::string name_masked;
    std::string phone_masked;
    bool operator==(const Contact&) const = default;
};

/// A field of a service's form, in words.
struct FieldName {
    std::string path;
    std::string label;
    bool operator==(const FieldName&) const = default;
};

/// An answer of an application as people read it.
struct FilledLine {
    std::string path;
    std::string label;
    std::string value;                   ///< numbers that say who somebody is with their ends only
    std::vector<Attachment> pictures;    ///< of a material
    std::optional<Instant> reused_at{};  ///< it was handed in before, then, and used again
    /// Something promised in writing in the place of a paper (告知承诺).
    [[nodiscard]] bool is_promise() const { return path.starts_with("promises."); }
    bool operator==(const FilledLine&) const = default;
};

/// 补正: what the applicant is asked to mend.
struct Correction {
    std::vector<std::string> fields;  ///< paths of the service's form
    std::vector<std::string> labels;
    std::string reason;
    Instant by;
    std::vector<Attachment> pictures;  ///< those it is about
    int days_left = 0;                 ///< working days the office has left when its clock goes on
    bool operator==(const Correction&) const = default;
};

/// 容缺: materials that were promised for later.
struct Missing {
    std::vector<std::string> fields;
    std::vector<std::string> labels;
    Instant by;
    bool operator==(const Missing&) const = default;
};

/// What was decided on an application.
struct Decision {
    Word<DecisionCode> outcome = DecisionCode::granted;
    std::string words;
    std::string objection;  ///< how to object; "" where it was granted
    Instant at;
    std::string valid_until;  ///< a day; "" for no end
    std::string document;     ///< path of the document; "" where this reader has none
    std::string check_code;   ///< "" likewise
    bool operator==(const Decision&) const = default;
};

/// 一件事: a case of several that were asked for at once.
struct BundlePart {
    std::string number;
    std::string title;
    Word<State> state = State::submitted;
    Stage stage = Stage::accept;
    std::optional<Instant> due_at;
    std::string department_name;
    bool operator==(const BundlePart&) const = default;
};

/// A whole case; from `service` on: of applications only.
struct CaseDetail {
    CaseSummary summary;
    std::string description;
    Place place;
    std::vector<Attachment> attachments;
    Contact contact;
    std::vector<Step> steps;        ///< oldest first; show newest first
    std::vector<StepCode> actions;  ///< what this reader may do now; codes this client does not know are left out
    std::vector<NextStep> next;
    std::optional<Rating> rating;
    int access_count = 0;  ///< how often personal data were seen
    bool chain_ok = true;  ///< the history's hashes fit together
    std::string service;   ///< code of the service that is asked for; "" for other kinds
    std::string service_title;
    std::string stage_text;  ///< what happens in its stage, a line a step; "" where nothing is said
    std::vector<FilledLine> filled;
    std::optional<Correction> correction;
    std::optional<Missing> missing;
    std::vector<FieldName> askable;  ///< what this reader may ask the applicant to mend
    std::optional<Decision> result;
    std::string bundle;             ///< number under which it was asked for together with others, else ""
    std::vector<BundlePart> parts;  ///< of such a number: what it consists of
    std::string filed_by;           ///< who filed it for the person, in words; "" where the person did
    bool operator==(const CaseDetail&) const = default;
};

/// One sight of personal data.
struct AccessEntry {
    Instant at;
    std::string who;
    std::string purpose;
    std::string reason;  ///< what they said of it, where that is asked; else empty
    bool operator==(const AccessEntry&) const = default;
};

/// Somebody signed in.
struct Account {
    std::string id;
    Word<Role> role = Role::resident;
    std::string name;          ///< masked for residents; "" before the real-name step
    std::string phone_masked;  ///< "" for staff
    bool verified = false;     ///< the real-name step is done
    std::string staff_no;
    std::string department_id;
    std::string department_name;
    std::string grid_id;
    std::vector<std::string> actions;  ///< what the account may do at all, e.g. "case.file"
    bool operator==(const Account&) const = default;
};

/// Whether the account works here (anything but a resident).
[[nodiscard]] bool is_staff(const Account& account);

/// The smallest area, and its middle.
struct Grid {
    std::string id;
    std::string name;
    std::string community;
    Position centre;
    bool operator==(const Grid&) const = default;
};

/// A department that handles cases.
struct Department {
    std::string id;
    std::string name;
    std::string phone;
    bool operator==(const Department&) const = default;
};

/// A number to call.
struct HelpPhone {
    std::string name;
    std::string number;
    std::string hours;  ///< in words
    bool operator==(const HelpPhone&) const = default;
};

/// The street office that runs this portal.
struct Street {
    std::string name;
    std::string division;  ///< 6 digits
    std::string center_name;
    std::string phone;
    bool operator==(const Street&) const = default;
};

/// What rarely changes: the street, its grids, departments and phones.
struct Reference {
    Street street;
    std::vector<Grid> grids;
    std::vector<Department> departments;
    std::vector<HelpPhone> phones;
    /// Years whose working days the government has announced; empty = not said. A deadline in another year may move.
    std::vector<std::int64_t> official_years;
    bool operator==(const Reference&) const = default;
};

/// The grid with that id, or nullptr.
[[nodiscard]] const Grid* find_grid(const Reference& reference, const std::string& id);

/// The grid whose middle is nearest to the position (equirectangular distance), or nullptr when there is none.
[[nodiscard]] const Grid* nearest_grid(const Reference& reference, Position position);

/// Something the community tells its residents.
struct Notice {
    std::string id;
    std::string title;
    std::string body;
    Instant published_at;
    bool operator==(const Notice&) const = default;
};

/// How much waits in a queue.
struct QueueCount {
    Word<Queue> queue = Queue::to_accept;
    std::int64_t count = 0;
    bool operator==(const QueueCount&) const = default;
};

/// One page of a list.
struct CasePage {
    std::vector<CaseSummary> items;
    std::string next_cursor;  ///< "" on the last page
    std::int64_t total = 0;   ///< of the whole list
    bool operator==(const CasePage&) const = default;
};

/// What a filer keeps: shown once, stored on the device, enough to track without an account.
struct Receipt {
    std::string filing_key;  ///< the idempotency key under which it was filed
    CaseDetail detail;       ///< as it was when it was acknowledged
    std::string query_code;  ///< "" when this device did not file it
    bool operator==(const Receipt&) const = default;
};

/// Whether the loop has ended for now (closed, refused, withdrawn, merged).
[[nodiscard]] bool is_finished(const Word<State>& state);

/// Whether the time that is left says something to who filed it: a clock runs, and nothing is decided yet.
[[nodiscard]] bool counts_down(const CaseSummary& summary);

/// Whether a case of this state and clock belongs to a queue of the role (assets/catalogue/queues.json); nullopt where
/// only the server can tell: `reopened`, and a queue that the role does not have.
[[nodiscard]] std::optional<bool> belongs_to(const Word<Role>& role, Queue queue, const CaseSummary& summary);

/// The queues a role works on, first the one it starts with (assets/catalogue/queues.json); empty for residents.
[[nodiscard]] std::vector<Queue> queues_of(const Word<Role>& role);

}  // namespace ow::domain
