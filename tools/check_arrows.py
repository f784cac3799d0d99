#!/usr/bin/env python3
"""Checks that the folders below src/headroom include each other only along the arrows of ARCHITECTURE.md, without cycles."""
import pathlib
import re
import sys

CORE = ["base", "model", "json", "openmetrics", "cost", "forecast", "plan", "backtest", "report"]
ARROWS = {
    "base": [],
    "model": ["base"],
    "json": ["base"],
    "openmetrics": ["base", "model"],
    "cost": ["base", "model"],
    "forecast": ["base", "model"],
    "plan": ["base", "model", "cost", "forecast"],
    "backtest": ["base", "model", "cost", "forecast", "plan"],
    "report": ["base", "model", "plan", "backtest", "cost", "json"],
    "http": ["base"],
    "cloud": ["base", "http", "json", "openmetrics", "model"],
    "store": ["base", "model", "json", "http"],
    "notify": ["base", "http", "model"],
    "temporal": ["base", "json"],
    "autopilot": ["temporal", "cloud", "store", "notify", *CORE],
    "serve": ["base", "store", "report", "plan", "openmetrics"],
}
ALL = list(ARROWS)
ARROWS["cli"] = [*ALL, "sim"]
ARROWS["sim"] = ["base", "model", "cost", "json", "openmetrics", "http"]
INCLUDE = re.compile(r'^\s*#\s*include\s+"headroom/([a-z_]+)/', re.M)


def sources(root, folder):
    base = root / "sim" if folder == "sim" else root / "src" / "headroom" / folder
    return [p for p in sorted(base.rglob("*")) if p.suffix in (".h", ".cc") and "tests" not in p.relative_to(base).parts[:-1]]


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    bad = []
    for folder, allowed in ARROWS.items():
        for path in sources(root, folder):
            for name in INCLUDE.findall(path.read_text()):
                if name != folder and name not in allowed:
                    bad.append(f"{path.relative_to(root)}: {folder}/ may not include headroom/{name}/ (allowed: {', '.join(allowed) or 'nothing'})")
    unknown = [p.name for p in (root / "src" / "headroom").iterdir() if p.is_dir() and p.name not in ARROWS]
    bad += [f"src/headroom/{name}: a folder that tools/check_arrows.py does not know" for name in unknown]
    print("\n".join(bad) if bad else "the arrows hold")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
