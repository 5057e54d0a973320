"""Measurements as they are taken, kept on disk, so that a long run can go on where it was stopped."""
import json


class Ledger:
    """Figures by row and round. A file that was begun under other circumstances is begun anew."""

    def __init__(self, path, circumstances, resume):
        self.path = path
        self.rounds = {}
        if resume and path.exists() and self._read(circumstances):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(circumstances, sort_keys=True) + "\n", encoding="utf-8")

    def _read(self, circumstances):
        lines = self.path.read_text(encoding="utf-8").splitlines(keepends=True)
        if not lines or lines[0] != json.dumps(circumstances, sort_keys=True) + "\n":
            return False
        if not lines[-1].endswith("\n"):
            # Cut off when the run was stopped; nothing may be written behind it.
            lines.pop()
            self.path.write_text("".join(lines), encoding="utf-8")
        for entry in map(json.loads, lines[1:]):
            self.rounds.setdefault(entry["round"], {})[entry["row"]] = entry["figures"]
        return True

    def has(self, round_number, row):
        return row in self.rounds.get(round_number, {})

    def add(self, round_number, row, figures):
        self.rounds.setdefault(round_number, {})[row] = figures
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps({"round": round_number, "row": row, "figures": figures}) + "\n")

    def rows(self):
        """{row: {figure: [value by round]}}; None where a round has no value."""
        count = max(self.rounds, default=-1) + 1
        table = {}
        for number, rows in self.rounds.items():
            for row, figures in rows.items():
                for figure, value in figures.items():
                    table.setdefault(row, {}).setdefault(figure, [None] * count)[number] = value
        return table
