# SPDX-License-Identifier: Apache-2.0
"""Builds sheets that nobody should be able to hurt the program with."""

import io
import struct
import zipfile

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument\
.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-\
officedocument.spreadsheetml.worksheet+xml"/></Types>"""
RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/\
relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/\
relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
WORKBOOK = """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/\
2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>\
<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"""
WORKBOOK_RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/\
package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/\
officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
SHEET_HEAD = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
SHEET_TAIL = "</sheetData></worksheet>"
BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    + "]>"
)


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def xlsx(rows: str, *, prolog: str = '<?xml version="1.0"?>', **members: str | bytes) -> bytes:
    """Return a workbook whose sheet holds raw `rows`; `members` replace or add parts by name."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELS,
        "xl/worksheets/sheet1.xml": prolog + SHEET_HEAD + rows + SHEET_TAIL,
        **members,
    }
    return zipped(parts)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_declared_size(data: bytes, name: bytes, size: int) -> bytes:
    """Return the zip with a lie about the unpacked size of one member in both headers."""
    lie = bytearray(data)
    for signature, offset, at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        start = 0
        while (start := lie.find(signature, start)) >= 0:
            if bytes(lie[start + offset : start + offset + len(name)]) == name:
                lie[start + at : start + at + 4] = struct.pack("<I", size)
            start += 4
    return bytes(lie)


GOOD_ROW = f'<row r="1">{inline("A1", "姓名")}</row>'
BOMB = "<row/>" * 2_000_000

HOSTILE_XLSX: dict[str, bytes] = {
    "far_cell": xlsx(f'<row r="1048576">{inline("XFD1048576", "x")}</row>'),
    "far_cell_and_near": xlsx(GOOD_ROW + f'<row r="1048576">{inline("A1048576", "x")}</row>'),
    "far_column": xlsx(f'<row r="1">{inline("XFD1", "x")}</row>'),
    "beyond_last_row": xlsx(f'<row r="4294967295">{inline("A4294967295", "x")}</row>'),
    "beyond_last_column": xlsx(f'<row r="1">{inline("ZZZZZZ1", "x")}</row>'),
    "row_zero": xlsx(f'<row r="0">{inline("A0", "x")}</row>'),
    "reference_is_no_reference": xlsx(f'<row r="1">{inline("姓名", "x")}</row>'),
    "too_many_rows": xlsx(
        "".join(f'<row r="{n}">{inline(f"A{n}", "x")}</row>' for n in range(1, 6_000))
    ),
    "long_cell": xlsx(f'<row r="1">{inline("A1", "x" * 300_000)}</row>'),
    "huge_cell": xlsx(f'<row r="1">{inline("A1", "x" * 70_000_000)}</row>'),
    "billion_laughs": xlsx(f'<row r="1">{inline("A1", "&j;")}</row>', prolog=BILLION_LAUGHS),
    "external_entity": xlsx(
        f'<row r="1">{inline("A1", "&x;")}</row>',
        prolog='<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ),
    "deep_nesting": xlsx("<row>" * 200_000),
    "sheet_is_missing": zipped({"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELS}),
    "sheet_is_empty": xlsx("", **{"xl/worksheets/sheet1.xml": ""}),
    "sheet_is_noise": xlsx("", **{"xl/worksheets/sheet1.xml": bytes(range(256)) * 40}),
    "cut_short": xlsx(GOOD_ROW)[:-60],
    "only_a_zip_head": b"PK\x03\x04" + bytes(60),
    "zip_of_nothing": zipped({}),
    "ratio": xlsx("", **{"xl/media/a.xml": b"\0" * 60_000_000}),
    "sum_too_large": xlsx("", **{f"xl/media/{n}": b"\0" * 9_000_000 for n in range(8)}),
    "too_many_members": zipped({f"m{n}": "" for n in range(2_500)}),
    "declared_smaller": with_declared_size(
        xlsx(BOMB + inline("A1", "x")), b"xl/worksheets/sheet1.xml", 100
    ),
    "shared_string_out_of_range": xlsx('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'),
    "old_excel_head_only": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}
"""None of these may come back as a table; each must be refused with a sentence."""

HARMLESS_XLSX: dict[str, bytes] = {
    "empty_rows": xlsx(GOOD_ROW + "<row/>" * 20_000),
    "traversal_name": xlsx(GOOD_ROW, **{"../../evil.txt": "x"}),
    "lying_dimension": xlsx(
        "",
        **{
            "xl/worksheets/sheet1.xml": '<?xml version="1.0"?><worksheet xmlns="http://schemas.'
            'openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
            f"<sheetData>{GOOD_ROW}</sheetData></worksheet>"
        },
    ),
    "formula": xlsx('<row r="1"><c r="A1" t="str"><f>CMD("calc")</f><v>姓名</v></c></row>'),
}
"""Odd, but the one real cell must be read."""

TEXT_REFUSED: dict[str, bytes] = {
    "only_spaces": b" \n \n",
    "nul_bytes": b"a,b\x00,c\n",
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(50),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\xff\xff\xff",
    "program": b"MZ\x90\x00\x03\x00\x00\x00",
    "web_page": b"<html><table><tr><td>a</td></tr></table></html>",
    "web_page_with_bom": b"\xef\xbb\xbf\r\n<!DOCTYPE html><table>",
    "bare_table": b"<table><tr><td>a</td></tr></table>",
    "xml_spreadsheet": b'<?xml version="1.0"?><Workbook></Workbook>',
    "bad_everywhere": b"\xff\xff\xff\xff\xff",
    "odd_utf16": b"\xff\xfea",
    "utf16_surrogate": b"\xff\xfe\x00\xd8\x00\xd8",
    "too_many_rows": b"a,b\n" * 6_000,
    "too_many_columns": b"," * 64 + b"\n",
    "very_many_columns": b"," * 100_000,
    "long_cell": b"a" * 1_001,
    "huge_cell": b"a" * 3_000_000,
    "open_quote_swallows_all": b'"' + b"a,b\n" * 50_000,
    "long_chinese_cell": ("字" * 1_001).encode("gb18030"),
    "utf8_long_in_row_two": b"a\n" + b"b" * 2_000,
    "all_newlines_many": b"x\n" + b"\n" * 5_100 + b"x\n",
}

TEXT_READ: dict[str, tuple[bytes, tuple[tuple[str, ...], ...]]] = {
    "utf8": ("姓名,班级\n张䶮,三2\n".encode(), (("姓名", "班级"), ("张䶮", "三2"))),
    "utf8_bom": ("姓名,班级\n".encode("utf-8-sig"), (("姓名", "班级"),)),
    "gbk": ("姓名,班级\n王芳,三2".encode("gbk"), (("姓名", "班级"), ("王芳", "三2"))),
    "gb18030_rare": ("𠅤,䶮,㳚".encode("gb18030"), (("𠅤", "䶮", "㳚"),)),
    "utf16": ("姓名\t班级\n".encode("utf-16"), (("姓名", "班级"),)),
    "tabs": (b"a\tb,c\td", (("a", "b,c", "d"),)),
    "semicolons": (b"a;b\n1,5;2", (("a", "b"), ("1,5", "2"))),
    "full_width_commas": ("姓名，班级\n张三，三2".encode(), (("姓名", "班级"), ("张三", "三2"))),
    "quoted_comma_and_line": (b'a,"b,\nc"\n', (("a", "b, c"),)),
    "carriage_returns": (b"a,b\r\nc,d\r\n", (("a", "b"), ("c", "d"))),
    "formula_stays_text": (b"=1+1,@SUM(A1)\n", (("=1+1", "@SUM(A1)"),)),
    "control_signs_vanish": (b"a\x07\x1f\x1e\x1d\x1cb,c", (("ab", "c"),)),
    "rows_of_uneven_width": (b"a\nb,c\n", (("a",), ("b", "c"))),
    "leading_zero_stays": (b"0012,13800001111", (("0012", "13800001111"),)),
    "empty_rows_inside": (b"a\n\nb\n\n\n", (("a",), ("",), ("b",))),
    "one_cell": (b"x", (("x",),)),
}
