#!/usr/bin/env python3
"""clang-tidy over the project's own translation units, in parallel and several in one run where that can be. A file that passed
before, with the same text before and after preprocessing, settings and clang-tidy, is not read again; the record of that lives
in the user's cache, for all checkouts."""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import time

import tidy_batches


class Checker:
    def __init__(self, build, root):
        self.build, self.root = build, root
        self.passed = cache_folder()
        version = subprocess.run(["clang-tidy-19", "--version"], capture_output=True, text=True, check=True).stdout
        self.key = (root / ".clang-tidy").read_text() + version

    def stamp_of(self, entry):
        """Where it is noted that this text passed; None when it does not preprocess."""
        command = ["clang++-19", *tidy_batches.flags_of(entry), "-E", "-P", f"-fmacro-prefix-map={self.root}/=", entry["file"]]
        done = subprocess.run(command, cwd=entry["directory"], capture_output=True)
        if done.returncode != 0:
            return None
        file = pathlib.Path(entry["file"])
        own = hashlib.sha256(file.read_bytes()).hexdigest()  # comments may silence a check, and preprocessing drops them
        digest = hashlib.sha256(done.stdout).hexdigest()
        return self.passed / hashlib.sha256(f"{self.key}{file.relative_to(self.root)}{own}{digest}".encode()).hexdigest()

    def check(self, batch):
        """The findings in a batch of (entry, stamp), a text for each file that has some. A batch that does not pass, be it
        because its files cannot stand in one, is halved until single files speak for themselves."""
        done = self.run([entry for entry, _ in batch])
        if done.returncode == 0:
            for _, stamp in batch:
                if stamp:
                    stamp.touch()
            return []
        if len(batch) == 1:
            return [done.stdout.strip() or f"{batch[0][0]['file']}: clang-tidy ended with {done.returncode}: {done.stderr.strip()}"]
        half = len(batch) // 2
        return self.check(batch[:half]) + self.check(batch[half:])

    def run(self, entries):
        file, settings, more = entries[0]["file"], [], []
        if len(entries) > 1:
            name = hashlib.sha256("".join(e["file"] for e in entries).encode()).hexdigest()[:16]
            file = self.build / "clang-tidy" / f"{name}.cc"
            file.parent.mkdir(exist_ok=True)
            file.write_text("".join(f'#include "{e["file"]}"\n' for e in entries))
            settings = ["--checks=-bugprone-suspicious-include"]
            more = ["-Wno-shadow"]  # what one file names, another may too; the build itself warns
        command = ["clang-tidy-19", "--quiet", f"--config-file={self.root / '.clang-tidy'}", *settings, str(file), "--", *tidy_batches.flags_of(entries[0]), *more]
        return subprocess.run(command, cwd=entries[0]["directory"], capture_output=True, text=True)


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
    ours = [str(root / "src"), str(root / "sim")]
    entries = [e for e in json.loads((args.build / "compile_commands.json").read_text())
               if any(e["file"].startswith(o + "/") for o in ours) and not any(part in e["file"].removeprefix(str(root)) for part in ("/tests", "/fuzz/"))]
    if args.only:
        entries = [e for e in entries if any(o in e["file"] for o in args.only)]
    checker = Checker(args.build.resolve(), root)
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        stamps = dict(zip((e["file"] for e in entries), pool.map(checker.stamp_of, entries)))
        pending = []
        for entry in entries:
            stamp = stamps[entry["file"]]
            if stamp and stamp.exists():
                stamp.touch()
            else:
                pending.append(entry)
        batches = [[(e, stamps[e["file"]]) for e in batch] for batch in tidy_batches.pack(pending)]
        findings = [text for texts in pool.map(checker.check, batches) for text in texts]
    for text in findings:
        print(text)
    print(f"clang-tidy: {len(entries)} files, {len(pending)} read in {len(batches)} runs, {len(findings)} with findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
