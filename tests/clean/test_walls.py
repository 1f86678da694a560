import pytest

from flows.clean.cleaner import clean
from flows.clean.walls import WallRule, wall, wall_rules
from flows.records import RawArticle, Reject

RULES = [pytest.param(rule, id=rule.id) for rule in wall_rules()]

CONSENT = """We value your privacy

We and our partners store and access information on a device, such as cookies, and process personal data.
With your permission we may use precise location data. You may click to consent, or manage your preferences.

Accept all
Reject all"""
ROBOT = """One more step

Please enable cookies. Checking your browser before you continue to the site. Are you a robot?

Ray ID: 7f3c"""
SUBSCRIPTION = """This article is for subscribers only.

Subscribe now to continue reading. Already a subscriber? Log in to read on. Cancel any time."""
GONE = """Page not found

Sorry, the page you are looking for has been moved or removed."""
ON_PRIVACY = """The data commissioner met the head of the country's largest news site in Tallinn on Monday.

"We value your privacy, they tell us, and then they sell it," Kadri Saar told reporters. The site, which asks
readers to accept all cookies before they see a story, said it would change its banner in May. Her office
opened the inquiry last year, after a reader complained. A second meeting is planned for June."""
CUT_SHORT = """The two foreign ministers met in Lima on Tuesday and agreed to reopen the border in June.

A spokesman said that the talks had lasted three hours.

Subscribe now to continue reading."""


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_knows_its_example_and_not_its_counter_example(rule: WallRule) -> None:
    assert rule.pattern.search(rule.example)
    assert not rule.pattern.search(rule.counter_example)
    assert wall(rule.counter_example) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [(CONSENT, "consent"), (ROBOT, "robot"), (SUBSCRIPTION, "subscription"), (GONE, "gone")],
    ids=["consent", "robot", "subscription", "gone"],
)
def test_what_a_site_shows_in_place_of_an_article(text: str, kind: str) -> None:
    assert f"({kind})" in str(wall(text))
    reject = clean(RawArticle("file:///page.html", "0" * 64, "", "html", text, published="2024-05-15"))
    assert isinstance(reject, Reject)
    assert reject.reason == "not_an_article"


@pytest.mark.parametrize("text", [ON_PRIVACY, CUT_SHORT], ids=["on privacy", "cut short"])
def test_news_that_speaks_of_such_things_or_ends_with_them_stays(text: str) -> None:
    assert wall(text) is None
