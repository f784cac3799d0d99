"""The examples of the README, run against real parts."""
import os
import pathlib
import subprocess
import sys
import unittest

import harness

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "analysis_client"


class AnalysisClient(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = cls.enterClassContext(harness.Stack())
        cls.stack.start_temporal()
        cls.stack.start_cloud("--speed", 0)  # one minute for both
        cls.stack.start_worker()

    def run_program(self, *words):
        done = subprocess.run(words, env=self.stack.env, capture_output=True, text=True, timeout=harness.PATIENCE_S, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_cpp_and_python_say_the_same(self):
        cpp = self.run_program(os.environ["HEADROOM_EXAMPLES"] + "/analysis_client")
        python = self.run_program(sys.executable, str(EXAMPLES / "analysis_client.py"))
        self.assertEqual({line.split(":")[0] for line in cpp.splitlines()}, {line.split(" ")[0] for line in python.splitlines()})
        self.assertTrue(cpp)


if __name__ == "__main__":
    unittest.main()
