"""Small charts as SVG that read well on a light and on a dark page."""
from xml.sax.saxutils import escape

WIDTH = 760
LABEL_WIDTH = 230
VALUE_WIDTH = 110
BAR_HEIGHT = 18
ROW_HEIGHT = 26
COLOURS = ("#3b7dd8", "#e08a2e", "#3a9e6b", "#b65fb0", "#c9504c", "#7a8794", "#8b6f47", "#2f9fa8")
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}.quiet{fill:#57606a}.title{font-weight:600;font-size:15px}"
    ".axis{stroke:#d0d7de}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.quiet{fill:#9da7b1}.axis{stroke:#444c56}}"
)


def number(value):
    """A value with three digits that matter: 1234, 12.3, 0.0123."""
    if value == 0:
        return "0"
    magnitude = abs(value)
    if magnitude >= 100:
        return f"{value:.0f}"
    if magnitude >= 10:
        return f"{value:.1f}"
    if magnitude >= 1:
        return f"{value:.2f}"
    return f"{value:.3g}"


def _document(title, unit, height, parts):
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(title, {chr(34): "&quot;"})}">'
    )
    heading = (
        f'<text class="title" x="0" y="18">{escape(title)}</text>'
        f'<text class="quiet" x="{WIDTH}" y="18" text-anchor="end">{escape(unit)}</text>'
    )
    return f"{head}<style>{STYLE}</style>{heading}{''.join(parts)}</svg>\n"


def _row(index, label):
    """Top of the row and the text of its label."""
    top = 34 + index * ROW_HEIGHT
    text = f'<text x="{LABEL_WIDTH - 8}" y="{top + 14}" text-anchor="end">{escape(label)}</text>'
    return top, text


def _axis(count):
    return f'<line class="axis" x1="{LABEL_WIDTH}" y1="30" x2="{LABEL_WIDTH}" y2="{34 + count * ROW_HEIGHT}"/>'


def bars(title, unit, rows):
    """A bar for each (label, value, low, high); low and high draw the spread and may be None."""
    space = WIDTH - LABEL_WIDTH - VALUE_WIDTH
    largest = max([value if high is None else high for _, value, _, high in rows] or [0]) or 1
    parts = []
    for index, (label, value, low, high) in enumerate(rows):
        top, text = _row(index, label)
        length = space * value / largest
        parts.append(f'{text}<rect x="{LABEL_WIDTH}" y="{top}" width="{length:.1f}" height="{BAR_HEIGHT}" fill="{COLOURS[0]}"/>')
        end = length
        if low is not None and high is not None and high > low:
            left, right = (LABEL_WIDTH + space * edge / largest for edge in (low, high))
            middle = top + BAR_HEIGHT / 2
            parts.append(
                f'<path d="M{left:.1f} {middle}H{right:.1f}M{left:.1f} {middle - 4}v8M{right:.1f} {middle - 4}v8" '
                f'stroke="{COLOURS[1]}" stroke-width="2" fill="none"/>'
            )
            end = right - LABEL_WIDTH
        parts.append(f'<text x="{LABEL_WIDTH + end + 6:.1f}" y="{top + 14}">{number(value)}</text>')
    return _document(title, unit, 40 + len(rows) * ROW_HEIGHT, [_axis(len(rows)), *parts])


def stacks(title, unit, rows):
    """A bar of parts for each (label, [(part, value)]), with a key of the parts below."""
    names = list(dict.fromkeys(name for _, pieces in rows for name, _ in pieces))
    space = WIDTH - LABEL_WIDTH - VALUE_WIDTH
    largest = max((sum(value for _, value in pieces) for _, pieces in rows), default=0) or 1
    parts = []
    for index, (label, pieces) in enumerate(rows):
        top, text = _row(index, label)
        parts.append(text)
        left = LABEL_WIDTH
        for name, value in pieces:
            length = space * value / largest
            colour = COLOURS[names.index(name) % len(COLOURS)]
            parts.append(
                f'<rect x="{left:.1f}" y="{top}" width="{length:.1f}" height="{BAR_HEIGHT}" fill="{colour}">'
                f"<title>{escape(name)}: {number(value)}</title></rect>"
            )
            left += length
        parts.append(f'<text x="{left + 6:.1f}" y="{top + 14}">{number(sum(value for _, value in pieces))}</text>')
    below = 48 + len(rows) * ROW_HEIGHT
    columns = 4
    for index, name in enumerate(names):
        x = index % columns * (WIDTH // columns)
        y = below + index // columns * 20
        parts.append(f'<rect x="{x}" y="{y}" width="12" height="12" fill="{COLOURS[index % len(COLOURS)]}"/>')
        parts.append(f'<text x="{x + 18}" y="{y + 11}">{escape(name)}</text>')
    height = below + (len(names) + columns - 1) // columns * 20 + 6
    return _document(title, unit, height, [_axis(len(rows)), *parts])


def ranges(title, unit, rows):
    """For each (label, p50, p95, p99) a line from 0 to p99, thick to p95, with a mark at p50; a square root scale, as
    latencies have long tails."""
    space = WIDTH - LABEL_WIDTH - VALUE_WIDTH - 60  # for three values
    largest = max((p99 for *_, p99 in rows), default=0) or 1

    def place(value):
        return LABEL_WIDTH + space * (value / largest) ** 0.5

    parts = []
    for index, (label, p50, p95, p99) in enumerate(rows):
        top, text = _row(index, label)
        middle = top + BAR_HEIGHT / 2
        parts.append(
            f'{text}<path d="M{LABEL_WIDTH} {middle}H{place(p99):.1f}" stroke="{COLOURS[0]}" stroke-width="3"/>'
            f'<path d="M{LABEL_WIDTH} {middle}H{place(p95):.1f}" stroke="{COLOURS[0]}" stroke-width="9"/>'
            f'<path d="M{place(p50):.1f} {top}v{BAR_HEIGHT}" stroke="{COLOURS[1]}" stroke-width="3"/>'
            f'<text x="{place(p99) + 6:.1f}" y="{top + 14}">{number(p50)} / {number(p95)} / {number(p99)}</text>'
        )
    return _document(title, unit, 40 + len(rows) * ROW_HEIGHT, [_axis(len(rows)), *parts])
