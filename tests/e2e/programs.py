"""Runs the programs under test: temporary indexes, a daemon on a free port, requests to it."""
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import threading
import unittest
import urllib.parse

BIN = pathlib.Path(os.environ["EVRESI_BIN"])
SOURCE = pathlib.Path(os.environ["EVRESI_SOURCE"])


def run(program, *arguments, stdin=None, timeout=300):
    """Runs a program to its end; the result has returncode, stdout and stderr as text."""
    return subprocess.run(
        [BIN / program, *map(str, arguments)], input=stdin, capture_output=True, text=True,
        encoding="utf-8", timeout=timeout, check=False,
    )


class Daemon:
    """A running evresi-searchd."""

    def __init__(self, index, *arguments):
        self.process = subprocess.Popen(
            [BIN / "evresi-searchd", "--index", index, "--listen", "127.0.0.1:0", *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        )
        self.log = ""
        self.port = self._wait_for_port()

    def _wait_for_port(self):
        # A daemon that says nothing is ended, which ends the loop as well.
        watchdog = threading.Timer(60, self.process.kill)
        watchdog.start()
        try:
            for line in self.process.stdout:
                self.log += line
                found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
                if found:
                    return int(found[1])
        finally:
            watchdog.cancel()
        raise AssertionError("the daemon did not start: " + self.log)

    def get(self, path, method="GET", body=None, headers=None, **parameters):
        """One request on a connection of its own: (status, headers, parsed body or text)."""
        if parameters:
            path += "?" + urllib.parse.urlencode(parameters, doseq=True)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        text = content.decode("utf-8")
        is_json = response.headers.get_content_type().endswith("json")
        return response.status, response.headers, json.loads(text) if is_json and text else text

    def search(self, **parameters):
        """The answer of /v1/search, which must succeed."""
        status, _, answer = self.get("/v1/search", **parameters)
        if status != 200:
            raise AssertionError(f"{status}: {answer}")
        return answer

    def ids(self, **parameters):
        return {hit["id"] for hit in self.search(size=100, **parameters)["hits"]}

    def raw(self, data, timeout=30):
        """Sends bytes as they are and returns all that comes until the other side closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            connection.sendall(data)
            received = b""
            while chunk := connection.recv(65536):
                received += chunk
            return received

    def stop(self, how=signal.SIGTERM):
        """Ends the daemon and returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(timeout=30)
        if not self.process.stdout.closed:
            self.log += self.process.stdout.read()
            self.process.stdout.close()
        return self.process.returncode


class IndexCase(unittest.TestCase):
    """A test with a temporary folder; `daemon()` starts a server that ends with the test."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="evresi-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.index = self.folder / "index"

    def write(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding))
        return path

    def rows(self, name, rows):
        return self.write(name, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))

    def indexer(self, command, *arguments, expect=0, **options):
        result = run("evresi-indexer", command, *arguments, **options)
        self.assertEqual(result.returncode, expect, result.stderr)
        return result

    def build(self, *paths, expect=0):
        return self.indexer("build", "--index", self.index, *paths, expect=expect)

    def daemon(self, *arguments):
        daemon = Daemon(self.index, *arguments)
        self.addCleanup(daemon.stop)
        return daemon
