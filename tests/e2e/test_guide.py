"""The examples of the SDK's guide, all at once before one real server. Each prints what docs/user/temporal says it prints."""
import os
import pathlib
import subprocess
import unittest

import harness

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "guide"
PROGRAMS = pathlib.Path(os.environ["HEADROOM_EXAMPLES"]) / "guide"
PRINTS = {
    "01_hello": ["Hello, world!"],
    "02_activities": ["5 of 10 pages in attempt 2", "Forbidden: nobody may not copy"],
    "03_messages": ["tea for 300", "rejected: there is a tea already", "so far 300", "paid 300"],
    "04_timers": ["found in the drawer", "tidied up", "gave up the garden", "number 1: found in the drawer"],
    "05_children": ["14 words", "done in round 8 and run 3"],
    "06_saga": ["flight to Lisbon", "hotel in Lisbon", "flight to Oslo", "failed: no room in Oslo", "cancelled: flight to Oslo"],
    "07_encryption": ["with the key: Ada is well", "without: binary/encrypted, readable: false"],
    "08_schedules": ["10 next times are known", "paused: holidays", "now at 8 o'clock", "report on sales"],
    "09_versioning": ["confirmed yesterday: false", "begun yesterday: letter to Ada", "begun today: mail to Ben"],
    "10_interceptors": ["trace-4711: weigh", "6 grams"],
}


class Guide(unittest.TestCase):
    def test_every_example_prints_what_the_guide_says(self):
        with harness.Stack() as stack:
            stack.start_temporal()
            running = {name: stack.start(name, [PROGRAMS / name]) for name in PRINTS}
            for name, process in running.items():
                with self.subTest(name):
                    self.assertEqual(process.popen.wait(harness.PATIENCE_S), 0, process.err())
                    self.assertEqual(process.out().splitlines(), PRINTS[name])

    def test_the_example_of_testing_passes(self):
        done = subprocess.run([PROGRAMS / "11_testing"], capture_output=True, text=True, timeout=harness.PATIENCE_S, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("[  PASSED  ] 3 tests.", done.stdout)

    def test_no_example_is_left_out(self):
        self.assertEqual({*PRINTS, "11_testing"}, {p.name for p in SOURCES.glob("[0-9]*")})


if __name__ == "__main__":
    unittest.main()
