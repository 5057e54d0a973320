"""Medians and spreads of rounds, and ratios of rows taken in the same round."""
import statistics

# Of a figure that was taken once, nothing is known; this share of it is taken for its spread.
SINGLE_SPREAD = 0.10


def known(values):
    return [value for value in values if value is not None]


def median(values):
    values = known(values)
    return statistics.median(values) if values else None


def spread(values):
    """Half of the way from the least to the largest value, as a share of the median."""
    values = known(values)
    if len(values) < 2:
        return SINGLE_SPREAD
    middle = statistics.median(values)
    return (max(values) - min(values)) / 2 / middle if middle else 0.0


def ratios(values, yardstick):
    """values[i] / yardstick[i] for each round that has both."""
    return [value / measure for value, measure in zip(values, yardstick) if value is not None and measure]


def summary(rows):
    """{row: {figure: {median, low, high, rounds}}} of {row: {figure: [value by round]}}."""
    result = {}
    for row, figures in rows.items():
        for figure, values in figures.items():
            present = known(values)
            if present:
                result.setdefault(row, {})[figure] = {
                    "median": statistics.median(present), "low": min(present), "high": max(present), "rounds": len(present),
                }
    return result
