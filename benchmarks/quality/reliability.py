"""How far probabilities can be trusted: calibration, likelihood and order."""

import numpy as np


def log_loss(probability: np.ndarray, right: np.ndarray) -> float:
    """Returns the mean negative log likelihood."""
    return float(-np.mean(np.log(np.where(right, probability, 1 - probability))))


def reliability(
    probability: np.ndarray, right: np.ndarray, bins: int
) -> tuple[list[tuple[str, int, float, float]], float]:
    """Returns the reliability table and the expected calibration error (ECE).

    Each line of the table holds a bin, the rows in it, their mean confidence and the share of them that is
    right; the bins are of equal width, empty ones left out.
    """
    bin_of = np.minimum((probability * bins).astype(int), bins - 1)
    table, error = [], 0.0
    for k in range(bins):
        inside = bin_of == k
        if count := int(inside.sum()):
            said, held = float(probability[inside].mean()), float(right[inside].mean())
            table.append((f"{k / bins:.1f}-{(k + 1) / bins:.1f}", count, said, held))
            error += count / len(right) * abs(said - held)
    return table, error


def area_under_curve(probability: np.ndarray, right: np.ndarray) -> float:
    """Returns how often a right row has the higher confidence than a wrong one."""
    higher = probability[right][:, None] - probability[~right][None, :]
    return float((higher > 0).mean() + (higher == 0).mean() / 2)
