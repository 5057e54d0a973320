"""The daemon under load from wrk on the loopback address, beside a server that says hello."""
import http.client
import json
import re
import shutil
import subprocess
import threading
import time
import urllib.parse

from . import building, process

CONNECTIONS = 16
PATIENCE_S = 120


class Server:
    """A server that prints its address, as a context; `started_s` and `start_cpu_s` are until it is ready."""

    def __init__(self, command, log, ready_path):
        self.command = [str(part) for part in command]
        self.log = log
        self.ready_path = ready_path

    def __enter__(self):
        start = time.monotonic()
        with open(self.log, "w", encoding="utf-8") as errors:
            self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=errors, text=True)
        # A server that says nothing is ended, which ends the loop as well.
        watchdog = threading.Timer(PATIENCE_S, self.process.kill)
        watchdog.start()
        try:
            self.port = self._read_port()
            self._wait_until_ready(start)
        except BaseException:
            self.process.kill()
            raise
        finally:
            watchdog.cancel()
        self.started_s = time.monotonic() - start
        self.start_cpu_s = process.fine_cpu_seconds(self.process.pid)
        return self

    def _read_port(self):
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                return int(found[1])
        raise process.Failed(f"{self.command[0]} did not start; see {self.log}")

    def _wait_until_ready(self, start):
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request("GET", self.ready_path)
                if connection.getresponse().status == 200:
                    return
            finally:
                connection.close()
            if time.monotonic() - start > PATIENCE_S:
                raise process.Failed(f"{self.command[0]} is not ready after {PATIENCE_S} s")
            time.sleep(0.002)

    def cpu_seconds(self):
        return process.cpu_seconds(self.process.pid)

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def request_paths(queries):
    """Paths of /v1/search for the lines of a query mix."""
    paths = []
    for line in queries.read_text(encoding="utf-8").splitlines():
        _kind, _lang, text, restriction = line.split("\t")
        parameters = [("q", text), ("facets", "programme,country,year")]
        if restriction:
            parameters.append(tuple(restriction.split("=", 1)))
        paths.append("/v1/search?" + urllib.parse.urlencode(parameters))
    return paths


def load(run, server, paths, mode, seconds):
    """Puts load on a server: answers a second, CPU an answer, latencies."""
    path_file = run.work / "paths.txt"
    path_file.write_text("\n".join(paths) + "\n", encoding="utf-8")
    meanwhile = process.Meanwhile()
    before = server.cpu_seconds()
    figures, output = process.measured(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", run.root / "bench/http/mix.lua",
         f"http://127.0.0.1:{server.port}", "--", path_file, mode]
    )
    cpu = server.cpu_seconds() - before
    told = json.loads(output.rsplit("FIGURES ", 1)[1])
    if told["failed"] or not told["answers"]:
        raise process.Failed(f"{told['failed']} of {told['answers']} requests failed under load ({mode})")
    return {
        "answers_per_s": told["answers"] / told["seconds"],
        "cpu_ms_per_answer": cpu * 1000 / told["answers"],
        "p50_ms": told["p50_ms"],
        "p99_ms": told["p99_ms"],
        "bytes_per_answer": told["bytes"] / told["answers"],
        "others_cores": meanwhile.others(cpu + figures["cpu_s"]),
    }


def measure(run, seconds):
    """Rows http.*; nothing without wrk."""
    if shutil.which("wrk") is None:
        run.say("HTTP: left out, as there is no wrk (apt-get install wrk)")
        return {}
    rows = {}
    log = run.work / "server.log"
    with Server([run.program("evresi-hello")], log, "/") as hello:
        rows["http.hello"] = load(run, hello, ["/?q=hello"], "renew", seconds)
    index = building.fresh_index(run)
    command = [run.program("evresi-searchd"), "--index", index, "--listen", "127.0.0.1:0", "--log-level", "warning"]
    paths = request_paths(run.corpus.queries)
    with Server([*command, "--lexicon", run.lexicon], log, "/readyz") as daemon:
        rows["http.start"] = {"cpu_s": daemon.start_cpu_s, "wall_s": daemon.started_s}
        rows["http.uncached"] = load(run, daemon, paths, "renew", seconds)
        rows["http.cached"] = load(run, daemon, paths, "repeat", seconds)
    return rows
