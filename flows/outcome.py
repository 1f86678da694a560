"""Tells on a terminal what a run has come to: its events, and what became of its articles."""

from rich.console import Console
from rich.table import Table

from flows.balance import Balance, balances
from flows.display import events_in_words
from flows.event_table import EventTable
from flows.options import RunOptions
from flows.records import Counts
from flows.remote_lake import reading_from
from flows.run import RunSummary
from flows.write.lake import Lake

_ROWS_PRINTED = 40


def print_outcome(console: Console, summary: RunSummary, dry_run: bool = False) -> None:
    """Prints the first events that the run wrote, or of the lake if it wrote none, and then its counts."""
    counts = summary.counts
    if counts.unmodified:
        console.print(f"{counts.unmodified} addresses have not changed since they were read.")
    if counts.read and counts.unchanged == counts.read:
        console.print(
            f"Nothing new: all {counts.read} articles are in the lake already; no work was done twice."
        )
    if not dry_run:
        _print_events(console, summary)
    print_counts(console, summary, dry_run)


def print_counts(console: Console, summary: RunSummary, dry_run: bool = False) -> None:
    """Prints what became of the articles, by kind of source, and where the tables lie."""
    console.print(_closing_table(summary.counts))
    events = events_in_words(summary.counts)
    lines = (
        [f"Found {events}; a dry run writes nothing."]
        if dry_run
        else [f"Wrote {events}.", f"Parquet: {summary.lake}/events and five more tables beside it"]
    )
    for line in lines:
        console.print(line, soft_wrap=True, highlight=False)


def why_unusable(summary: RunSummary, options: RunOptions) -> str | None:
    """Returns why nothing of what a run has read is of use; None where something is."""
    counts = summary.counts
    if counts.extracted + counts.unchanged + counts.duplicate + counts.unmodified:
        return None
    if not counts.read:
        return no_article(options)
    if options.dry_run:
        return "no article could be used"
    return f"no article could be used; `readout rejects --lake {options.lake}` says why"


def no_article(options: RunOptions) -> str:
    """Returns what is said of sources in which there is nothing to read."""
    return f"no article in {', '.join(options.sources)}; README.md says what can be read"


def _print_events(console: Console, summary: RunSummary) -> None:
    state = Lake(reading_from(summary.lake)).snapshot()
    run_id = summary.run_id if summary.counts.events else None
    rows = state.first("events", _ROWS_PRINTED, EventTable.COLUMNS, run_id)
    if rows:
        console.print(EventTable(rows))
    if more := state.count("events", run_id) - len(rows):
        console.print(f"… and {more} more: `readout report --lake {summary.lake}` shows them all.")


def _closing_table(counts: Counts) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("source", no_wrap=True)
    for name in ("read", "extracted", "unchanged", "duplicate", "rejected"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("why", overflow="fold")
    *kinds, total = balances(counts.by_kind)
    for row in kinds if len(kinds) > 1 else ():
        table.add_row(*_cells(row))
    table.add_row(*_cells(total), style="bold")
    return table


def _cells(row: Balance) -> tuple[str, ...]:
    numbers = (row.read, row.extracted, row.unchanged, row.duplicate, row.rejected)
    return (row.kind, *map(str, numbers), row.why)
