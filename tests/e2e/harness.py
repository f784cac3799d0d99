"""Real parts for end-to-end tests: a Temporal dev server, a simulated Temporal Cloud and headroom's worker, on free loopback
ports, each in a process group of its own that ends with the test."""
import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

PROGRAM = os.environ["HEADROOM_PROGRAM"]
TEMPORAL = os.environ["TEMPORAL_CLI"]
METRICS_KEY = "mk-e2e-7f3a9c51"
OPS_KEY = "ok-e2e-2b8d40e6"
PATIENCE_S = 60  # the bound of every wait; nothing waits that long unless it is broken


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def until(what, condition):
    """Waits for the condition with a bound; returns its first true value."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"not within {PATIENCE_S} s: {what}")


class Process:
    """A program with its output in files. `stop` asks with SIGTERM; leaving the test always ends the whole group."""

    def __init__(self, folder, name, words, env=None):
        self.name = name
        self.out_path, self.err_path = folder / f"{name}.out", folder / f"{name}.err"
        with open(self.out_path, "wb") as out, open(self.err_path, "wb") as err:
            self.popen = subprocess.Popen(words, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=env, cwd=folder, start_new_session=True)

    def out(self):
        return self.out_path.read_text(errors="replace")

    def err(self):
        return self.err_path.read_text(errors="replace")

    def expect_line(self, pattern, text):
        def seen():
            if self.popen.poll() is not None:
                raise AssertionError(f"{self.name} ended with {self.popen.returncode}:\n{self.out()}\n{self.err()}")
            return re.search(pattern, text())
        return until(f"{pattern} in the output of {self.name}", seen)

    def stop(self):
        """SIGTERM; returns the exit code."""
        self.popen.terminate()
        return self.popen.wait(PATIENCE_S)

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait(PATIENCE_S)


class Stack:
    """What a test needs, started on demand and ended together."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="headroom-e2e-")
        self.folder = pathlib.Path(self._folder.name)
        self.processes = []
        self.temporal_file = self.temporal_port = None
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("TEMPORAL_", "CLOUD_", "NAMESPACE_", "HEADROOM_"))}
        self.env.update(HOME=str(self.folder), XDG_STATE_HOME=str(self.folder / "state"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.kill()
        self._folder.cleanup()

    def start(self, name, words, **env):
        process = Process(self.folder, name, [str(w) for w in words], {**self.env, **env})
        self.processes.append(process)
        return process

    def keep_temporal_in_a_file(self):
        """The dev server to come survives its process: started again, it has the same port and the same workflows."""
        self.temporal_file = self.folder / "temporal.db"
        self.temporal_port = free_port()

    def start_temporal(self, *search_attributes):
        port = self.temporal_port or free_port()
        words = [TEMPORAL, "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", port, "--log-level", "error"]
        if self.temporal_file:
            words += ["--db-filename", self.temporal_file]
        for one in search_attributes:
            words += ["--search-attribute", one]
        process = self.start("temporal", words)
        self.env["TEMPORAL_ADDRESS"] = f"127.0.0.1:{port}"

        def healthy():
            if process.popen.poll() is not None:
                raise AssertionError(f"the dev server ended:\n{process.err()}")
            words = [TEMPORAL, "operator", "cluster", "health", "--address", f"127.0.0.1:{port}"]
            return subprocess.run(words, capture_output=True, check=False).returncode == 0
        until("the dev server answers", healthy)
        return process

    def start_cloud(self, *flags):
        process = self.start("cloud", [PROGRAM, "simulate-cloud", "--port", 0, "--metrics-key", METRICS_KEY, "--ops-key", OPS_KEY, *flags])
        url = process.expect_line(r"http://\S+", process.out).group(0).rstrip("/")
        self.env.update(TEMPORAL_CLOUD_METRICS_API_KEY=METRICS_KEY, CLOUD_METRICS_API_BASE_URL=url,
                        TEMPORAL_CLOUD_OPS_API_KEY=OPS_KEY, CLOUD_OPS_API_BASE_URL=url)
        self.cloud = url
        return process

    def start_worker(self, name="worker", **env):
        process = self.start(name, [PROGRAM, "worker"], **env)
        process.expect_line("worker is ready", process.err)
        return process

    def run(self, *words, **env):
        """headroom WORDS to its end; returns the finished process with text output."""
        return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, env={**self.env, **env}, cwd=self.folder,
                              timeout=PATIENCE_S * 2, stdin=subprocess.DEVNULL, check=False)

    def get(self, path):
        with urllib.request.urlopen(self.cloud + path, timeout=PATIENCE_S) as answer:
            return json.load(answer)

    def post(self, path, value):
        request = urllib.request.Request(self.cloud + path, data=json.dumps(value).encode(), headers={"Content-Type": "application/json"}, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as e:
            raise AssertionError(f"POST {path}: {e.code} {e.read().decode(errors='replace')}") from e
