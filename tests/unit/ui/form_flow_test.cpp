#include "src/app/field_errors.hpp"
#include "tests/unit/ui/form_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using domain::Value;
using form::FieldType;

namespace {

std::vector<form::FormField> fields() {
    form::FormField alone = field(FieldType::yes_no, "alone", true);
    form::FormField who = field(FieldType::text, "who", true);
    who.section = "second";
    who.show_if = Value::List{"eq", Value::List{"answer", "alone"}, true};
    form::FormField consent = field(FieldType::declaration, "consent", true);
    consent.section = "check";
    return {alone, field(FieldType::text, "title", true), who, consent};
}

/// Two pages and a check page; the second is asked only of those who live alone.
struct TwoPages : FormProgram {
    TwoPages() : FormProgram(fields()) { layout = form::Layout::sections; }
};

std::vector<std::string> pages(const FormProgram& p) {
    std::vector<std::string> ids;
    for (const form::Page& page : form::pages_of(p.setting(), p.state))
        ids.push_back(page.id);
    return ids;
}

std::vector<std::string> wrong(const FormProgram& p) {
    std::vector<std::string> out;
    for (const domain::FieldError& error : p.state.errors)
        out.push_back(error.path + " " + std::string(domain::to_code(error.code)));
    return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("Next names what is missing on this page only, then leads on", "[form][unit]") {
    TwoPages p;
    CHECK_FALSE(p.act(form::NextPressed{}).moved);
    CHECK(wrong(p) == Strings{"alone required", "title required"});
    CHECK(p.wanted<app::FocusNode>()->key == app::error_summary_node);
    p.act(form::Edited{"title", "灯"});
    CHECK(wrong(p) == Strings{"alone required"});
    p.act(form::Edited{"alone", false});
    CHECK(p.act(form::NextPressed{}).moved);
    CHECK(p.state.page == "check");
    CHECK(p.act(form::PreviousPressed{}).moved);
    CHECK(p.state.page == "first");
    CHECK(p.act(form::PreviousPressed{}).left);
}

TEST_CASE("A page that asks nothing is not there", "[form][unit]") {
    TwoPages p;
    CHECK(pages(p) == Strings{"first", "check"});
    p.act(form::Edited{"alone", true});
    CHECK(pages(p) == Strings{"first", "second", "check"});
}

TEST_CASE("One by one every question has its page", "[form][unit]") {
    TwoPages p;
    p.layout = form::Layout::one_by_one;
    CHECK(pages(p) == Strings{"alone", "title", "check"});
}

TEST_CASE("Submitting names the errors of all pages, and a link leads to page and field", "[form][unit]") {
    TwoPages p;
    p.act(form::Edited{"alone", true});
    p.act(form::PageWanted{"check"});
    CHECK_FALSE(p.act(form::SubmitPressed{}).submit);
    CHECK(wrong(p) == Strings{"title required", "who required", "consent required"});
    const form::Outcome followed = p.act(form::ErrorFollowed{"who"});
    CHECK(followed.moved);
    CHECK(followed.focus == "field:who");
    CHECK(p.state.page == "second");
}

TEST_CASE("What is right is sent as the server keeps it, without what is not asked any more", "[form][unit]") {
    TwoPages p;
    p.act(form::Edited{"alone", true});
    p.act(form::Edited{"who", "李四"});
    p.act(form::Edited{"alone", false});
    p.act(form::Edited{"title", "  灯不亮 "});
    p.act(form::Edited{"consent", true});
    CHECK(p.act(form::SubmitPressed{}).submit);
    const Value kept = form::kept_answers(p.setting(), p.state);
    CHECK(kept.text_at("title") == "灯不亮");
    CHECK(kept.find("who") == nullptr);
    // Somebody who changes it back finds the words again.
    CHECK(p.text("who") == "李四");
}

TEST_CASE("A draft of another version keeps aside what this one does not ask", "[form][unit]") {
    TwoPages p;
    Value stored = Value::object();
    stored.set("title", "灯");
    stored.set("colour", "蓝");
    stored.set("who", "李四");
    form::take_answers(p.state, p.definition, stored);
    CHECK(p.text("title") == "灯");
    CHECK(p.state.answers.find("colour") == nullptr);
    CHECK(p.state.aside.text_at("colour") == "蓝");
    CHECK(form::kept_answers(p.setting(), p.state).find("colour") == nullptr);
}

TEST_CASE("What somebody took away is nothing that was written", "[form][unit]") {
    TwoPages p;
    CHECK(form::is_blank(p.state));
    p.act(form::Edited{"contact.phone", "1"});
    CHECK_FALSE(form::is_blank(p.state));
    p.act(form::Edited{"contact.phone", ""});
    CHECK(form::is_blank(p.state));
}
