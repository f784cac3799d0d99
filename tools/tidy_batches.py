"""Packs translation units into batches that one clang-tidy run can read, each included into one file: the headers, which are
most of the work, are then read once for all of them."""
import pathlib
import re
import shlex

FILES_MAX = 10
LINES_MAX = 1200

# What stands in an anonymous namespace, at the beginning of a line: types, constants, functions.
_TYPE = re.compile(r"^(?:class|struct|enum class|enum|union|using|concept)\s+(?:\[\[\w+\]\]\s*)?(\w+)")
_CONSTANT = re.compile(r"^(?:inline |static |constexpr |constinit |const |thread_local )+[^=({]*?(\w+)(?:\[\w*\])?\s*(?:=|\{|;)")
_FUNCTION = re.compile(r"^(?![\s#})/])[^=(]*?\b(\w+)\(")
_ANONYMOUS = re.compile(r"^namespace \{$(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)


def hidden_names(text):
    """The names that two files of a batch must not both have: those of their anonymous namespaces, and file-local ones."""
    out = set()
    for body in _ANONYMOUS.findall(text):
        for line in body.splitlines():
            for pattern in (_TYPE, _CONSTANT, _FUNCTION):
                if found := pattern.match(line):
                    out.add(found[1])
                    break
    return out | set(re.findall(r"^static [^=(]*?\b(\w+)\(", text, re.MULTILINE))


def flags_of(entry):
    """The compiler's arguments without the file and where its object goes."""
    words = shlex.split(entry["command"])
    words = words[next(i for i, w in enumerate(words) if w.endswith("clang++-19")) + 1:]
    out = words.index("-o")
    return tuple(w for i, w in enumerate(words) if i not in (out, out + 1) and w not in ("-c", entry["file"]))


def pack(entries):
    """The entries as lists: same flags, same folder, no name hidden in two of them. The longest lists first."""
    open_batches, done = {}, []
    for entry in sorted(entries, key=lambda e: e["file"]):
        text = pathlib.Path(entry["file"]).read_text()
        names, lines = hidden_names(text), text.count("\n")
        rooms = open_batches.setdefault((flags_of(entry), str(pathlib.Path(entry["file"]).parent)), [])
        room = next((r for r in rooms if not r["names"] & names and r["lines"] + lines <= LINES_MAX and len(r["entries"]) < FILES_MAX), None)
        if room is None:
            room = {"entries": [], "names": set(), "lines": 0}
            rooms.append(room)
            done.append(room)
        room["entries"].append(entry)
        room["names"] |= names
        room["lines"] += lines
    return [room["entries"] for room in sorted(done, key=lambda r: -r["lines"])]
