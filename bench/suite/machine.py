"""What the figures were taken on: processor, memory, kernel, versions of all that takes part, load."""
import os
import pathlib
import platform
import re
import shutil
import sqlite3
import subprocess


def first_line(command):
    """The first line that a program prints, or None when it is not there."""
    if shutil.which(command[0]) is None:
        return None
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (result.stdout or result.stderr).strip().splitlines()
    return lines[0] if lines else None


def read_or_none(path):
    try:
        return pathlib.Path(path).read_text(encoding="utf-8").strip()
    except OSError:
        return None


def package_version(name):
    """Version of an installed Debian package, or None."""
    if shutil.which("dpkg-query") is None:
        return None
    result = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", name], capture_output=True, text=True, check=False
    )
    status, _, version = result.stdout.partition(" ")
    return version if status == "installed" else None


def machine():
    info = read_or_none("/proc/cpuinfo") or ""
    memory = read_or_none("/proc/meminfo") or ""
    model = re.search(r"^model name\s*:\s*(.+)$", info, re.MULTILINE)
    total = re.search(r"^MemTotal:\s*(\d+)", memory, re.MULTILINE)
    return {
        "processor": model[1] if model else platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "memory_gib": round(int(total[1]) / 2**20, 1) if total else None,
        "kernel": platform.release(),
        "governor": read_or_none("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") or "not told",
        "virtual": " hypervisor" in info,
        "system": next(
            (line[13:-1] for line in (read_or_none("/etc/os-release") or "").splitlines() if line.startswith("PRETTY_NAME=")),
            platform.system(),
        ),
    }


def versions():
    found = {
        "compiler": first_line([os.environ.get("CXX", "c++"), "--version"]),
        "xapian": package_version("libxapian30"),
        "icu": package_version("libicu72") or package_version("libicu76"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "lucene": package_version("liblucene8-java"),
        "java": first_line(["java", "-version"]),
        "postgresql": first_line(["psql", "--version"]),
        "wrk": package_version("wrk"),
    }
    return {name: version for name, version in found.items() if version}


def source_state(root):
    """The commit that was measured, and whether the tree had changes."""

    def git(*arguments):
        result = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
        return result.stdout.strip() if result.returncode == 0 else ""

    return {"commit": git("rev-parse", "--short=12", "HEAD"), "modified": bool(git("status", "--porcelain", "-uno"))}


def load():
    return [round(value, 2) for value in os.getloadavg()]
