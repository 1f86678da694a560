from pathlib import Path

import pytest

from tests.ingest.reading import articles, rejected, words_at_runs_agree

NITF_BODY = """<body><body.head><hedline><hl1>Talks in Doha</hl1></hedline></body.head><body.content>
  <p>The minister met her
     counterpart, the <em>ministry</em> said.</p>
  <p>“We agreed,” she said &amp; left.</p>
</body.content></body>"""
NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><docdata><doc-id id-string="npa-1"/><date.issue norm="20240515T100000Z"/></docdata></head>
{NITF_BODY}</nitf>"""
NEWS_ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:npa:{n}">
<itemMeta><versionCreated>2024-05-15T10:00:00Z</versionCreated><provider literal="NPA"/></itemMeta>
<contentMeta><headline>Talks in Doha</headline></contentMeta>
<contentSet><inlineXML contenttype="text/xml"><nitf xmlns="">{body}</nitf></inlineXML></contentSet>
</newsItem>"""
TEXT = "The minister met her counterpart, the ministry said.\n\n“We agreed,” she said & left."


def test_nitf(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(NITF, encoding="utf-8")
    (article,) = articles(tmp_path)
    assert (article.text, article.title, article.source_id) == (TEXT, "Talks in Doha", "npa-1")
    assert article.published == "20240515T100000Z"
    assert words_at_runs_agree(article, NITF)
    assert sum(run.length for run in article.text_runs or ()) > 60


def test_newsml_with_several_items(tmp_path: Path) -> None:
    items = "".join(NEWS_ITEM.format(n=n, body=NITF_BODY) for n in (1, 2))
    (tmp_path / "a.newsml").write_text(
        f"<newsMessage><itemSet>{items}</itemSet></newsMessage>", encoding="utf-8"
    )
    found = articles(tmp_path)
    assert [(a.source_record, a.source_id) for a in found] == [
        ("item 1", "urn:npa:1"),
        ("item 2", "urn:npa:2"),
    ]
    assert {(a.text, a.title, a.outlet, a.published) for a in found} == {
        (TEXT, "Talks in Doha", "NPA", "2024-05-15T10:00:00Z")
    }


def test_plain_text_in_newsml(tmp_path: Path) -> None:
    item = NEWS_ITEM.format(n=1, body="x").replace("inlineXML", "inlineData")
    start, end = item.index("<nitf"), item.index("</inlineData>")
    (tmp_path / "a.newsml").write_text(f"{item[:start]}One.\n\nTwo.{item[end:]}")
    (article,) = articles(tmp_path)
    assert article.text == "One.\n\nTwo."


BOMB = '<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa">{}]>'.format(
    "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (f"{BOMB}<nitf>&j;</nitf>", "unsafe"),
        ('<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf>&x;</nitf>', "unsafe"),
        ("<nitf><body>", "malformed"),
        ("<nitf/>", "empty"),
        ("<catalogue/>", "not_an_article"),
        ("<nitf>" + "<a>" * 100_000, "malformed"),
    ],
)
def test_hostile_and_broken_xml(tmp_path: Path, document: str, reason: str) -> None:
    (tmp_path / "a.nitf").write_text(document)
    assert rejected(tmp_path).reason == reason


@pytest.mark.parametrize(
    ("depth", "reason"), [(300, None), (501, "limit_exceeded"), (50_000, "limit_exceeded")]
)
def test_deep_but_whole_xml(tmp_path: Path, depth: int, reason: str | None) -> None:
    inner = "<b>" * depth + "text" + "</b>" * depth
    (tmp_path / "a.nitf").write_text(f"<nitf><body.content>{inner}</body.content></nitf>")
    if reason is None:
        assert articles(tmp_path)[0].text == "text"
    else:
        assert rejected(tmp_path).reason == reason
