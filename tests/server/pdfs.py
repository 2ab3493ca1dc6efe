"""PDFs to hand in: a plain one, and what people and attackers make of one."""

import io

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)


def pdf(pages: int = 2, text: str = "income 3200") -> bytes:
    """A PDF of so many pages."""
    made = FPDF(format="A4")
    made.set_font("Helvetica", size=14)
    for page in range(pages):
        made.add_page()
        made.cell(0, 10, f"{text} {page + 1}")
    return bytes(made.output())


def large(size: int) -> bytes:
    """A PDF of about so many bytes, with noise in it that no packing makes smaller."""
    import random

    writer = _writer()
    stream = DecodedStreamObject()
    stream.set_data(random.Random(size).randbytes(size - 4096))
    writer.root_object[NameObject("/Noise")] = writer._add_object(stream)
    return _bytes(writer)


def _writer(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf(pages))))
    return writer


def _bytes(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted() -> bytes:
    """One with a password."""
    writer = _writer()
    writer.encrypt("secret", algorithm="AES-256")
    return _bytes(writer)


def with_script() -> bytes:
    """One that runs JavaScript when it is opened."""
    writer = _writer()
    return _opened_by(writer, "/JavaScript", "/JS", "app.alert('hello');")


def _opened_by(writer: PdfWriter, action: str, member: str, value: str) -> bytes:
    """With something that a viewer does when it opens it."""
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject(action),
            NameObject(member): TextStringObject(value),
        }
    )
    return _bytes(writer)


def with_launch() -> bytes:
    """One that starts a program when it is opened; its name is written in hexadecimal."""
    made = _opened_by(_writer(), "/Launch", "/F", "cmd.exe")
    return made.replace(b"/Launch", b"/L#61unch")


def with_file() -> bytes:
    """One with another file in it."""
    writer = _writer()
    writer.add_attachment("setup.exe", b"MZ" + b"\0" * 100)
    return _bytes(writer)


def bomb() -> bytes:
    """A small one whose page unpacks to three gigabytes."""
    import zlib

    packer = zlib.compressobj(9)
    parts = [packer.compress(b"\0" * (1 << 20)) for _ in range(3 * 1024)]
    content = b"".join([*parts, packer.flush()])
    return raw_page(content, b"/Filter /FlateDecode")


def twice_packed() -> bytes:
    """A page whose content is packed twice over."""
    import zlib

    return raw_page(zlib.compress(zlib.compress(b"q Q")), b"/Filter [/FlateDecode /FlateDecode]")


def endless() -> bytes:
    """A tree of pages that is its own leaf."""
    return raw_page(b"q Q", b"", kids=b"[2 0 R]")


def huge_picture() -> bytes:
    """A picture that says it has 60 000 by 60 000 pixels."""
    return raw_page(b"x", b"/Subtype /Image /Width 60000 /Height 60000 /Filter /DCTDecode")


def raw_page(content: bytes, members: bytes, kids: bytes = b"[3 0 R]") -> bytes:
    """One page, written by hand. members: of its content's dictionary."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids " + kids + b" /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), members, content),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table


def with_link() -> bytes:
    """One with a link to a page on the web, as office programs write them."""
    writer = _writer()
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 100, 20)]),
            NameObject("/A"): DictionaryObject(
                {
                    NameObject("/S"): NameObject("/URI"),
                    NameObject("/URI"): TextStringObject("https://example.org"),
                }
            ),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([link])
    return _bytes(writer)
