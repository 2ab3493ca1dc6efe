"""Writes docs/terms.md, the term list for reading, from docs/terms.json.

python tools/generate/terms.py
"""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "docs/terms.json"
TARGET = "docs/terms.md"
HEAD = """# Terms

One word a thing in each language. Written from [terms.json](terms.json) by `tools/generate/terms.py`; `./dev lint terms`
finds the words of the last two columns in every text a person sees (`assets/i18n`, the catalogue, the plain pages, the
demo's data). `code` is the name in code and API where there is one; where Chinese has two words for one English one,
both rows say so. Words that people search by (`search.entry.*.words`) are free.

| code | zh-CN | en | meaning | not in zh-CN | not in en |
|---|---|---|---|---|---|
"""


def generated(root: Path = ROOT) -> dict[str, str]:
    """The file that this program makes, with its content."""
    terms = json.loads((root / SOURCE).read_text(encoding="utf-8"))["terms"]
    rows = [
        f"| {one['code']} | {one['zh']} | {one['en']} | {one['about']} "
        f"| {'、'.join(one['not']['zh'])} | {', '.join(one['not']['en'])} |\n"
        for one in terms
    ]
    return {TARGET: HEAD + "".join(rows)}


if __name__ == "__main__":
    for path, content in generated().items():
        (ROOT / path).write_text(content, encoding="utf-8")
