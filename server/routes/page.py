"""Plain pages without script: a frame, escaping, form fields with their errors."""

from html import escape

from server.routes.http import NO_STORE, Reply
from server.rules.forms import Problem
from server.services.words import Words

HTML = (b"content-type", b"text/html; charset=utf-8")


def page(words: Words, title: str, body: str, *, status: int = 200, extra=()) -> Reply:
    """A whole page. body is HTML already escaped; title is text."""
    links = "".join(
        f'<li><a href="{href}">{escape(words(key))}</a></li>'
        for href, key in (
            ("/plain/", "plain.phones.link"),
            ("/plain/appeal", "plain.appeal.link"),
            ("/plain/track", "plain.track.link"),
        )
    )
    html = (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)} · {escape(words('app.name'))}</title>"
        '<link rel="stylesheet" href="/plain/plain.css"></head><body>'
        f'<a class="skip" href="#main">{escape(words("plain.skip"))}</a>'
        f'<header><p class="brand"><a href="/">{escape(words("app.name"))}</a></p>'
        f'<nav aria-label="{escape(words("plain.nav"))}"><ul>{links}</ul></nav></header>'
        f'<main id="main"><h1>{escape(title)}</h1>{body}</main></body></html>'
    )
    return Reply(status, html.encode(), [HTML, NO_STORE, *extra])


def error_summary(words: Words, problems: list[Problem]) -> str:
    """The heading 请检查以下问题 with a link to each field; empty without problems."""
    if not problems:
        return ""
    items = "".join(
        f'<li><a href="#{escape(p.path)}">{escape(words.problem(p))}</a></li>' for p in problems
    )
    return (
        '<div class="errors" role="alert" tabindex="-1" autofocus>'
        f"<h2>{escape(words('plain.errors'))}</h2><ul>{items}</ul></div>"
    )


def field(
    words: Words,
    name: str,
    value: str,
    problems: list[Problem],
    *,
    kind: str = "text",
    attributes: str = "",
) -> str:
    """A labelled field with its error beside it. kind: text, tel, textarea …"""
    wrong = [words.problem(p) for p in problems if p.path == name]
    error = "".join(f'<p class="error" id="{name}-error">{escape(text)}</p>' for text in wrong)
    hint_text = words.texts.get(f"plain.hint.{name}", "")
    hint = f'<p class="hint" id="{name}-hint">{escape(hint_text)}</p>' if hint_text else ""
    described = " ".join(
        part for part in (f"{name}-hint" if hint else "", f"{name}-error" if error else "") if part
    )
    aria = f' aria-describedby="{described}"' if described else ""
    aria += ' aria-invalid="true"' if wrong else ""
    label = f'<label for="{name}">{escape(words("label." + name))}</label>'
    if kind == "textarea":
        box = f'<textarea id="{name}" name="{name}" rows="6"{aria}{attributes}>{escape(value)}</textarea>'
        box = box.replace(">", ">\n", 1) if value.startswith("\n") else box
    else:
        box = f'<input id="{name}" name="{name}" type="{kind}" value="{escape(value)}"{aria}{attributes}>'
    return f'<div class="field{" wrong" if wrong else ""}">{label}{hint}{error}{box}</div>'


def choice(words: Words, name: str, options: list[str], value: str, problems: list[Problem]) -> str:
    """Radio buttons with a legend."""
    wrong = [words.problem(p) for p in problems if p.path == name]
    error = "".join(f'<p class="error">{escape(text)}</p>' for text in wrong)
    rows = "".join(
        f'<label class="radio"><input type="radio" name="{name}" value="{option}"'
        f"{' checked' if option == value else ''}{f' id={chr(34)}{name}{chr(34)}' if i == 0 else ''}> "
        f"{escape(words(f'{name}.{option}'))}</label>"
        for i, option in enumerate(options)
    )
    return (
        f'<fieldset class="field{" wrong" if wrong else ""}">'
        f"<legend>{escape(words('label.' + name))}</legend>{error}{rows}</fieldset>"
    )


def button(words: Words, key: str) -> str:
    """The page's one button."""
    return f'<button type="submit">{escape(words(key))}</button>'
