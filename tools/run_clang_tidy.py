#!/usr/bin/env python3
"""clang-tidy over the project's own translation units, in parallel. A file that passed before, with the same text before and
after preprocessing, settings and clang-tidy, is not read again; the record of that lives in the user's cache, for all
checkouts."""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys
import time


def preprocessed(entry, root):
    """The text the compiler sees, as a digest, the same in every checkout, or None when it does not even preprocess."""
    words = [w for w in shlex.split(entry["command"])]
    compiler = next(i for i, w in enumerate(words) if w.endswith("clang++-19"))
    words = words[compiler:]
    out = words.index("-o")
    command = [w for i, w in enumerate(words) if i not in (out, out + 1) and w != "-c"] + ["-E", "-P", f"-fmacro-prefix-map={root}/="]
    done = subprocess.run(command, cwd=entry["directory"], capture_output=True)
    return hashlib.sha256(done.stdout).hexdigest() if done.returncode == 0 else None


def stamp_of(entry, root, passed, key):
    """Where it is noted that this text passed; None when it does not preprocess."""
    digest = preprocessed(entry, root)
    if not digest:
        return None
    file = pathlib.Path(entry["file"])
    own = hashlib.sha256(file.read_bytes()).hexdigest()  # comments may silence a check, and preprocessing drops them
    return passed / hashlib.sha256(f"{key}{file.relative_to(root)}{own}{digest}".encode()).hexdigest()


def check(entry, build, root, passed, key):
    stamp = stamp_of(entry, root, passed, key)
    if stamp and stamp.exists():
        stamp.touch()
        return entry["file"], 0, ""
    done = subprocess.run(["clang-tidy-19", "--quiet", "-p", str(build), entry["file"]], capture_output=True, text=True)
    if done.returncode == 0 and stamp:
        stamp.touch()
    return entry["file"], done.returncode, done.stdout + (done.stderr if done.returncode else "")


def cache_folder():
    home = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    folder = pathlib.Path(home) / "headroom" / "clang-tidy"
    folder.mkdir(parents=True, exist_ok=True)
    for stamp in folder.iterdir():
        if time.time() - stamp.stat().st_mtime > 60 * 24 * 3600:
            stamp.unlink(missing_ok=True)
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("only", nargs="*", help="check only files whose path contains one of these")
    args = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent
    version = subprocess.run(["clang-tidy-19", "--version"], capture_output=True, text=True, check=True).stdout
    key = (root / ".clang-tidy").read_text() + version
    passed = cache_folder()
    ours = [str(root / "src"), str(root / "sim")]
    entries = [e for e in json.loads((args.build / "compile_commands.json").read_text())
               if any(e["file"].startswith(o + "/") for o in ours) and not any(part in e["file"].removeprefix(str(root)) for part in ("/tests", "/fuzz/"))]
    if args.only:
        entries = [e for e in entries if any(o in e["file"] for o in args.only)]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for file, status, output in pool.map(lambda e: check(e, args.build, root, passed, key), entries):
            if status:
                bad += 1
                print(output.strip() or f"{file}: clang-tidy ended with {status}")
    print(f"clang-tidy: {len(entries)} files, {bad} with findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
