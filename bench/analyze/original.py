#!/usr/bin/env python3
"""The anchor: what the Python project that headroom replaces does for one analysis, in our own words. One scrape read line
by line with regular expressions, then one Ops API call after the other, one for each namespace, with httpx. Prints the
number of namespaces and the seconds from before the clients are made to the last answer."""
import asyncio
import math
import os
import re
import time

import httpx

LINE = re.compile(r"^([a-zA-Z_][a-zA-Z0-9_]*)\{([^}]*)\}\s+([\d.]+)(?:\s+\d+)?$")
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="([^"]*)"')
LIMIT, COUNT = "temporal_cloud_v1_action_limit", "temporal_cloud_v1_total_action_count"


def bearer(key):
    return {"Authorization": f"Bearer {key}"}


def read(body):
    figures = {}
    for line in body.split("\n"):
        line = line.strip()
        match = None if not line or line.startswith("#") else LINE.match(line)
        if match and match.group(1) in (LIMIT, COUNT):
            namespace = dict(LABEL.findall(match.group(2))).get("temporal_namespace")
            if namespace:
                figures.setdefault(namespace, {LIMIT: 0.0, COUNT: 0.0})[match.group(1)] = float(match.group(3))
    return figures


def recommended(limit, count):
    trus = math.floor(limit / 500)
    if trus <= 1:
        return max(2, math.ceil(count / 500)) if count > 500 else 0
    if count >= 0.8 * trus * 500:
        return trus + 1
    if count < (trus - 1) * 100:
        return 0 if count <= 500 else max(2, math.floor(count / 100) + 1)
    return trus


async def main():
    started = time.perf_counter()
    metrics = httpx.AsyncClient(headers=bearer(os.environ["TEMPORAL_CLOUD_METRICS_API_KEY"]), timeout=30)
    ops = httpx.AsyncClient(headers=bearer(os.environ["TEMPORAL_CLOUD_OPS_API_KEY"]), timeout=30)
    answer = await metrics.get(os.environ["CLOUD_METRICS_API_BASE_URL"] + "/v1/metrics", params={"metrics": [LIMIT, COUNT]})
    answer.raise_for_status()
    rows = []
    for namespace, figures in read(answer.text).items():
        spec = (await ops.get(f"{os.environ['CLOUD_OPS_API_BASE_URL']}/cloud/namespaces/{namespace}")).json()
        rows.append((namespace, recommended(figures[LIMIT], figures[COUNT]), spec.get("namespace", {}).get("capacity")))
    await metrics.aclose()
    await ops.aclose()
    print(len(rows), time.perf_counter() - started)


asyncio.run(main())
