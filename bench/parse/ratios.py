#!/usr/bin/env python3
"""Reads lines "BODY {json}" of a run and prints the best of each, and the ratios that the goals are stated in."""
import json
import sys

best = {}
for line in open(sys.argv[1], encoding="utf-8"):
    body, text = line.split(" ", 1)
    one = json.loads(text)
    speed = one["bytes"] / one["cpu_seconds_min"] / 1e9
    best[body, one["mode"]] = max(speed, best.get((body, one["mode"]), 0))

modes = ["full", "strict", "steady", "victoriametrics", "victoriametrics-compare", "prometheus"]
print("GB/s".ljust(12) + "".join(mode.rjust(25 if "-" in mode else 17) for mode in modes))
for body in dict.fromkeys(body for body, _ in best):
    row = [f"{best[body, mode]:.2f}" if (body, mode) in best else "" for mode in modes]
    print(body.ljust(12) + "".join(text.rjust(25 if "-" in mode else 17) for text, mode in zip(row, modes)))

plain = best["temporal-1", "strict"]
print()
print(f"strict / VictoriaMetrics            {plain / best['temporal-1', 'victoriametrics']:.2f}   goal 1.5, stretch 2.5")
print(f"strict / Prometheus                 {plain / best['temporal-1', 'prometheus']:.2f}   goal 7")
print(f"steady / VictoriaMetrics comparing  {best['temporal-1', 'steady'] / best['temporal-1', 'victoriametrics-compare']:.2f}   goal 3")
for body in dict.fromkeys(body for body, _ in best):
    if body != "temporal-1":
        print(f"plain / {body.ljust(27)} {plain / best[body, 'strict']:.2f}   goal at most 3")
