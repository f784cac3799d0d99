"""headroom plan and headroom why as a user types them, on recorded traces."""
import csv
import gzip
import io
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["HEADROOM_PROGRAM"]
TRACES = pathlib.Path(__file__).resolve().parents[2] / "sim" / "worlds" / "traces"


class Plan(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="headroom-plan-")))
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("TEMPORAL_", "HEADROOM_", "CLOUD_"))}
        self.env["HOME"] = str(self.folder)

    def run_program(self, *words):
        return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=120, cwd=self.folder, env=self.env, check=False)

    def plan(self, trace, *words, code=0):
        done = self.run_program("plan", "--trace", TRACES / f"{trace}.csv.gz", *words)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout

    def plan_json(self, trace, *words, code=0):
        return json.loads(self.plan(trace, *words, "-o", "json", code=code))[0]

    def test_plans_a_week_of_every_recorded_trace(self):
        for path in sorted(TRACES.glob("*.csv.gz")):
            with self.subTest(path.name):
                one = self.plan_json(path.name.removesuffix(".csv.gz"))
                self.assertEqual(len(one["hours"]), 168)
                self.assertEqual(sum(block["hours"] for block in one["blocks"]), 168)
                by_day = {}
                for block in one["blocks"]:
                    self.assertTrue(block["reason"].endswith("."))
                    if block["changes"]:
                        by_day[block["from"][:10]] = by_day.get(block["from"][:10], 0) + 1
                self.assertLessEqual(max(by_day.values(), default=0), 4)
                itself = next(o for o in one["options"] if o["name"] == "this plan")
                for option in one["options"]:
                    if option["within_rails"]:
                        self.assertLessEqual(itself["objective_actions"], option["objective_actions"] + 168, option["name"])
                for hour in one["hours"]:
                    self.assertLessEqual(hour["peak_p50_aps"], hour["peak_p99_aps"])
                    self.assertGreaterEqual(hour["billed_actions"], 360_000 * max(0, hour["trus"] - 1) - 1e-6)

    def test_the_same_input_gives_the_same_bytes(self):
        self.assertEqual(self.plan("wc98_first_half"), self.plan("wc98_first_half"))

    def test_why_agrees_with_a_saved_plan_and_tells_a_changed_one(self):
        saved = self.folder / "plan.json"
        saved.write_text(self.plan("crane_11", "-o", "json"))
        good = self.run_program("why", "--receipt", saved)
        self.assertEqual(good.returncode, 0, good.stderr)
        self.assertIn("agrees bit for bit", good.stdout)
        value = json.loads(saved.read_text())
        value[0]["hours"][7]["mean_aps"] += 1e-9
        saved.write_text(json.dumps(value))
        bad = self.run_program("why", value[0]["receipt"], "--receipt", saved, "-o", "json")
        self.assertEqual(bad.returncode, 1)
        self.assertFalse(json.loads(bad.stdout)["agrees"])
        self.assertIn("/hours/7/mean_aps", json.loads(bad.stdout)["differences"][0])
        self.assertIn("does not agree", bad.stderr)

    def test_rails_hold(self):
        one = self.plan_json("nab_elb_requests", "--min-trus", 3, "--max-trus", 4, "--changes-per-day", 1,
                             "--freeze", "2026-01-24T00:00:00Z/2026-01-26T00:00:00Z", "--current", 3)
        days = {}
        for before, hour in zip(one["hours"], one["hours"][1:]):
            self.assertIn(hour["trus"], (3, 4))
            if before["trus"] != hour["trus"]:
                days[hour["hour"][:10]] = days.get(hour["hour"][:10], 0) + 1
        self.assertLessEqual(max(days.values(), default=0), 1)
        self.assertNotIn("2026-01-24", days)
        self.assertNotIn("2026-01-25", days)

    def test_exit_code_4_when_something_should_change(self):
        self.plan("crane_10", "--current", 12, "--exit-code", code=4)
        steady = self.folder / "steady.csv"
        steady.write_text("minute,actions_per_second\n" + "".join(
            f"2026-01-{5 + m // 1440:02}T{m // 60 % 24:02}:{m % 60:02}:00Z,{20 + m * 37 % 11}\n" for m in range(4 * 1440)))
        calm = self.run_program("plan", "--trace", steady, "--current", "on-demand", "--exit-code")
        self.assertEqual(calm.returncode, 0, calm.stdout + calm.stderr)
        self.assertIn("Keep On-Demand all week", calm.stdout)

    def test_too_little_history_is_said_plainly(self):
        trace = self.folder / "young.csv"
        trace.write_text("minute,actions_per_second\n" + "".join(f"2026-01-05T00:{m:02}:00Z,12\n" for m in range(45)))
        done = self.run_program("plan", "--trace", trace)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("not enough data", done.stdout)
        self.assertIn("highest of 45 known minutes is 12", done.stdout.replace("\n", " "))
        row = json.loads(self.run_program("plan", "--trace", trace, "-o", "json").stdout)[0]
        self.assertEqual(row["confidence"], "unknown")
        self.assertNotIn("hours", row)

    def test_what_a_user_would_paste(self):
        tcld = self.plan("crane_11", "-o", "tcld")
        self.assertRegex(tcld, r"(?m)^# at \d{4}-\d\d-\d\dT\d\d:58:00Z, for .+\n# .+\ntcld namespace capacity update --namespace crane_11 --capacity-mode ")
        self.assertRegex(self.plan("crane_11", "-o", "temporal-cloud"), r"(?m)^temporal cloud namespace capacity update -n crane_11 --capacity-mode ")
        self.assertIn('resource "temporalcloud_namespace" "crane_11" {', self.plan("crane_11", "-o", "hcl"))

    def test_csv_has_a_row_for_each_hour(self):
        rows = list(csv.DictReader(io.StringIO(self.plan("crane_02", "-o", "csv"))))
        self.assertEqual(len(rows), 168)
        self.assertEqual(rows[0]["hour"], "2026-01-21T00:00:00Z")

    def test_a_plan_looks_at_nothing_after_its_first_hour(self):
        with gzip.open(TRACES / "crane_09.csv.gz", "rt") as whole:
            lines = whole.readlines()
        cut = self.folder / "crane_09.csv"
        cut.write_text("".join(lines[: 1 + 8 * 1440]))
        mine = json.loads(self.run_program("plan", "--trace", cut, "-o", "json").stdout)[0]
        theirs = self.plan_json("crane_09", "--from", "2026-01-17T00:00:00Z")
        self.assertEqual(mine["hours"], theirs["hours"])

    def test_a_calendar_marks_the_hours_that_its_events_reach_into(self):
        calendar = self.folder / "sales.ics"
        events = "".join(f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:{start}\r\nDTEND:{end}\r\nSUMMARY:sale\r\nEND:VEVENT\r\n" for n, (start, end) in enumerate(
            (("20260112T100000Z", "20260112T120000Z"), ("20260126T020000Z", "20260126T040000Z"))))
        calendar.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\n{events}END:VCALENDAR\r\n")
        one = self.plan_json("crane_10", "--calendar", calendar)
        self.assertEqual([h["hour"] for h in one["hours"] if h.get("event")], ["2026-01-26T02:00:00Z", "2026-01-26T03:00:00Z"])
        for wrong in (self.folder / "none.ics", TRACES / "crane_10.csv.gz"):
            done = self.run_program("plan", "--trace", TRACES / "crane_10.csv.gz", "--calendar", wrong)
            self.assertEqual(done.returncode, 1)
            self.assertIn(wrong.name, done.stderr)

    def test_wrong_words_are_named(self):
        trace = TRACES / "crane_02.csv.gz"
        for words, said in ((("--trace", trace, "--all"), "expected one source"), ((), "expected either namespaces"),
                            (("--trace", trace, "-o", "yaml"), "saw 'yaml'"), (("--trace", trace, "--freeze", "x"), "--freeze: saw 'x'"),
                            (("--trace", trace, "--current", "much"), "--current: saw 'much'"), (("--trace", trace, trace), "two traces named")):
            with self.subTest(words):
                done = self.run_program("plan", *words)
                self.assertEqual(done.returncode, 2, done.stdout)
                self.assertIn(said, done.stderr)
        self.assertEqual(self.run_program("why").returncode, 2)


if __name__ == "__main__":
    unittest.main()
