#!/usr/bin/env python3
"""The SDK benchmark: the same workflows on our SDK and on the official Python and Go SDKs, on one dev server in one run.

Each worker is a process of its own, driven from here; what is measured is that process alone: its CPU seconds and its resident
memory. usage: measure.py GO_WORKER [ROW...]   rows: noop sleepers replay payload activities instances headers"""
import asyncio
import contextlib
import os
import pathlib
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter
from temporalio.service import RPCError

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build"
RELEASE = pathlib.Path(os.environ.get("RELEASE_BUILD", BUILD / "release"))
TICKS = os.sysconf("SC_CLK_TCK")
PYTHON = [sys.executable, str(HERE / "worker.py")]
OURS = [str(RELEASE / "bench" / "sdk_worker")]


class Worker:
    """A worker process and what it has used so far."""

    def __init__(self, words, env):
        self.process = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def cpu_s(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mb(self, what):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(what + ":"):
                return int(line.split()[1]) / 1024
        raise AssertionError(f"no {what} in the status of {self.process.args}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(30)


class Bench:
    def __init__(self, client, address, go_worker):
        self.client, self.address, self.go_worker = client, address, go_worker

    def workers(self, ours=None):
        workers = {"headroom": ours or OURS, "Python": PYTHON, "Go": [self.go_worker]}
        return {name: words for name, words in workers.items() if name in os.environ.get("SDKS", name)}

    @contextlib.contextmanager
    def serve(self, words):
        queue = f"bench-{uuid.uuid4()}"
        env = {**os.environ, "TEMPORAL_ADDRESS": self.address, "TEMPORAL_NAMESPACE": "default", "TASK_QUEUE": queue}
        worker = Worker(words, env)
        try:
            yield worker, queue
        finally:
            worker.stop()

    async def run_many(self, count, at_once, queue, name, *args):
        """COUNT executions with AT_ONCE of them in flight."""
        turns = iter(range(count))

        async def lane():
            for _ in turns:
                await self.client.execute_workflow(name, *args, id=f"{name}-{uuid.uuid4()}", task_queue=queue)
        await asyncio.gather(*(lane() for _ in range(at_once)))

    async def measured(self, title, words, count, at_once, name, *args, warm=1):
        """CPU seconds and peak memory of a worker that executes workflows; the first ones, which start it up, are not counted."""
        with self.serve(words) as (worker, queue):
            await self.run_many(warm, warm, queue, name, *args)
            cpu, wall = worker.cpu_s(), time.perf_counter()
            await self.run_many(count, at_once, queue, name, *args)
            cpu, wall = worker.cpu_s() - cpu, time.perf_counter() - wall
            peak = worker.memory_mb("VmHWM")
        print(f"  {title:9s} {cpu:7.2f} s CPU  {peak:7.1f} MB peak  {wall:6.1f} s wall", flush=True)
        return cpu, peak, wall

    async def compare(self, headline, count, at_once, name, *args, ours=None):
        print(headline, flush=True)
        used = {}
        for title, words in self.workers(ours).items():
            used[title] = await self.measured(title, words, count, at_once, name, *args)
        ratios(used)
        return used

    async def noop(self):
        await self.compare("2,000 executions of a workflow with one activity, 50 in flight", 2000, 50, "Noop",
                           ours=[str(RELEASE / "examples" / "noop_worker")])

    async def payload(self):
        body = os.urandom(1 << 20)
        await self.compare("200 executions that pass 1 MB of bytes through workflow and activity, 4 in flight", 200, 4, "Echo", body)
        await self.compare("the same with 1 MB of text", 200, 4, "EchoText", body.hex()[:1 << 20])

    async def activities(self):
        used = await self.compare("10 workflows of 500 activities at once, 2 in flight", 10, 2, "Fan", 500)
        print("  activities a second: " + ", ".join(f"{k} {5000 / v[2]:.0f}" for k, v in used.items()), flush=True)

    async def sleepers(self, count=10000):
        print(f"{count} cached sleeping workflows", flush=True)
        used = {}
        for title, words in self.workers().items():
            with self.serve(words) as (worker, queue):
                await self.run_many(1, 1, queue, "Noop")
                base, cpu = worker.memory_mb("VmRSS"), worker.cpu_s()
                await self.start_sleepers(count, queue)
                await self.wait_idle(worker)
                cpu, resident = worker.cpu_s() - cpu, worker.memory_mb("VmRSS")
                peak = worker.memory_mb("VmHWM")
            each = (resident - base) * 1024 / count
            used[title] = (cpu, peak, 0)
            print(f"  {title:9s} {cpu:7.2f} s CPU  {peak:7.1f} MB peak  {each:6.1f} kB for each workflow", flush=True)
        ratios(used)

    async def start_sleepers(self, count, queue):
        """Starts them, 50 at once, and waits until each has started its timer."""
        turns = iter(range(count))

        async def lane():
            for _ in turns:
                handle = await self.client.start_workflow("Sleeper", id=f"sleeper-{uuid.uuid4()}", task_queue=queue)
                while (await handle.describe()).history_length < 5:
                    await asyncio.sleep(0.1)
        await asyncio.gather(*(lane() for _ in range(50)))

    @staticmethod
    async def wait_idle(worker):
        """Until the worker uses less than 2 % of a core over two seconds."""
        before = worker.cpu_s()
        while True:
            await asyncio.sleep(2)
            now = worker.cpu_s()
            if now - before < 0.04:
                return
            before = now

    async def recorded(self, words, steps):
        """A long history, made by that worker."""
        with self.serve(words) as (_, queue):
            handle = await self.client.start_workflow("Steps", steps, id=f"steps-{uuid.uuid4()}", task_queue=queue)
            await handle.result()
            return await handle.fetch_history()

    async def replay(self, steps=1667, rounds=7):
        used = {}
        # Go names activities in a way of its own, so it replays its own history; the two others replay the same one. Recording is
        # mostly waiting, so both at once.
        by_core, by_go = await asyncio.gather(self.recorded(OURS, steps), self.recorded([self.go_worker], steps))
        print(f"replay of a history of {len(by_core.events)} events, median of {rounds}", flush=True)
        for title, words in self.workers().items():
            history = by_go if title == "Go" else by_core
            with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
                file.write(history.to_json())
                file.flush()
                done = subprocess.run([*words, "replay", file.name, str(rounds)], capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(f"{title} cannot replay the history: {done.stderr[-2000:]}")
            runs = [tuple(map(float, line.split())) for line in done.stdout.splitlines()]
            wall, cpu = (statistics.median(column) for column in zip(*runs))
            used[title] = (wall, cpu)
            print(f"  {title:9s} {wall * 1000:7.1f} ms  {cpu * 1000:7.1f} ms CPU", flush=True)
        ours = used["headroom"]
        print("  times faster: " + ", ".join(f"than {k} {v[0] / ours[0]:.2f} (CPU {v[1] / ours[1]:.2f})" for k, v in used.items() if v is not ours))

    async def instances(self):
        print("memory of a sleeping workflow above the core's own", flush=True)
        print("  " + subprocess.run([*OURS, "instances", "10000"], capture_output=True, text=True, check=True).stdout.strip(), flush=True)


    async def headers(self):
        """What it costs to include a public header, and what of that the C++ library's <memory>, <string> and <functional> cost alone."""
        print("user CPU seconds to include a header, best of 3", flush=True)
        lines = {"the empty file": "", "<memory>, <string>, <functional>": "#include <functional>\n#include <memory>\n#include <string>\n"}
        lines |= {h: f'#include "headroom/temporal/{h}"\n' for h in ("workflow/workflow.h", "client/client.h", "worker/worker.h", "activity/context.h", "common/failure.h", "common/json_payload.h")}
        for title, text in lines.items():
            print(f"  {title:34s} {min(included(text) for _ in range(3)):5.2f}", flush=True)


def included(text):
    source = HERE.parents[1] / "src"
    words = ["clang++-19", "-std=c++2b", "-fsyntax-only", "-DFMT_SHARED", f"-I{source}", "-x", "c++", "-"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(words, input=text.encode(), check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def ratios(used):
    ours = used["headroom"]
    for title, other in used.items():
        if other is not ours:
            print(f"  of {title + chr(39) + 's':9s} {ours[0] / other[0]:4.2f} CPU, {ours[1] / other[1]:4.2f} memory", flush=True)


async def main(go_worker, *rows):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    address = f"127.0.0.1:{port}"
    quiet = Runtime(telemetry=TelemetryConfig(logging=LoggingConfig(filter=TelemetryFilter(core_level="ERROR", other_level="ERROR"))))
    words = [str(BUILD / "tools/venv/bin/temporal"), "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", str(port), "--log-level", "error",
             "--dynamic-config-value", "frontend.namespaceRPS=100000", "--dynamic-config-value", "frontend.RPS=100000"]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                client = await Client.connect(address, runtime=quiet)
                await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace="default"))  # made a little later
                break
            except (RPCError, RuntimeError):
                if time.monotonic() > deadline or server.poll() is not None:
                    raise
                await asyncio.sleep(0.1)
        bench = Bench(client, address, go_worker)
        for row in rows or ("noop", "activities", "payload", "replay", "sleepers", "instances", "headers"):
            await getattr(bench, row)()
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
