"""Files that hold a table but are no text: named as what they are, with the way in."""

from __future__ import annotations

from pathlib import Path

from parity.errors import InputError

TEXT = (".csv", ".tsv", ".tab", ".txt", ".dat")
"""How the names of tables of text end."""

_FORMATS = {
    ".xlsx": ("an Excel workbook", "pandas.read_excel"),
    ".xlsm": ("an Excel workbook", "pandas.read_excel"),
    ".xls": ("an Excel workbook", "pandas.read_excel"),
    ".ods": ("a spreadsheet of LibreOffice", "pandas.read_excel"),
    ".sav": ("a data file of SPSS", "pandas.read_spss"),
    ".dta": ("a data file of Stata", "pandas.read_stata"),
    ".sas7bdat": ("a data file of SAS", "pandas.read_sas"),
    ".xpt": ("a transport file of SAS", "pandas.read_sas"),
    ".rds": ("an R object", ""),
    ".rdata": ("a workspace of R", ""),
    ".rda": ("a workspace of R", ""),
    ".parquet": ("a Parquet file", "pandas.read_parquet"),
    ".feather": ("a Feather file", "pandas.read_feather"),
}
_BEGINNINGS = (
    (b"PK\x03\x04", ".xlsx"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
    (b"$FL2", ".sav"),
    (b"$FL3", ".sav"),
    (b"<stata_dta>", ".dta"),
    (b"RDX", ".rdata"),
    (b"PAR1", ".parquet"),
    (b"ARROW1", ".feather"),
    (b"\x1f\x8b", ".gz"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ", ".xz"),
)
_COMPRESSED = {".gz": "gunzip", ".bz2": "bunzip2", ".xz": "unxz", ".zip": "unzip"}


def is_table(name: str) -> bool:
    """Whether a file is a table of text, by the end of its name."""
    return name.lower().endswith(TEXT)


def refuse_other_format(path: Path, content: bytes = b"") -> None:
    """An error where a file is a table in another format, by its name, or by its first bytes where these say so."""
    ending = path.suffix.lower()
    by_content = next((found for start, found in _BEGINNINGS if content.startswith(start)), None)
    if ending in _FORMATS and (by_content is not None or not content or b"\0" in content[:4096]):
        by_content = ending
    if not content and ending in _COMPRESSED:
        by_content = ending
    if by_content is None:
        return
    if by_content in _COMPRESSED:
        raise InputError("is compressed", file=path, step=f"unpack it: {_COMPRESSED[by_content]}")
    what, reader = _FORMATS[by_content]
    way = f"read it with {reader} and give parity.study the DataFrame" if reader else "write.csv(x, row.names = FALSE)"
    raise InputError(f"is {what}, not a table of text", file=path, step=f"save it as CSV, or {way}")
