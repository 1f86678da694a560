"""Which files the rows of a table lie in: one file, or in a large lake one for each year of publication."""

import re

from flows.write.manifest import Manifest, TableFile

ARTICLE_TABLES = ("events", "participants", "mentions", "articles")
# With more rows than this in the article tables together a lake keeps them by year, and goes on to do so.
WHOLE_ROWS = 2_000_000
_YEAR = re.compile(r"/published_year=(\d+)/")


def fixed_name(table: str, year: int | None = None) -> str:
    """Returns the fixed name of a table's file, relative to the lake's root: by year in Hive's manner."""
    return f"{table}/{table}.parquet" if year is None else f"{table}/published_year={year}/{table}.parquet"


def version_name(table: str, year: int | None, digest: str) -> str:
    """Returns the name of a file that never changes, relative to the lake's root."""
    return f"_versions/{table}-{'' if year is None else f'{year}-'}{digest[:16]}.parquet"


def year_of(file: TableFile) -> int | None:
    """Returns the year of publication that a file is of; None where it holds all years."""
    found = _YEAR.search(file.published)
    return int(found[1]) if found else None


def is_by_year(manifest: Manifest | None) -> bool:
    """Tells whether a lake keeps its rows by year."""
    tables = manifest.tables.values() if manifest else ()
    return any(year_of(file) is not None for files in tables for file in files)


def is_too_large_for_one_file(rows: int) -> bool:
    """Tells whether so many rows of the article tables are kept by year."""
    return rows > WHOLE_ROWS
