"""Fits the weights of the rows' confidence on gold articles, and shows how far it can be trusted.

    python benchmarks/quality/calibrate.py GOLD.jsonl… [--write]

Every probability in the reliability table comes from a model that has seen nothing of its article: ten folds,
each article wholly in one. With --write the weights, fitted on all articles, go to
flows/extract/lexicon/confidence.toml and the table to reliability.md beside this file.
Needs scikit-learn (requirements-calibration.txt).
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from benchmarks.predict import read_gold as read_articles
from benchmarks.quality.reliability import area_under_curve, log_loss, reliability
from flows.evaluate.annotations import from_event, read_gold
from flows.evaluate.matching import match
from flows.evaluate.scoring import row_is_right
from flows.extract import language_model
from flows.extract.confidence import features
from flows.extract.extractor import extract
from flows.extract.tokens import Doc

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "flows" / "extract" / "lexicon" / "confidence.toml"
TABLE = Path(__file__).parent / "reliability.md"
FOLDS, BINS = 10, 10
STRENGTHS = (0.03, 0.1, 0.3)  # inverse of the penalty on weights; weaker penalties fit these articles only
HEADER = """\
# Weights of the logistic model that gives a row its confidence: the sum of weight times feature, put through
# the logistic function. Features: flows/extract/confidence.py. Fitted, not written by hand, by
# benchmarks/quality/calibrate.py.

[weights]
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Predicted rows: their features, whether they are right, and the articles that they come from."""

    features: list[dict[str, float]]
    right: np.ndarray
    articles: list[str]


def collect(paths: list[str]) -> Rows:
    """Extracts the events of gold articles and marks each row as right or wrong."""
    golds = {gold.id: gold for gold in read_gold(Path(path) for path in paths)}
    nlp = language_model.load()
    rows, right, articles = [], [], []
    for result in extract(read_articles(paths)):
        doc = Doc(nlp(result.article.text), result.article.text)
        gold = golds[result.article.article_id]
        predicted = tuple(from_event(event) for event in result.events)
        partner = {j: i for i, j in match(gold.text, gold.events, predicted)}
        for j, event in enumerate(result.events):
            rows.append(features(event, doc))
            right.append(j in partner and row_is_right(gold.text, gold.events[partner[j]], predicted[j]))
            articles.append(gold.id)
    return Rows(rows, np.array(right), articles)


def held_out(rows: Rows, strength: float) -> np.ndarray:
    """Returns each row's probability from a model that has not seen its article."""
    matrix = DictVectorizer(sparse=False).fit_transform(rows.features)
    folds = GroupKFold(FOLDS)
    model = LogisticRegression(C=strength, max_iter=2000)
    found = cross_val_predict(
        model, matrix, rows.right, groups=rows.articles, cv=folds, method="predict_proba"
    )
    return np.asarray(found)[:, 1]


def report(rows: Rows, probability: np.ndarray) -> str:
    """Returns the reliability table in Markdown with its summary."""
    table, error = reliability(probability, rows.right, BINS)
    share, articles = rows.right.mean(), len(set(rows.articles))
    curve, loss = area_under_curve(probability, rows.right), log_loss(probability, rows.right)
    lines = [
        f"{len(rows.right)} rows of {articles} gold articles, {share:.0%} of them right. Every confidence",
        f"comes from a model that has not seen the article ({FOLDS} folds).",
        "",
        f"Expected calibration error {error:.3f} ({BINS} bins), area under the curve {curve:.2f},",
        f"log loss {loss:.2f}.",
        "",
        "| confidence | rows | mean confidence | share right |",
        "|---|---|---|---|",
        *(f"| {name} | {count} | {said:.2f} | {held:.2f} |" for name, count, said, held in table),
    ]
    return "\n".join(lines)


def fitted_weights(rows: Rows, strength: float) -> dict[str, float]:
    """Fits the weights on all rows."""
    vectorizer = DictVectorizer(sparse=False)
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(vectorizer.fit_transform(rows.features), rows.right)
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    return {"always": float(model.intercept_[0]), **weights}


def main() -> None:
    """Fits, prints the table, and writes both where asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--write", action="store_true", help="replace the weights and the table")
    chosen = parser.parse_args()
    rows = collect(chosen.gold)
    if len(set(rows.articles)) < FOLDS or rows.right.all() or not rows.right.any():
        sys.exit(f"needs right and wrong rows in at least {FOLDS} articles")
    trials = {strength: held_out(rows, strength) for strength in STRENGTHS}
    best = min(STRENGTHS, key=lambda strength: log_loss(trials[strength], rows.right))
    text = report(rows, trials[best])
    print(f"penalty 1/{best}\n\n{text}")
    if chosen.write:
        weights = sorted(fitted_weights(rows, best).items())
        body = "".join(f'"{name}" = {weight:.3f}\n' for name, weight in weights)
        WEIGHTS.write_text(HEADER + body, encoding="utf-8")
        TABLE.write_text(f"# Reliability of the rows' confidence\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
