"""headroom collect, headroom history and analyze --window as a user types them, on a simulated account whose clock is stepped."""
import contextlib
import csv
import datetime
import gzip
import io
import json
import os
import pathlib
import signal
import unittest
import urllib.request

import harness

MINUTE = datetime.timedelta(minutes=1)


def minute_text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:00Z")


def now():
    return datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)


def write_minutes(path, first, minutes, namespaces, load=lambda m, n: (m * 7 + n) % 400 + 0.5):
    """Rows as `history export` writes them, minute by minute."""
    with open(path, "w", encoding="utf-8") as out:
        out.write("minute,namespace,actions_count,actions_limit,actions_throttled,trus\n")
        for m in range(minutes):
            stamp = minute_text(first + m * MINUTE)
            for n in range(namespaces):
                value = load(m, n)
                out.write(f"{stamp},ns-{n:03}.a1b2c,{value},500,{max(0, value - 500)},0\n")


class Collecting(unittest.TestCase):
    """The clock begins six minutes ago and is moved a minute at a time: what it serves is never too old or in the future."""

    def setUp(self):
        self.stack = self.enterContext(harness.Stack())
        self.stack.start_cloud("--scrapes-per-hour", 0, "--start", minute_text(now() - 6 * MINUTE))
        self.db = self.stack.folder / "store" / "history.db"
        self.stack.env["HEADROOM_HISTORY"] = str(self.db)

    def step(self, minutes=1):
        self.stack.post("/sim/clock", {"advance_seconds": 60 * minutes})

    def collect(self, *words, **env):
        return self.stack.run("collect", "--once", *words, **env)

    def info(self):
        done = self.stack.run("history", "info", "-o", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_collects_each_minute_and_names_the_ones_that_are_lost(self):
        for _ in range(3):
            done = self.collect()
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
            self.step()
        self.step(2)
        done = self.collect()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("2 minutes", done.stderr)
        info = self.info()
        self.assertGreaterEqual(info["minutes_stored"], 4)
        self.assertEqual(info["minutes_missing"], 2)
        self.assertIn("serves only the last closed minute", info["missing"][0]["reason"])
        self.assertGreaterEqual(len(info["namespaces"]), 30)
        text = self.stack.run("history", "info").stdout
        self.assertIn("orders-prod.a1b2c", text)
        self.assertIn("missing     2 minutes", text)
        # What was collected, in every format and back.
        whole = self.stack.run("history", "export").stdout
        rows = list(csv.DictReader(io.StringIO(whole)))
        one = next(r for r in rows if r["namespace"] == "orders-prod.a1b2c")
        for figure in ("actions_count", "actions_limit", "actions_throttled", "actions_envelope", "requests_limit", "requests_envelope",
                       "operations_limit", "operations_envelope", "trus"):
            self.assertGreaterEqual(float(one[figure]), 0, figure)
        self.assertEqual(one["completeness"], "complete")
        for form in ("csv", "jsonl", "openmetrics"):
            file = self.stack.folder / f"all.{form}"
            file.write_text(self.stack.run("history", "export", "--format", form).stdout)
            if form == "openmetrics":
                self.assertEqual(self.stack.run("metrics", "check", file).returncode, 0)
            other = self.stack.folder / f"{form}.db"
            done = self.stack.run("history", "import", "--store", other, file)
            self.assertEqual(done.returncode, 0, done.stderr)
            again = list(csv.DictReader(io.StringIO(self.stack.run("history", "export", "--store", other).stdout)))
            if form == "openmetrics":  # it has no place for how the minute came
                for row in rows + again:
                    row.pop("completeness"), row.pop("arrived_unix_ms")
            self.assertEqual(again, rows, form)

    def test_a_failure_is_one_line_and_its_minute_is_named(self):
        self.assertEqual(self.collect().returncode, 0)
        self.step()
        self.stack.post("/sim/faults", {"api": "metrics", "kind": "status", "status": 403})
        done = self.collect()
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertNotIn(harness.METRICS_KEY, done.stderr)
        self.assertEqual(done.stdout, "")

    def test_one_writer_at_a_time_and_the_second_is_told_who(self):
        first = self.stack.start("collect", [harness.PROGRAM, "collect"])
        first.expect_line("is kept", first.err)
        done = self.collect()
        self.assertEqual(done.returncode, 1)
        self.assertIn(str(first.popen.pid), done.stderr)
        self.assertEqual(self.info()["minutes_stored"], 1, "readers may look meanwhile")
        self.assertEqual(first.stop(), 0, "SIGTERM is the way to end it")
        self.assertIn("collect has stopped", first.err())
        self.assertEqual(self.stack.run("history", "check").returncode, 0)
        self.assertEqual(self.collect().returncode, 0, "the history is free again")

    def test_the_wrong_key_is_an_error_before_anything_is_made(self):
        done = self.collect(TEMPORAL_CLOUD_METRICS_API_KEY="")
        self.assertEqual(done.returncode, 1)
        self.assertIn("TEMPORAL_CLOUD_METRICS_API_KEY", done.stderr)
        self.assertFalse(self.db.exists())

    def test_no_history_is_said_plainly_with_the_command_that_starts_one(self):
        for words in (("history", "info"), ("history", "export"), ("history", "check"), ("history", "compact")):
            done = self.stack.run(*words)
            self.assertEqual(done.returncode, 1, words)
            self.assertIn("headroom collect", done.stderr)
            self.assertFalse(self.db.exists())
        done = self.stack.run("analyze")
        self.assertIn("headroom collect", done.stdout, "advice says what it rests on")
        self.assertNotIn("headroom collect", done.stderr)
        done = self.stack.run("analyze", "--window", "7d", "-n", "orders-prod*")
        self.assertEqual(done.returncode, 3)
        self.assertIn("headroom collect", done.stderr)


class Moving(unittest.TestCase):
    def setUp(self):
        self.stack = self.enterContext(harness.Stack())
        self.db = self.stack.folder / "history.db"

    def history(self, *words, **env):
        return self.stack.run("history", words[0], "--store", self.db, *words[1:], **env)

    def test_killed_in_the_middle_an_import_goes_on_and_loses_nothing(self):
        file = self.stack.folder / "many.csv"
        write_minutes(file, now() - 3000 * MINUTE, 2500, 100)
        progress = pathlib.Path(str(self.db) + "-imports")
        kills = 0
        for attempt in range(3):
            importer = self.stack.start(f"import-{attempt}", [harness.PROGRAM, "history", "import", "--store", self.db, file])
            before = progress.read_bytes() if progress.exists() else b""
            harness.until("the import has come further", lambda: importer.popen.poll() is not None or
                          (progress.exists() and progress.read_bytes() not in (b"", before)))
            if importer.popen.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(importer.popen.pid, signal.SIGKILL)
                kills += 1
            importer.popen.wait(harness.PATIENCE_S)
        self.assertGreater(kills, 0, "it was over before it could be killed")
        done = self.history("import", file, "-o", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        last = json.loads(done.stdout)
        self.assertGreater(last["resumed_after_lines"], 0)
        self.assertLess(last["rows"], 250_000, "what was there was not read again")
        self.assertFalse(progress.exists())
        self.assertEqual(self.history("check").returncode, 0)
        with open(file, encoding="utf-8") as rows:
            expected = [(r["minute"], r["namespace"], float(r["actions_count"])) for r in csv.DictReader(rows)]
        seen = [(r["minute"], r["namespace"], float(r["actions_count"])) for r in csv.DictReader(io.StringIO(self.history("export", "--columns", "actions_count").stdout))]
        self.assertEqual(len(seen), len(expected))
        self.assertEqual(seen, expected)

    def test_interrupted_it_says_that_it_will_go_on(self):
        file = self.stack.folder / "many.csv"
        write_minutes(file, now() - 3000 * MINUTE, 2500, 100)
        progress = pathlib.Path(str(self.db) + "-imports")
        importer = self.stack.start("import", [harness.PROGRAM, "history", "import", "--store", self.db, file])
        harness.until("the import has begun", lambda: importer.popen.poll() is not None or progress.exists())
        self.assertEqual(importer.stop(), 1, importer.out() + importer.err())
        self.assertIn("goes on from here", importer.out())
        self.assertEqual(self.history("import", file).returncode, 0)
        info = json.loads(self.history("info", "-o", "json").stdout)
        self.assertEqual((info["minutes_stored"], {n["known_minutes"] for n in info["namespaces"]}), (2500, {2500}))

    def test_what_is_wrong_in_a_file_is_named_with_its_line(self):
        file = self.stack.folder / "bad.csv"
        stamp = [minute_text(now() - (20 - m) * MINUTE) for m in range(10)]
        file.write_text("minute,actions_per_second\n" f"{stamp[0]},5\n{stamp[1]},-3\n{stamp[2]},1e15\nlater,1\n{stamp[4]},7,8\n{stamp[3]},6\n{stamp[0]},9\n")
        done = self.history("import", "-n", "orders.a1b2c", file)
        self.assertEqual(done.returncode, 3, done.stderr)
        for line in (3, 4, 5, 6):
            self.assertIn(f"bad.csv:{line}: saw", done.stderr)
        self.assertIn("again with other figures", done.stderr)
        rows = list(csv.DictReader(io.StringIO(self.history("export").stdout)))
        self.assertEqual([(r["minute"], r["actions_count"]) for r in rows], [(stamp[0], "9"), (stamp[3], "6")])
        for text, expected in (("minute,load\n", ":1: saw"), ("", ":1: saw nothing"), ("minute,actions_per_second\n", "--namespace")):
            file.write_text(text)
            done = self.history("import", file)
            self.assertEqual(done.returncode, 1)
            self.assertIn(expected, done.stderr)
        packed = gzip.compress(("minute,actions_per_second\n" + "".join(f"{s},1\n" for s in stamp) * 500).encode())
        half = self.stack.folder / "half.csv.gz"
        half.write_bytes(packed[:len(packed) // 2])
        done = self.history("import", "-n", "orders.a1b2c", half)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"half\.csv\.gz:\d+: saw a gzip file that ends in the middle")
        self.assertEqual(self.history("import", self.stack.folder / "none.csv").returncode, 1)

    def test_backfill_fills_what_is_missing_and_nothing_else(self):
        other = self.stack.folder / "other.db"
        first = now() - 2000 * MINUTE
        write_minutes(self.stack.folder / "old.csv", first, 1500, 3)
        write_minutes(self.stack.folder / "new.csv", first + 100 * MINUTE, 50, 3, load=lambda m, n: 9)
        self.assertEqual(self.stack.run("history", "import", "--store", other, self.stack.folder / "old.csv").returncode, 0)
        self.assertEqual(self.history("import", self.stack.folder / "new.csv").returncode, 0)
        done = self.history("backfill", "--from", other)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = list(csv.DictReader(io.StringIO(self.history("export", "--columns", "actions_count").stdout)))
        self.assertEqual(len(rows), 1500 * 3)
        self.assertEqual(sum(float(r["actions_count"]) == 9 for r in rows), 150, "what was known is left as it was")
        self.assertIn("nothing new", self.history("backfill", "--from", other).stdout)

    def test_damage_is_found(self):
        write_minutes(self.stack.folder / "a.csv", now() - 4000 * MINUTE, 3000, 20)
        self.assertEqual(self.history("import", self.stack.folder / "a.csv").returncode, 0)
        self.assertEqual(self.history("compact").returncode, 0)
        self.assertEqual(self.history("check").stdout, f"{self.db}: no damage\n")
        size = self.db.stat().st_size
        with open(self.db, "r+b") as out:
            for at in range(size // 4, size, 512):  # in every page: some of them are free
                out.seek(at)
                out.write(b"\xa5" * 64)
        done = self.history("check", "-o", "json")
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stderr or json.loads(done.stdout), "each damage is a finding, or the file cannot be opened at all")

    def test_without_room_it_says_so_keeps_what_it_acknowledged_and_goes_on_later(self):
        file = self.stack.folder / "many.csv"
        write_minutes(file, now() - 2000 * MINUTE, 1500, 40, load=lambda m, n: (m * 7919 + n * 104729) % 100000 / 1000)
        words = [harness.PROGRAM, "history", "import", "--store", self.db, file]
        narrow = self.stack.start("narrow", ["bash", "-c", 'ulimit -f 200; exec "$@"', "bash", *words])
        self.assertEqual(narrow.popen.wait(harness.PATIENCE_S), 1)
        for word in ("history.db", "ulimit -f", "nothing that was acknowledged is lost"):
            self.assertIn(word, narrow.err())
        self.assertEqual(self.history("check").returncode, 0)
        done = self.history("import", file)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("went on after line", done.stdout)
        info = json.loads(self.history("info", "-o", "json").stdout)
        self.assertEqual((info["minutes_stored"], {n["known_minutes"] for n in info["namespaces"]}), (1500, {1500}))

    def test_where_nothing_can_be_written_it_is_read_and_the_writer_is_told(self):
        write_minutes(self.stack.folder / "a.csv", now() - 100 * MINUTE, 50, 2)
        place = pathlib.Path("/proc/headroom.db")  # nobody can write there, not even root
        done = self.stack.run("history", "import", "--store", place, self.stack.folder / "a.csv")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the folder must be writable", done.stderr)

    def test_no_words_are_wrong_words(self):
        for words in (("history",), ("history", "import"), ("history", "export", "--since", "someday"), ("history", "export", "--columns", "action_count"),
                      ("history", "backfill"), ("history", "compact", "--forget-before", "x"), ("analyze", "--window", "7x")):
            self.assertEqual(self.stack.run(*words).returncode, 2, words)


# Doubles that a format which rounds would not give back, each of a figure that a history takes.
AWKWARD = (0.1 + 0.2, 1e-7, 5e-324, 123456789.123456, 1 / 3, 999999999.9999999, 0.0, 16.666999999999998, 2.0 ** -30, 100000000.5)


class RoundTrips(unittest.TestCase):
    """What is exported comes back bit for bit, by files and by way of real servers."""

    def setUp(self):
        self.stack = self.enterContext(harness.Stack())
        self.db = self.stack.folder / "a.db"
        self.first = now() - 1500 * MINUTE
        with open(self.stack.folder / "a.csv", "w", encoding="utf-8") as out:
            out.write("minute,namespace,completeness,arrived_unix_ms,actions_count,actions_limit,actions_throttled,requests_count,background_actions,standby_actions,trus\n")
            for m in range(1400):
                if m % 53 == 7:
                    continue  # nobody scraped
                how = ("complete", "limited", "unknown", "cut")[m % 97 % 4 if m % 97 < 4 else 0]
                for n in range(3):
                    count = "" if (m + n) % 41 == 0 else repr(AWKWARD[(m * 3 + n) % len(AWKWARD)])
                    arrived = int((self.first + m * MINUTE).timestamp() * 1000) + 180_000 + m
                    out.write(f"{minute_text(self.first + m * MINUTE)},ns-{n}.a1b2c,{how},{arrived},{count},{500 + n},{m % 5 / 3!r},{m % 300 / 7!r},{n},0.25,{m // 700 * 2}\n")
        done = self.stack.run("history", "import", "--store", self.db, self.stack.folder / "a.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("27 minutes between them are missing", done.stdout)

    def export(self, store, *words):
        done = self.stack.run("history", "export", "--store", store, *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    @staticmethod
    def figures(text):
        """The rows without how they came, which only headroom's own formats hold."""
        rows = list(csv.DictReader(io.StringIO(text)))
        for row in rows:
            row.pop("completeness"), row.pop("arrived_unix_ms")
        return rows

    def test_files_give_everything_back(self):
        whole = self.export(self.db)
        for form in ("csv", "jsonl"):
            file, other = self.stack.folder / f"b.{form}", self.stack.folder / f"{form}.db"
            file.write_text(self.export(self.db, "--format", form))
            self.assertEqual(self.stack.run("history", "import", "--store", other, file).returncode, 0)
            self.assertEqual(self.export(other), whole, form)
        file, other = self.stack.folder / "b.om", self.stack.folder / "om.db"
        file.write_text(self.export(self.db, "--format", "openmetrics"))
        self.assertEqual(self.stack.run("history", "import", "--store", other, file).returncode, 0)
        self.assertEqual(self.figures(self.export(other)), self.figures(whole))

    def backfilled(self, url):
        other = self.stack.folder / "from-server.db"
        done = self.stack.run("history", "backfill", "--store", other, "--from", url, "--since", "3d")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.stack.run("history", "check", "--store", other).returncode, 0)
        return self.figures(self.export(other))

    def expected_of_a_server(self):
        """A minute in which nothing was known of a namespace has no sample to be found by."""
        return [row for row in self.figures(self.export(self.db)) if any(v for k, v in row.items() if k not in ("minute", "namespace"))]

    def test_prometheus_gives_every_figure_back(self):
        exported, data = self.stack.folder / "om.txt", self.stack.folder / "prometheus"
        exported.write_text(self.export(self.db, "--format", "openmetrics"))
        self.stack.start("promtool", ["promtool", "tsdb", "create-blocks-from", "openmetrics", exported, data]).popen.wait(harness.PATIENCE_S)
        (self.stack.folder / "prometheus.yml").write_text("global: {}\n")
        port = harness.free_port()
        server = self.stack.start("prometheus", ["prometheus", f"--config.file={self.stack.folder}/prometheus.yml", f"--storage.tsdb.path={data}",
                                                 "--storage.tsdb.retention.time=10y", f"--web.listen-address=127.0.0.1:{port}"])
        server.expect_line("ready to receive web requests", server.err)
        self.assertEqual(self.backfilled(f"http://127.0.0.1:{port}"), self.expected_of_a_server())

    def test_victoria_metrics_gives_every_figure_back_that_it_keeps(self):
        port = harness.free_port()
        server = self.stack.start("victoria", ["victoria-metrics", f"-storageDataPath={self.stack.folder}/vm", "-retentionPeriod=10y", f"-httpListenAddr=127.0.0.1:{port}"])
        server.expect_line("pprof handlers", server.err)
        url = f"http://127.0.0.1:{port}"
        empty = self.stack.run("history", "backfill", "--store", self.stack.folder / "none.db", "--from", url, "--since", "1d")
        self.assertEqual(empty.returncode, 1, "nothing there is no success")
        for word in ("no sample of Temporal's metrics", "headroom collect"):
            self.assertIn(word, empty.stderr)
        self.assertEqual(self.stack.run("history", "export", "--store", url).returncode, 1)
        lines = (line.rsplit(" ", 1) for line in self.export(self.db, "--format", "openmetrics").splitlines() if not line.startswith("#"))
        body = "".join(f"{sample} {int(time) * 1000}\n" for sample, time in lines)  # its import takes milliseconds
        urllib.request.urlopen(urllib.request.Request(url + "/api/v1/import/prometheus", data=body.encode()), timeout=harness.PATIENCE_S).close()
        urllib.request.urlopen(url + "/internal/force_flush", timeout=harness.PATIENCE_S).close()
        seen, expected = self.backfilled(url), self.expected_of_a_server()
        self.assertEqual([(r["minute"], r["namespace"]) for r in seen], [(r["minute"], r["namespace"]) for r in expected])
        for one, other in zip(seen, expected):  # it keeps some fifteen digits
            for figure, value in other.items():
                if figure not in ("minute", "namespace"):
                    self.assertEqual(bool(one[figure]), bool(value), (one, figure))
                    if value:
                        self.assertAlmostEqual(float(one[figure]), float(value), delta=1e-9 + 1e-8 * float(value))


class Window(unittest.TestCase):
    """Three weeks of a namespace that really is in the account: twice the load in the last week, and a throttled hour in it."""

    def setUp(self):
        self.stack = self.enterContext(harness.Stack())
        self.stack.start_cloud("--scrapes-per-hour", 0)
        self.stack.env["HEADROOM_HISTORY"] = str(self.stack.folder / "history.db")
        first = now() - 21 * 1440 * MINUTE
        with open(self.stack.folder / "past.csv", "w", encoding="utf-8") as out:
            out.write("minute,namespace,actions_count,actions_throttled\n")
            for m in range(21 * 1440 - 5):
                load = 200 if m >= 14 * 1440 else 100
                hot = 20 * 1440 <= m < 20 * 1440 + 60
                out.write(f"{minute_text(first + m * MINUTE)},orders-prod.a1b2c,{load + (700 if hot else 0)},{30 if hot else 0}\n")
        done = self.stack.run("history", "import", self.stack.folder / "past.csv")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_shows_the_week_beside_the_minute_in_every_format(self):
        rows = json.loads(self.stack.run("analyze", "--window", "7d", "-o", "json", "-n", "orders-prod*").stdout)
        window = rows[0]["window"]
        self.assertEqual(window["minutes"], 7 * 1440)
        self.assertGreaterEqual(window["known_minutes"], 7 * 1440 - 10)
        self.assertEqual((window["peak_aps"], window["p50_aps"], window["p90_aps"]), (900, 200, 200))
        self.assertEqual(window["throttled_minutes"]["actions"], 60)
        self.assertAlmostEqual(window["growth_per_week"], (200 + 700 * 60 / 10080) / 100 - 1, delta=0.01)
        table = list(csv.DictReader(io.StringIO(self.stack.run("analyze", "--window", "28d", "-o", "csv", "-n", "orders-prod*").stdout)))
        self.assertEqual(table[0]["window_minutes"], str(28 * 1440))
        self.assertEqual(table[0]["window_throttled_minutes"], "60")
        for form in ("text", "md", "html"):
            text = self.stack.run("analyze", "--window", "7d", "-o", form).stdout.replace("\\", "")
            self.assertIn("The last 7 days", text, form)
            self.assertIn("60 min", text, form)

    def test_advice_rests_on_the_past_where_there_is_one(self):
        done = self.stack.run("analyze", "-n", "orders-prod*")
        self.assertRegex(done.stdout, r"History: 16\d hours of the last week")
        other = self.stack.run("analyze", "-n", "orders-prod*", HEADROOM_HISTORY=str(self.stack.folder / "none.db"))
        self.assertIn("headroom collect", other.stdout)

    def test_a_history_that_cannot_be_read_is_no_reason_for_no_advice(self):
        broken = self.stack.folder / "broken.db"
        broken.write_bytes(b"this is no history" * 1000)
        done = self.stack.run("analyze", "-o", "json", "-n", "orders-prod*", "--store", broken)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("broken.db", done.stderr)
        self.assertEqual(len(json.loads(done.stdout)), 1)


if __name__ == "__main__":
    unittest.main()
