#!/usr/bin/env python3
"""clang-tidy over the project's own translation units, in parallel. A file whose preprocessed text and settings passed
before is not read again; the record of that lives in the build folder."""
import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import shlex
import subprocess
import sys


def preprocessed(entry):
    """The text the compiler sees, as a digest, or None when it does not even preprocess."""
    words = [w for w in shlex.split(entry["command"])]
    compiler = next(i for i, w in enumerate(words) if w.endswith("clang++-19"))
    words = words[compiler:]
    out = words.index("-o")
    command = [w for i, w in enumerate(words) if i not in (out, out + 1) and w != "-c"] + ["-E", "-P"]
    done = subprocess.run(command, cwd=entry["directory"], capture_output=True)
    return hashlib.sha256(done.stdout).hexdigest() if done.returncode == 0 else None


def check(entry, build, settings, passed):
    digest = preprocessed(entry)
    stamp = passed / hashlib.sha256(f"{settings}{entry['file']}{digest}".encode()).hexdigest()
    if digest and stamp.exists():
        return entry["file"], 0, ""
    done = subprocess.run(["clang-tidy-19", "--quiet", "-p", str(build), entry["file"]], capture_output=True, text=True)
    if done.returncode == 0 and digest:
        stamp.touch()
    return entry["file"], done.returncode, done.stdout + (done.stderr if done.returncode else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("only", nargs="*", help="check only files whose path contains one of these")
    args = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent
    settings = (root / ".clang-tidy").read_text()
    passed = args.build / "tidy"
    passed.mkdir(exist_ok=True)
    ours = [str(root / "src"), str(root / "sim")]
    entries = [e for e in json.loads((args.build / "compile_commands.json").read_text())
               if any(e["file"].startswith(o + "/") for o in ours) and not any(part in e["file"].removeprefix(str(root)) for part in ("/tests", "/fuzz/"))]
    if args.only:
        entries = [e for e in entries if any(o in e["file"] for o in args.only)]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for file, status, output in pool.map(lambda e: check(e, args.build, settings, passed), entries):
            if status:
                bad += 1
                print(output.strip() or f"{file}: clang-tidy ended with {status}")
    print(f"clang-tidy: {len(entries)} files, {bad} with findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
