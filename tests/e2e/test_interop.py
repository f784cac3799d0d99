"""Our client before the workers of the official Go and TypeScript SDKs, and their clients before our worker: interop/README.md. (The
official Python SDK is the other side of test_kitchen_sink.py.)"""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import unittest

import harness

HERE = pathlib.Path(__file__).resolve().parent / "interop"
TOOLS = pathlib.Path(__file__).resolve().parents[2] / "build" / "tools" / "interop"
INNER = ["inner", "Inner", True, ["d", {"k": [1, 2]}]]
EXPECTED = {
    "greet": "hello größe 9007199254740991",
    "bytes": base64.b64encode(b"\xff\x01\x00").decode(),
    "execution": ["r!", "r!"],
    "fail": [["outer", "Outer", False, [1, "two"]], ["activity", "breakDown"], INNER],
    "desk": [2, 5, [["no negatives", "Negative", False, [-1]]], 5, 5],
}


def go_peer():
    """Built on first use; the modules are in Go's cache since ./dev setup."""
    program = TOOLS / "go-peer"
    done = subprocess.run([os.environ.get("GO", "go"), "build", "-o", program, "."], cwd=HERE / "go", capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        raise AssertionError(f"go build: {done.stderr[-2000:]}")
    return [program]


def typescript_peer():
    """The sources beside the packages that ./dev setup has fetched into build/."""
    folder = TOOLS / "typescript"
    for source in (HERE / "typescript").glob("*.js"):
        shutil.copy(source, folder)
    return [os.environ.get("NODE", "node"), folder / "peer.js"]


class Interop(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        TOOLS.mkdir(parents=True, exist_ok=True)
        cls.peers = {"ours": [os.environ["HEADROOM_EXAMPLES"] + "/interop_peer"], "Go": go_peer(), "TypeScript": typescript_peer()}
        cls.stack = cls.enterClassContext(harness.Stack())
        cls.stack.start_temporal()
        cls.address = cls.stack.env["TEMPORAL_ADDRESS"]
        workers = {name: cls.stack.start(f"worker-{name}", [*words, "worker", cls.address, f"queue-{name}"]) for name, words in cls.peers.items()}
        for worker in workers.values():
            worker.expect_line("serves", worker.out)

    def check(self, client, worker):
        process = self.stack.start(f"client-{client}-{worker}", [*self.peers[client], "client", self.address, f"queue-{worker}"])
        self.assertEqual(process.popen.wait(harness.PATIENCE_S), 0, process.err())
        self.assertEqual(json.loads(process.out()), EXPECTED)

    def test_our_client_and_our_worker(self):
        self.check("ours", "ours")

    def test_our_client_and_a_go_worker(self):
        self.check("ours", "Go")

    def test_a_go_client_and_our_worker(self):
        self.check("Go", "ours")

    def test_our_client_and_a_typescript_worker(self):
        self.check("ours", "TypeScript")

    def test_a_typescript_client_and_our_worker(self):
        self.check("TypeScript", "ours")

    def test_the_official_sdks_agree_among_themselves(self):
        """What is expected is what they say, not what we think they say."""
        self.check("Go", "TypeScript")
        self.check("TypeScript", "Go")


if __name__ == "__main__":
    unittest.main()
