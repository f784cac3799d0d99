#!/usr/bin/env python3
"""Checks that README.md, the SDK's README and its guide show what is there: their C++, Python and CMake blocks stand word for word in
the examples (which tests build and run), their shell blocks call only commands that exist, and what the guide says that a program
prints is what tests/e2e/test_guide.py demands of it."""
import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)


LANGUAGES = {"cpp": "*.[ch]*", "python": "*.py", "cmake": "CMakeLists.txt"}


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def sources(root, pattern):
    return [plain(p.read_text()) for p in (root / "examples").rglob(pattern) if p.is_file()]


def pages(root):
    return [root / "README.md", root / "src/headroom/temporal/README.md", *sorted((root / "docs/user/temporal").glob("*.md"))]


def commands(text):
    """The words of each headroom or ./dev command of a shell block, without comments."""
    for line in text.splitlines():
        words = line.split("#")[0].split()
        if words and (words[0] == "./dev" or words[0].endswith("/headroom")):
            yield words


def wrong(root, program, language, text, shown):
    """What is wrong with one block; nothing when it is true or not ours to judge."""
    if language in LANGUAGES and not any(plain(text) in source for source in shown[language]):
        return f"a {language} block stands in no example: {text.splitlines()[0]}"
    if language == "text":
        unproved = [line for line in text.splitlines() if f'"{line}"' not in shown["text"]]
        return f"tests/e2e/test_guide.py expects no such output: {unproved[0]}" if unproved else None
    if language == "sh":
        for words in commands(text):
            help_words = ["./dev", "help"] if words[0] == "./dev" else [program, words[1], "--help"]
            done = subprocess.run(help_words, cwd=root, capture_output=True, text=True, check=False)
            if done.returncode or (words[0] == "./dev" and f"\n  {words[1]}" not in done.stdout):
                return f"no such command: {' '.join(words)}"
    return None


def main():
    root, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    shown = {language: sources(root, pattern) for language, pattern in LANGUAGES.items()}
    shown["text"] = (root / "tests/e2e/test_guide.py").read_text()
    bad = []
    for page in pages(root):
        for language, text in BLOCK.findall(page.read_text()):
            problem = wrong(root, program, language, text, shown)
            bad += [f"{page.relative_to(root)}: {problem}"] if problem else []
    print("\n".join(bad) or "README.md and guide show what is there")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
