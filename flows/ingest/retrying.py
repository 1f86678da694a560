"""Tries again, after growing pauses, what failed for a reason that may pass."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

# Seconds before the second and the third try.
PAUSES = (1.0, 4.0)


def tried(call: Callable[[], T], may_pass: Callable[[Exception], bool]) -> T:
    """Calls something, up to three times, and returns what it returns.

    Args:
        call: What to call.
        may_pass: Tells whether a failure may pass; another ends the tries at once.

    Raises:
        Exception: The last failure.
    """
    for pause in PAUSES:
        try:
            return call()
        except Exception as error:
            if not may_pass(error):
                raise
        time.sleep(pause)
    return call()
