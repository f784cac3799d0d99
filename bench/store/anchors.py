#!/usr/bin/env python3
"""The traces in Prometheus and VictoriaMetrics: bytes a sample on their disks. Usage: anchors.py FOLDER TRACE.csv..."""
import datetime
import pathlib
import select
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

METRIC = "temporal_cloud_v1_total_action_count"


def series(path):
    with open(path, encoding="utf-8") as rows:
        next(rows)
        for row in rows:
            minute, value = row.strip().split(",")
            yield int(datetime.datetime.fromisoformat(minute.replace("Z", "+00:00")).timestamp()), value


def size(folder, leave_out=()):
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not any(part in leave_out for part in p.parts))


def prometheus(folder, traces):
    text = folder / "openmetrics.txt"
    samples = 0
    with open(text, "w", encoding="utf-8") as out:
        out.write(f"# TYPE {METRIC} gauge\n")
        for trace in traces:
            for second, value in series(trace):
                out.write(f'{METRIC}{{temporal_namespace="{pathlib.Path(trace).stem}"}} {value} {second}\n')
                samples += 1
        out.write("# EOF\n")
    blocks = folder / "prometheus"
    # The largest blocks that Prometheus itself would compact to.
    subprocess.run(["promtool", "tsdb", "create-blocks-from", "--max-block-duration=744h", "openmetrics", text, blocks], check=True,
                   stdout=subprocess.DEVNULL)
    text.unlink()
    return samples, size(blocks)


def get(url, data=None):
    with urllib.request.urlopen(urllib.request.Request(url, data=data, headers={"Content-Type": "text/plain"}), timeout=60) as answer:
        return answer.read()


def started(process, url):
    """Waits for the server to say that it is up, a minute at most."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            get(url + "/health")
            return
        except urllib.error.URLError:
            select.select([], [], [], 0.05)
    raise SystemExit("anchors.py: victoria-metrics did not start")


def victoria_metrics(folder, traces):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "victoria-metrics"
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(["victoria-metrics", f"-storageDataPath={data}", "-retentionPeriod=100y", f"-httpListenAddr=127.0.0.1:{port}"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            started(process, url)
            last = 0
            for trace in traces:
                lines = [f'{METRIC}{{temporal_namespace="{pathlib.Path(trace).stem}"}} {value} {second * 1000}' for second, value in series(trace)]
                get(url + "/api/v1/import/prometheus", "\n".join(lines).encode())
                last = max(last, int(lines[-1].rsplit(" ", 1)[1]) // 1000)
            get(url + "/internal/force_flush")
            name = pathlib.Path(traces[0]).stem
            # It gives 30,000 points at most: 28 days are two questions.
            halves = [urllib.parse.urlencode({"query": f'{METRIC}{{temporal_namespace="{name}"}}', "start": last - days * 86400,
                                              "end": last - (days - 14) * 86400 - 60, "step": 60, "nocache": 1}) for days in (28, 14)]
            times = []
            for _ in range(15):
                start = time.monotonic()
                for half in halves:
                    get(f"{url}/api/v1/query_range?{half}")
                times.append(time.monotonic() - start)
        finally:
            process.terminate()
            process.wait()
    return size(data, ("cache", "tmp")), sorted(times)[len(times) // 2]


def main():
    folder, traces = pathlib.Path(sys.argv[1]), sys.argv[2:]
    samples, bytes_prometheus = prometheus(folder, traces)
    bytes_victoria, question = victoria_metrics(folder, traces)
    print(f"the same {samples} samples: Prometheus {bytes_prometheus / samples:.3f}, VictoriaMetrics {bytes_victoria / samples:.3f} bytes a sample "
          f"(index and all, without caches)")
    print(f"one namespace's 28 days from VictoriaMetrics over HTTP: {question * 1e3:.2f} ms")


main()
