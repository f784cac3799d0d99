#!/usr/bin/env python3
"""Looks for calls in workflow sources that no replay can repeat.

    check_sources.py PATH...

A source is checked when it, or the header of the same name, defines a workflow (a `definition<` of temporal::workflow). A line that must stand, such as
activity code in the same file, carries `// workflow-check: allow REASON`. Prints FILE:LINE: what was seen and what to use
instead; exits 1 when there is anything, 2 when nothing was found to check.
"""
import pathlib
import re
import sys

RULES = [
    (r"\b(system_clock|steady_clock|high_resolution_clock|utc_clock)\b", "a clock: use workflow::now()"),
    (r"\b(time|clock|gettimeofday|clock_gettime)\s*\(\s*(nullptr|NULL|&|CLOCK_)", "a clock: use workflow::now()"),
    (r"\b(rand|random|drand48|arc4random)\s*\(\s*\)|\brandom_device\b|\bmt19937", "randomness: use workflow::random_between()"),
    (r"\buniform_(int|real)_distribution\b", "a distribution that differs between libraries: use workflow::random_between()"),
    (r"\bstd::(thread|jthread|async|mutex|shared_mutex|condition_variable|promise|future)\b", "a thread or lock: use workflow::spawn()"),
    (r"\bthis_thread::sleep|\b(usleep|nanosleep)\s*\(", "a blocking sleep: use workflow::sleep()"),
    (r"\bunordered_(map|set|multimap|multiset)\b", "a container without order: use map or set"),
    (r"\bstd::hash\b", "a hash that differs between builds: compute it yourself"),
    (r"\b(getenv|std::filesystem|ifstream|ofstream|fopen)\b", "the environment or a file: use an activity"),
    (r"\bcatch\s*\(\s*\.\.\.\s*\)", "catch (...) takes continue_as_new: catch const temporal::failure&"),
    (r"\bthread_local\b", "a thread's variable: workflows move between threads"),
]
WORKFLOW = re.compile(r"\b(wf|workflow)::definition<")
ALLOW = "workflow-check: allow "
SUFFIXES = {".h", ".cc", ".cpp", ".hpp"}


def without_comments_and_texts(line):
    line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    return re.sub(r"//.*", "", line)


def defines_workflow(path):
    return any(p.exists() and WORKFLOW.search(p.read_text(encoding="utf-8")) for p in (path, path.with_suffix(".h")))


def check(path):
    if not defines_workflow(path):
        return None
    text = path.read_text(encoding="utf-8")
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if ALLOW in line:
            continue
        code = without_comments_and_texts(line)
        for pattern, advice in RULES:
            seen = re.search(pattern, code)
            if seen:
                found.append(f"{path}:{number}: saw {seen.group(0).strip()}, {advice}")
    return found


def sources(arguments):
    for argument in map(pathlib.Path, arguments):
        if argument.is_dir():
            yield from (p for p in sorted(argument.rglob("*")) if p.suffix in SUFFIXES and "tests" not in p.parts)
        else:
            yield argument


def main(arguments):
    results = [r for r in map(check, sources(arguments)) if r is not None]
    found = [line for r in results for line in r]
    print("\n".join(found) if found else f"{len(results)} workflow sources are clean")
    return 1 if found else 0 if results else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
