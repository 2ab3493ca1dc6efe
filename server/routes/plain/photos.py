"""Photos that came with a form: what is fine is stored at once and stays, also when the rest of
the form must be mended; what is not is named with its reason and leaves the others alone."""

import hashlib
from collections.abc import Collection

import msgspec
from starlette.datastructures import UploadFile

from server.routes import attachments
from server.routes.http import Call
from server.routes.page import Wrong
from server.routes.shell import as_refusal
from server.rules import applications
from server.services import answers, case_rows, filing, pdfs, received
from server.wire import types as wire

PATH = "attachments"


async def take(
    call: Call,
    key: str,
    most: int,
    path: str = PATH,
    files: list[UploadFile] | None = None,
    takes: Collection[str] = applications.PICTURES,
) -> tuple[list[str], list[Wrong]]:
    """Ids of the photos of this form, earlier ones first, and what is wrong with the others.

    key is the form's own: the same file under the same key is stored once. path: the field they
    are of; files: those that came for it, None for all; takes: the kinds of file that it takes.
    """
    dropped = set(call.body.all("drop"))
    kept = list(dict.fromkeys(one for one in call.body.all(path) if one not in dropped))[:most]
    refused: list[Wrong] = []
    left_over: list[str] = []
    for file in call.body.files if files is None else files:
        # Browsers write a quotation mark and line breaks in a name so.
        name = (file.filename or "?").replace("%22", '"').replace("%0D", "").replace("%0A", " ")
        name = name[:80]
        if call.viewer is None:
            refused.append(_refused(call, path, "signed_out", name))
        elif len(kept) >= most:
            left_over.append(name)
        elif not file.size:
            refused.append(_refused(call, path, "left_out", name))
        else:
            await _take_one(call, key, path, file, name, takes, kept, refused)
    if left_over:
        names = left_over[0] + (f" (+{len(left_over) - 1})" if len(left_over) > 1 else "")
        refused.append(_refused(call, path, "too_many", names, max=most))
    return kept, refused


async def _take_one(
    call: Call,
    key: str,
    path: str,
    file: UploadFile,
    name: str,
    takes: Collection[str],
    kept: list[str],
    refused: list[Wrong],
) -> None:
    limits = call.window.config.limits
    limit = limits.attachment_bytes
    document = pdfs.is_pdf(await file.read(16))
    await file.seek(0)
    if document and pdfs.CONTENT_TYPE not in takes:
        refused.append(_refused(call, path, "pictures_only", name))
        return
    if not document and (file.size or 0) > limit:
        refused.append(_refused(call, path, "too_large", name, max=limit // 1_048_576))
        return
    if (file.size or 0) > received.most_bytes(limits):
        reason = received.too_large(limits).message(call.words)
        refused.append(_refused(call, path, "told", name, reason=reason))
        return
    content = await file.read()
    # The same paper may prove two things: it is a picture of each field by itself.
    digest = hashlib.sha256(path.encode() + b"\0" + content).hexdigest()
    asked = answers.once(call.viewer.id, f"{key}-{digest[:24]}", "POST", "/plain/photo", content)
    try:
        answer = await attachments.store(call, content, asked)
    except Exception as error:
        # One photo never costs the form, whatever happens to it.
        refusal = as_refusal(error)
        codes = ("unsupported_type", "too_large", "rate_limited")
        code = refusal.code if refusal.code in codes else "unavailable"
        code = refusal.detail or code
        values = {"max": limit // 1_048_576, **refusal.values}
        if not call.words.has(f"plain.photo.{code}"):
            code, values = "told", {"reason": refusal.message(call.words)}
        refused.append(_refused(call, path, code, name, **values))
        return
    stored = msgspec.json.decode(answer.body, type=wire.Uploaded).id
    if stored not in kept:
        kept.append(stored)


async def still_there(
    call: Call, ids: list[str], takes: Collection[str] = applications.PICTURES
) -> list[wire.Attachment]:
    """Those that are the person's own and belong to no case yet; all while signed out."""
    ids = [one for one in ids if "\0" not in one]
    if call.viewer is None or not ids:
        return [wire.Attachment(one, "", 0, 0, None) for one in ids]
    found, _ = await call.window.database.read(
        lambda tx: filing.own_pictures(tx, call.viewer.id, ids, PATH, takes)
    )
    return [case_rows.attachment_of(row) for row in found]


def _refused(call: Call, path: str, code: str, name: str, **values) -> Wrong:
    return Wrong(path, call.words(f"plain.photo.{code}", name=name, **values))
