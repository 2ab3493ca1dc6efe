#include "src/i18n/text.hpp"

#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace ow::i18n;

namespace {

std::shared_ptr<Catalogue> english() {
    auto catalogue = std::make_shared<Catalogue>("en");
    catalogue->add("greeting", "Hello");
    catalogue->add("photos.one", "{count} photo");
    catalogue->add("photos.other", "{count} photos");
    catalogue->add("limits", "Between {min} and {max} characters in {label}");
    return catalogue;
}

std::shared_ptr<Catalogue> chinese() {
    auto catalogue = std::make_shared<Catalogue>("zh-CN");
    catalogue->add("greeting", "您好");
    catalogue->add("photos.other", "照片 {count} 张");
    catalogue->add("only.chinese", "只有中文");
    return catalogue;
}

}  // namespace

TEST_CASE("A text is shown in the language that was chosen", "[i18n][unit]") {
    set_current(chinese());
    CHECK(tr("greeting") == "您好");
    set_current(english());
    CHECK(tr("greeting") == "Hello");
    set_current(nullptr);
}

TEST_CASE("A text still on the screen survives the change of language", "[i18n][unit]") {
    set_current(chinese());
    const std::string_view shown = tr("greeting");
    set_current(english());
    CHECK(shown == "您好");
    set_current(nullptr);
}

TEST_CASE("A text missing in one language is shown in the other", "[i18n][unit]") {
    auto catalogue = english();
    catalogue->set_fallback(chinese());
    CHECK(catalogue->text("only.chinese") == "只有中文");
    CHECK(catalogue->contains("only.chinese"));
    CHECK(catalogue->missing().empty());
}

TEST_CASE("A text that nobody wrote is shown as its key, and is reported once", "[i18n][unit]") {
    const auto catalogue = english();
    std::string_view shown;
    {
        const std::string temporary = "no.such." + std::string("key with a long name");
        shown = catalogue->text(temporary);
    }
    CHECK(shown == "no.such.key with a long name");
    static_cast<void>(catalogue->text("no.such.key with a long name"));
    CHECK(catalogue->missing().size() == 1);
    CHECK_FALSE(catalogue->contains("no.such.key with a long name"));
}

TEST_CASE("Before any language is loaded a page shows keys and does not fall over", "[i18n][unit]") {
    set_current(nullptr);
    CHECK(tr("greeting") == "greeting");
    CHECK(tr_plural("photos", 2) == "photos");
}

TEST_CASE("One photo and several photos are counted by the rules of the language", "[i18n][unit]") {
    set_current(english());
    CHECK(tr_plural("photos", 1) == "1 photo");
    CHECK(tr_plural("photos", 0) == "0 photos");
    CHECK(tr_plural("photos", 12) == "12 photos");
    set_current(chinese());
    CHECK(tr_plural("photos", 1) == "照片 1 张");
    CHECK(tr_plural("photos", 6) == "照片 6 张");
    set_current(nullptr);
}

TEST_CASE("Numbers and names stand where the sentence wants them", "[i18n][unit]") {
    set_current(english());
    CHECK(tr("limits", {{"label", "标题"}, {"min", 2}, {"max", 60}}) == "Between 2 and 60 characters in 标题");
    CHECK(tr("limits", {{"min", 0}}) == "Between 0 and {max} characters in {label}");
    set_current(nullptr);
}

TEST_CASE("A text that was not added yet is asked for once, before another language's stands in", "[i18n][unit]") {
    auto catalogue = std::make_shared<Catalogue>("en");
    auto chinese = std::make_shared<Catalogue>("zh-CN");
    chinese->add("late", "晚");
    chinese->add("only.chinese", "只有中文");
    catalogue->set_fallback(chinese);
    std::vector<std::string> asked;
    catalogue->set_late([&](std::string_view key) -> std::optional<std::string> {
        asked.emplace_back(key);
        return key == "late" ? std::optional<std::string>("late text") : std::nullopt;
    });
    catalogue->add("early", "early text");
    CHECK(catalogue->text("early") == "early text");
    CHECK(asked.empty());
    CHECK(catalogue->text("late") == "late text");
    CHECK(catalogue->text("late") == "late text");
    CHECK(asked == std::vector<std::string>{"late"});
    CHECK(catalogue->text("only.chinese") == "只有中文");
    CHECK(catalogue->text("nowhere") == "nowhere");
    CHECK(catalogue->missing().contains("nowhere"));
}

TEST_CASE("What a person typed is never taken for a placeholder", "[i18n][unit]") {
    CHECK(fill("“{title}” {state}", {{"title", "{state}"}, {"state", "closed"}}) == "“{state}” closed");
    CHECK(fill("{count}", {{"count", -7}}) == "-7");
    CHECK(fill("no end {count", {{"count", 1}}) == "no end {count");
    CHECK(fill("", {}).empty());
    CHECK(fill("} {} {", {{"", "x"}}) == "} x {");
}
