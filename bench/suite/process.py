"""What a process took: CPU seconds of all its threads, wall seconds, largest memory, and what others took meanwhile."""
import os
import pathlib
import subprocess
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")
CORES = os.cpu_count() or 1


class Failed(Exception):
    """A program that is needed did not do its work."""


def busy_seconds():
    """CPU seconds that all processes of the machine have taken, the hypervisor's share among them."""
    fields = pathlib.Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
    user, nice, system, _idle, _waiting, interrupts, soft, stolen = map(int, fields[:8])
    return (user + nice + system + interrupts + soft + stolen) / TICKS


def cpu_seconds(pid):
    """CPU seconds of a running process and of its children that have ended."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / TICKS


def fine_cpu_seconds(pid):
    """The same to the nanosecond, of the threads that there are; for processes that have just begun."""
    try:
        tasks = list(pathlib.Path(f"/proc/{pid}/task").iterdir())
        return sum(int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9
    except OSError:
        return cpu_seconds(pid)


class Meanwhile:
    """CPU seconds that others took a wall second, since construction."""

    def __init__(self):
        self.busy = busy_seconds()
        self.start = time.monotonic()

    def others(self, own):
        wall = max(time.monotonic() - self.start, 1e-3)
        return max(0.0, (busy_seconds() - self.busy - own) / wall)


def measured(command, accepted=(0,), environment=None):
    """Runs a command to its end: (figures, standard output). Figures: cpu_s, wall_s, peak_mib, others_cores."""
    command = [str(part) for part in command]
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as output:
        meanwhile = Meanwhile()
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=output, stderr=errors, env=environment and {**os.environ, **environment})
        try:
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            child.kill()
            raise
        wall = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
        if child.returncode not in accepted:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace")[-2000:]
            raise Failed(f"{' '.join(command)} ended with {child.returncode}:\n{said}")
    return {
        "cpu_s": cpu,
        "wall_s": wall,
        "peak_mib": usage.ru_maxrss / 1024,
        "others_cores": meanwhile.others(cpu),
    }, text


def folder_bytes(folder):
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in pathlib.Path(folder).rglob("*") if path.is_file())
