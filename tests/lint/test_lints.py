"""Each lint finds what it is for, and leaves right code alone."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import boot
import clean
import forms
import layers
import reached
import sizes
import terms
from common import ROOT, line_at, repository_files

import docs
import i18n


def messages(findings):
    return [finding.message for finding in findings]


def test_domain_must_not_see_the_interface():
    found = layers.check_cpp("src/domain/ids.cpp", '#include "ui/widgets/button.hpp"\n')
    assert len(found) == 1
    assert "domain may not include ui/widgets/button.hpp" in found[0].message


def test_the_interface_must_not_see_json():
    assert layers.check_cpp("ui/widgets/button.cpp", "#include <nlohmann/json.hpp>\n")
    assert layers.check_cpp("ui/widgets/button.cpp", '#include "src/wire/json.hpp"\n')
    assert not layers.check_cpp("src/wire/json.cpp", "#include <nlohmann/json.hpp>\n")


def test_app_sees_only_the_domain():
    assert layers.check_cpp("src/app/home/model.hpp", '#include "src/i18n/text.hpp"\n')
    assert not layers.check_cpp(
        "src/app/home/model.hpp", '#include "src/domain/ids.hpp"\n#include <vector>\n'
    )


def test_only_the_web_sees_the_browser():
    assert layers.check_cpp("ui/frame/ui.cpp", "#include <emscripten/html5.h>\n")
    assert layers.check_cpp("ui/frame/ui.cpp", '#include "web/bridges/dom/dom_bridge.hpp"\n')
    assert not layers.check_cpp(
        "web/main.cpp", '#include <emscripten/html5.h>\n#include "ui/frame/ui.hpp"\n'
    )


def test_features_do_not_see_each_other():
    assert layers.check_cpp("src/app/home/update.cpp", '#include "src/app/appeal/model.hpp"\n')
    assert layers.check_cpp("ui/views/home/home.cpp", '#include "ui/views/appeal/page.hpp"\n')
    assert not layers.check_cpp("ui/views/home/home.cpp", '#include "src/app/home/model.hpp"\n')
    assert not layers.check_cpp("ui/views/home/home.cpp", '#include "ui/views/page.hpp"\n')


def test_paths_start_at_the_root():
    assert layers.check_cpp("src/domain/ids.cpp", '#include "ids.hpp"\n')
    assert layers.check_cpp("src/domain/ids.cpp", '#include "tests/unit/support/x.hpp"\n')


def test_the_store_must_not_see_services():
    assert layers.check_python("server/store/engine.py", "from server.services import cases\n")
    assert layers.check_python("server/services/cases.py", "from server.routes.cases import x\n")
    assert not layers.check_python(
        "server/routes/cases.py", "from server.services.cases import x\n"
    )


def test_long_files_are_found():
    assert sizes.check_text("ui/long.cpp", "x\n" * 601)
    assert not sizes.check_text("ui/right.cpp", "x\n" * 600)


def test_addresses_and_machine_paths_are_found():
    assert clean.check_text("a.md", "see https://" + "pypi." + "org/simple")
    assert clean.check_text("a.json", '"resolved": "https://registry.' + 'npmjs.org/x"')
    assert clean.check_text("a.py", 'open("' + "/ro" + 'ot/x")')
    assert clean.check_text("a.py", 'open("' + "/wo" + 'rk/main/x")')
    assert not clean.check_text(
        "a.md", "open http://127.0.0.1:8080/wo" + "rk/queue or ~/.cache/onewindow"
    )


def write_texts(root: Path, zh: dict[str, str], en: dict[str, str]) -> None:
    for language, texts in (("zh-CN", zh), ("en", en)):
        folder = root / "assets/i18n" / language
        folder.mkdir(parents=True)
        (folder / "a.json").write_text(json.dumps(texts), encoding="utf-8")


def test_languages_have_the_same_keys_and_placeholders(tmp_path):
    write_texts(
        tmp_path,
        {"a.x": "一", "a.y": "{n} 件", "a.p.other": "多"},
        {"a.y": "{m} cases", "a.p.one": "one"},
    )
    texts, found = i18n.load(tmp_path)
    assert not found
    said = messages(i18n.compare(texts))
    assert any("a.x is missing in en" in one for one in said)
    assert any("placeholders differ" in one for one in said)
    assert not any("a.p" in one for one in said)


def test_a_key_that_stands_twice_in_one_file_is_found(tmp_path):
    folder = tmp_path / "assets/i18n/en"
    folder.mkdir(parents=True)
    (folder / "a.json").write_text('{"a.x": "one", "a.x": "two"}', encoding="utf-8")
    assert any("a.x is also in" in one for one in messages(i18n.load(tmp_path)[1]))


def test_an_empty_text_is_found(tmp_path):
    write_texts(tmp_path, {"a.x": " "}, {"a.x": "x"})
    assert i18n.load(tmp_path)[1]


def test_english_has_no_marks_that_a_chinese_font_draws_wide(tmp_path):
    write_texts(
        tmp_path, {"a.x": "“好”…", "a.y": "好"}, {"a.x": "Don’t", "a.y": 'Don\'t say "well"...'}
    )
    said = messages(i18n.narrow(i18n.load(tmp_path)[0]))
    assert len(said) == 1
    assert "a.x" in said[0]


def test_texts_of_services_are_compared_and_kept_apart_from_the_programs(tmp_path):
    write_texts(tmp_path, {"form.a": "一"}, {"form.a": "one"})
    for language, texts in (
        ("zh-CN", {"form.a": "二", "service.b": "二"}),
        ("en", {"form.a": "x"}),
    ):
        folder = tmp_path / "assets/i18n" / language / "services"
        folder.mkdir()
        (folder / "b.json").write_text(json.dumps(texts), encoding="utf-8")
    programs, _ = i18n.load(tmp_path)
    assert set(programs["zh-CN"]) == {"form.a"}
    assert programs["zh-CN"]["form.a"][0] == "一"
    services, found = i18n.load(tmp_path, i18n.SERVICES)
    assert not found
    assert any("service.b is missing in en" in one for one in messages(i18n.compare(services)))
    assert any("form.a is also in" in one for one in messages(i18n.apart(programs, services)))


def test_unknown_keys_in_code_are_found():
    keys = {"nav.home", "page.count.one", "page.count.other"}
    assert i18n.check_code("ui/a.cpp", 'tr("nav.hom");', keys)
    assert i18n.check_code("ui/a.cpp", 'return {Icon::home, "nav.missing"};', keys)
    assert i18n.check_code("ui/a.cpp", 'tr("other.thing", {{"n", n}});', keys)
    assert not i18n.check_code(
        "ui/a.cpp", 'tr("nav.home"); plural("page.count", 3); load("zh.json"); // "nav.x"', keys
    )


def test_chinese_in_code_is_found_but_not_in_comments():
    assert i18n.check_code("web/a.mjs", "const a = '首页';", set())
    assert i18n.check_code("ui/a.cpp", 'x = "，";', set())
    assert not i18n.check_code("ui/a.cpp", 'x = "a"; // 首页', set())
    assert not i18n.check_code(
        "ui/a.cpp", 'x = "，"; // lint: chinese-ok (closing marks, UAX 14)', set()
    )


def test_declarations_without_contract_are_found():
    text = "namespace ow {\n\nint bare();\n\n/// Adds.\nint add(int a,\n        int b);\nint also();\n}\n"
    assert [finding.line for finding in docs.check_text("src/a.hpp", text)] == [3]
    box = "/// A box.\nstruct Box {\n    int x;\n};\n"
    large = "struct Box {\n" + "    int x;\n" * 4 + "};\n"
    assert docs.check_text("src/a.hpp", large)
    assert not docs.check_text("src/a.hpp", "struct PhoneEdited {\n    int value;\n};\n")
    assert not docs.check_text("src/a.hpp", "namespace ow {\nclass Forward;\n" + box + "}\n")
    assert docs.check_text("src/a.hpp", box + "int after();\n")


def test_the_runner_fails_when_a_lint_finds_something(tmp_path, monkeypatch):
    import run

    monkeypatch.setattr(sizes, "check", lambda: [sizes.Finding("a", 1, "too long")])
    monkeypatch.setattr(sys, "argv", ["run.py", "sizes"])
    assert run.main() == 1


def test_the_repository_is_seen():
    assert "CMakeLists.txt" in repository_files()
    assert subprocess.run(["git", "rev-parse"], cwd=ROOT, check=False).returncode == 0


LIST = "# What the first page runs.\n00112233aa ow::ui::home(int)\n00112233bb ow::ui::tile()\n"


def test_a_list_of_the_first_page_is_keys_and_names_in_order():
    assert not boot.check_text("cmake/boot/onewindow.txt", LIST)
    for wrong in (
        LIST.replace("00112233bb ow", "xyz ow"),
        LIST.replace("00112233bb", "00112233aa"),
        LIST.replace("ow::ui::tile", "ow::a11y::tree"),
        "# Nothing.\n",
        LIST.removeprefix("# What the first page runs.\n"),
    ):
        assert boot.check_text("cmake/boot/onewindow.txt", wrong), wrong


def test_a_list_of_the_first_pages_texts_is_keys_that_there_are_in_order():
    known, listed = {"home.title", "rest.again"}, "# Texts.\nhome.title\nrest.again\n"
    assert not boot.check_texts("cmake/boot/texts.txt", listed, known)
    for wrong in (
        listed.replace("again", "gone"),
        "# Texts.\nrest.again\nhome.title\n",
        "# Texts.\n",
        listed.removeprefix("# Texts.\n"),
    ):
        assert boot.check_texts("cmake/boot/texts.txt", wrong, known), wrong


def test_a_list_names_only_what_the_program_has():
    packed = {"list": hashlib.sha256(LIST.encode()).hexdigest(), "stale": ["00112233bb"]}
    manifest = {"boot": {"onewindow": packed}}
    found = boot.check_built("cmake/boot/onewindow.txt", LIST, manifest)
    assert [(one.line, "ow::ui::tile()" in one.message) for one in found] == [(3, True)]
    # A build of another list says nothing about this one.
    packed["list"] = "other"
    assert not boot.check_built("cmake/boot/onewindow.txt", LIST, manifest)


def test_a_forbidden_word_is_found_in_its_own_language_only():
    listed = {
        "terms": [
            {
                "code": "query_code",
                "zh": "查询码",
                "en": "tracking code",
                "not": {"zh": ["查询密码"], "en": ["query code", "mend"]},
                "but": ["please mend"],
            }
        ]
    }
    english, chinese = terms.rules(listed, "en"), terms.rules(listed, "zh")
    assert terms.judge("Your Query code is gone", "en", english) == [
        "“query code”: say “tracking code”"
    ]
    assert terms.judge("请输入查询密码", "zh", chinese)
    assert not terms.judge("请输入查询码", "zh", chinese)
    assert not terms.judge("Recommended: amendment", "en", english)
    assert terms.judge("mend it", "en", english)
    assert not terms.judge("please mend it", "en", english)


def test_marks_of_the_other_script_are_found():
    assert terms.judge("Wait，please", "en", [])
    assert terms.judge("请稍等,马上好", "zh", [])
    assert terms.judge('按"提交"', "zh", [])
    assert not terms.judge("Press “Submit”, please…", "en", [])
    assert not terms.judge("按“提交”，9:00–12:00，共 3 张", "zh", [])


def test_words_are_found_wherever_a_person_reads_them(tmp_path):
    for name, text in {
        "assets/i18n/en/a.json": '{"a.x": "the ticket", "search.entry.a.words": "ticket"}',
        "assets/i18n/zh-CN/a.json": '{"a.x": "这件工单", "search.entry.a.words": "工单"}',
        "assets/catalogue/street.json": '{"departments": [{"name": "工单科"}]}',
        "server/demo/a.json": '[{"title": "工单没人接"}]',
        "server/demo/a.py": 'A = "工单"\n',
        "server/routes/plain/templates/a.html": '<p title="x">{{ t("a.x") }}\n工单</p>',
        "docs/terms.json": json.dumps(
            {
                "free": ["search.entry.*.words"],
                "terms": [
                    {
                        "code": "case",
                        "zh": "办件",
                        "en": "case",
                        "not": {"zh": ["工单"], "en": ["ticket"]},
                        "but": [],
                    }
                ],
            }
        ),
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    found = {(one.path, one.line) for one in terms.check(tmp_path)}
    assert found == {
        ("assets/i18n/en/a.json", 1),
        ("assets/i18n/zh-CN/a.json", 1),
        ("assets/catalogue/street.json", 1),
        ("server/demo/a.json", 1),
        ("server/demo/a.py", 1),
        ("server/routes/plain/templates/a.html", 2),
    }


def test_the_term_list_is_long_enough_and_agrees_with_itself():
    listed = json.loads((ROOT / "docs/terms.json").read_text(encoding="utf-8"))["terms"]
    codes = [one["code"] for one in listed]
    assert len(codes) == len(set(codes)) >= 60
    for one in listed:
        assert one["zh"], one
        assert one["en"], one


def test_a_file_is_looked_at_again_when_what_it_includes_changes_and_not_otherwise(
    tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(reached, "ROOT", tmp_path)
    (tmp_path / "src").mkdir()
    (tmp_path / "src/far.hpp").write_text("int far();\n")
    (tmp_path / "src/near.hpp").write_text(
        '#include "src/far.hpp"\n#include <vector>\n#include "imgui.h"\n'
    )
    (tmp_path / "src/other.hpp").write_text("int other();\n")
    (tmp_path / "src/a.cpp").write_text('#include "near.hpp"\n#include "src/a.cpp"\n')

    def now() -> str:
        reached._read.cache_clear()
        return reached.digest(tmp_path / "src/a.cpp")

    first = now()
    (tmp_path / "src/other.hpp").write_text("int another();\n")
    assert now() == first
    (tmp_path / "src/far.hpp").write_text("long far();\n")
    assert now() != first
    reached._read.cache_clear()


def test_a_mistake_in_a_data_file_is_told_with_its_line():
    text = '{\n "a": {"b/c": [1,\n  {"x": "}"},\n  [2, {"y": 3}]\n ]},\n "d": null\n}\n'
    assert [line_at(text, at) for at in ("", "/a", "/a/b~1c/0", "/a/b~1c/1/x", "/a/b~1c/2/1/y", "/d")] == [
        1, 2, 2, 3, 4, 6,
    ]  # fmt: skip


def test_what_is_missing_is_told_at_the_line_of_what_it_is_missing_from():
    text = '{\n "steps": [\n  {"code": "accept"}\n ]\n}\n'
    assert line_at(text, "/steps/0/tells") == 3
    assert line_at(text, "/steps/7") == 2
    assert line_at(text, "/steps/0/code/deeper") == 3
    assert line_at("{", "/steps") == 1


def test_a_step_without_its_texts_is_found_before_a_server_starts(tmp_path):
    folder = tmp_path / "assets/catalogue"
    shutil.copytree(ROOT / "assets/catalogue", folder)
    case = folder / "case.json"
    case.write_text(case.read_text("utf-8").replace('"tells": "reopened"', '"tells": "x"'), "utf-8")
    config = forms.load(None)
    config.street.catalogue = str(folder)
    read = {
        file.stem: json.loads(file.read_text("utf-8")) for file in (folder / "forms").glob("*.json")
    }
    found = forms.findings_of(forms.check_loop(read, config), tmp_path)
    lines = case.read_text("utf-8").splitlines()
    assert {one.path for one in found} == {"assets/catalogue/case.json"}
    assert all('"code": "reopen"' in lines[one.line - 1] for one in found)
    said = " ".join(messages(found))
    assert "no text 'server.sms.x' in en" in said
    assert "no text 'server.admin.messages.sms.x' in zh-CN" in said
