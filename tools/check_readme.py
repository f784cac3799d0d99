#!/usr/bin/env python3
"""Checks that README.md shows what is there: its C++ and Python blocks stand word for word in the examples (which tests build
and run), and its shell blocks call only commands that exist."""
import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)


def sources(root, suffix):
    return [re.sub(r"\s+", " ", p.read_text()) for p in (root / "examples").rglob(f"*{suffix}")]


def commands(text):
    """The words of each headroom or ./dev command of a shell block, without comments."""
    for line in text.splitlines():
        words = line.split("#")[0].split()
        if words and (words[0] == "./dev" or words[0].endswith("/headroom")):
            yield words


def main():
    root, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    bad = []
    for language, text in BLOCK.findall((root / "README.md").read_text()):
        if language in ("cpp", "python"):
            plain = re.sub(r"\s+", " ", text).strip()
            if not any(plain in source for source in sources(root, ".cc" if language == "cpp" else ".py")):
                bad.append(f"a {language} block stands in no example: {text.splitlines()[0]}")
        elif language == "sh":
            for words in commands(text):
                help_words = ["./dev", "help"] if words[0] == "./dev" else [program, words[1], "--help"]
                done = subprocess.run(help_words, cwd=root, capture_output=True, text=True, check=False)
                if done.returncode or (words[0] == "./dev" and f"\n  {words[1]}" not in done.stdout):
                    bad.append(f"no such command: {' '.join(words)}")
    print("\n".join(bad) or "README.md shows what is there")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
