"""The SDK as a package: a project outside the tree finds what was installed, builds a worker against it, and runs it."""
import os
import pathlib
import re
import subprocess
import unittest

import harness

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "guide" / "01_hello"
BUILD = pathlib.Path(os.environ["HEADROOM_EXAMPLES"]).parent
WORK = BUILD / "sdk_package"  # kept, so that a second run builds only what has changed


def run(*words):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, timeout=harness.PATIENCE_S * 4, check=False)
    if done.returncode:
        raise AssertionError(f"{words} failed:\n{done.stdout}\n{done.stderr}")


def cached(name):
    return re.search(rf"^{name}:\w+=(.*)$", (BUILD / "CMakeCache.txt").read_text(), re.M).group(1)


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        run("cmake", "--install", BUILD, "--component", "temporal_cpp", "--prefix", WORK / "prefix")

    def test_a_project_outside_the_tree_finds_links_and_runs(self):
        build, sanitize = WORK / "build", cached("HEADROOM_SANITIZE")
        run("cmake", "-G", "Ninja", "-S", EXAMPLE, "-B", build, f"-DCMAKE_PREFIX_PATH={WORK / 'prefix'}",
            f"-DCMAKE_CXX_COMPILER={cached('CMAKE_CXX_COMPILER')}", "-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld",
            f"-DCMAKE_CXX_FLAGS={'-fsanitize=' + sanitize if sanitize else ''}")
        run("cmake", "--build", build)
        with harness.Stack() as stack:
            stack.start_temporal()
            hello = stack.start("hello", [build / "hello"])
            self.assertEqual(hello.popen.wait(harness.PATIENCE_S), 0, hello.err())
            self.assertEqual(hello.out(), "Hello, world!\n")

    def test_the_package_has_its_readme_and_no_header_of_protobuf(self):
        self.assertIn("find_package(temporal_cpp", (WORK / "prefix/share/doc/temporal_cpp/README.md").read_text())
        self.assertFalse([p for p in (WORK / "prefix/include").rglob("*") if p.name.endswith(".pb.h")])


if __name__ == "__main__":
    unittest.main()
