"""The readers, by the file name endings and media types that they take."""

from flows.ingest.csv_tables import CsvReader
from flows.ingest.feed import FeedReader
from flows.ingest.html_pages import HtmlReader
from flows.ingest.json_documents import JsonReader
from flows.ingest.jsonl import JsonLinesReader
from flows.ingest.news_xml import NewsXmlReader
from flows.ingest.parquet_tables import ParquetReader
from flows.ingest.source import Reader
from flows.ingest.text import TextReader
from flows.ingest.web_archives import WebArchiveReader

READERS: tuple[Reader, ...] = (
    TextReader(),
    JsonLinesReader(),
    JsonReader(),
    CsvReader(),
    ParquetReader(),
    HtmlReader(),
    FeedReader(),
    WebArchiveReader(),
    NewsXmlReader(),
)


def reader_of_name(name: str) -> Reader | None:
    """Returns the reader that takes a file of this name, or None."""
    return next((r for r in READERS if name.lower().endswith(r.suffixes)), None)


def reader_of_media_type(media_type: str | None) -> Reader | None:
    """Returns the reader that takes this media type, or None."""
    plain = (media_type or "").partition(";")[0].strip().lower()
    return next((r for r in READERS if plain in r.media_types), None)
