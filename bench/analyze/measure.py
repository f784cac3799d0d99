#!/usr/bin/env python3
"""Measures whole processes: wall and CPU seconds, peak memory, and the calls that the simulated account counted."""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

PROGRAM = os.path.abspath(sys.argv[1])
ANCHOR = [sys.executable, str(pathlib.Path(__file__).with_name("original.py"))]
OURS = [PROGRAM, "analyze", "-o", "json"]  # every figure and ranked options of each namespace
SAME = [PROGRAM, "analyze", "--policy", "original", "-o", "csv"]  # the original's rule on the original's figures, a line a namespace


def run(words, env, folder):
    """One process to its end: (wall s, CPU s, peak MB)."""
    started = time.perf_counter()
    process = subprocess.Popen(words, env=env, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"{words[0]} failed: {process.stderr.read().decode(errors='replace')}")
    return time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def calls(url):
    with urllib.request.urlopen(url + "/sim/calls", timeout=30) as answer:
        counted = json.load(answer)
    return sum(v for v in counted.values() if isinstance(v, int))


def measure(name, words, env, folder, rounds):
    before, runs = calls(env["CLOUD_METRICS_API_BASE_URL"]), []
    for _ in range(rounds):
        runs.append(run(words, env, folder))
    wall, cpu, peak = (statistics.median(column) for column in zip(*runs))
    made = (calls(env["CLOUD_METRICS_API_BASE_URL"]) - before) / rounds
    print(f"  {name:10s} {wall * 1000:9.1f} ms  {cpu * 1000:9.1f} ms CPU  {peak:6.1f} MB  {made:7.0f} calls", flush=True)
    return wall


def account(count, rounds, with_anchor):
    print(f"{count} namespaces (median of {rounds} runs)")
    with tempfile.TemporaryDirectory() as folder:
        words = [PROGRAM, "simulate-cloud", "--port", "0", "--namespaces", str(count), "--points-max", "0", "--scrapes-per-hour", "0"]
        server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        try:
            url = server.stdout.readline().strip().rstrip("/")
            env = {**os.environ, "XDG_STATE_HOME": folder, "HEADROOM_METRICS_REQUESTS_PER_HOUR": "100000",
                   "TEMPORAL_CLOUD_METRICS_API_KEY": "k", "TEMPORAL_CLOUD_OPS_API_KEY": "k",
                   "CLOUD_METRICS_API_BASE_URL": url, "CLOUD_OPS_API_BASE_URL": url}
            ours = measure("headroom", OURS, env, folder, rounds)
            if with_anchor:
                same = measure("same job", SAME, env, folder, rounds)
                theirs = measure("original", ANCHOR, env, folder, 3)
                print(f"  ratio      {theirs / ours:.1f} times faster, on the same job {theirs / same:.1f} (goal: 20)")
        finally:
            server.terminate()
            server.wait(30)


account(1, 9, False)
account(1000, 9, True)
account(10000, 5, False)
