"""Settings that let the flow run with no configuration; to be applied before Prefect is imported."""

import logging
import os

_DEFAULTS = {
    # The first start of an ephemeral server migrates its database, which can take longer than 20 s.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The core logs through the standard library; a line a batch goes to the server as well.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "flows",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}


def apply() -> None:
    """Sets what the environment does not set already."""
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    # Prefect takes over the handlers of the extra loggers, but not the level.
    logging.getLogger("flows").setLevel(logging.INFO)


def quiet_console() -> None:
    """Keeps Prefect's log off the terminal, where the progress display stands; servers still get it.

    Errors too: what ends a run is told by the command, in one sentence and once.
    """
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
