"""headroom analyze and its neighbours as a user types them, on a simulated account, with everything that can go wrong."""
import csv
import http.server
import io
import json
import os
import socket
import subprocess
import threading
import unittest
import urllib.request

import harness


class LargeAccount(unittest.TestCase):
    """More samples than one scrape gives (30,000 in the documentation): the simulated endpoint cuts there and says so."""

    def test_a_scrape_above_the_limit_is_asked_for_in_parts(self):
        with harness.Stack() as stack:
            stack.start_cloud("--namespaces", 4000)
            done = stack.run("analyze", "-o", "json", XDG_STATE_HOME=str(stack.folder / "state"))
            self.assertIn(done.returncode, (0, 3), done.stderr)
            rows = json.loads(done.stdout)
            self.assertEqual(len(rows), 4000)
            self.assertEqual([r["namespace"] for r in rows if r["state"] == "unknown"], [])
            scrapes = stack.get("/sim/calls")["GET /v1/metrics"]
            self.assertGreater(scrapes, 2)
            self.assertLess(scrapes, 20)


class Analyze(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = cls.enterClassContext(harness.Stack())
        cls.stack.start_cloud("--scrapes-per-hour", 0)

    def setUp(self):
        self.clear()

    def clear(self):
        for path in ("/sim/faults", "/sim/calls"):
            urllib.request.urlopen(urllib.request.Request(self.stack.cloud + path, method="DELETE"), timeout=10).close()

    def analyze(self, *words, **env):
        done = self.stack.run("analyze", *words, XDG_STATE_HOME=str(self.stack.folder / f"state-{self.id()}"), **env)
        for text in (done.stdout, done.stderr):
            self.assertNotIn(harness.METRICS_KEY, text)
            self.assertNotIn(harness.OPS_KEY, text)
        return done

    def rows(self, *words, **env):
        done = self.analyze("-o", "json", *words, **env)
        self.assertIn(done.returncode, (0, 3), done.stderr)
        return json.loads(done.stdout)

    def test_every_format_has_every_namespace(self):
        rows = self.rows()
        names = sorted(r["namespace"] for r in rows)
        self.assertGreaterEqual(len(names), 30)
        lines = self.analyze("-o", "jsonl").stdout.splitlines()
        self.assertEqual(sorted(json.loads(line)["namespace"] for line in lines), names)
        table = list(csv.DictReader(io.StringIO(self.analyze("-o", "csv").stdout)))
        self.assertEqual(sorted(r["namespace"] for r in table), names)
        for form in ("text", "md", "html"):
            text = self.analyze("-o", form).stdout
            for name in names:
                self.assertIn(name, text, form)

    def test_the_originals_seven_fields_come_first_and_are_never_null(self):
        for row in self.rows():
            self.assertEqual(list(row)[:7], ["namespace", "action_limit", "action_count", "recommended_trus", "current_capacity_mode",
                                             "current_trus", "recommended_capacity_mode"])
            for field in ("action_limit", "action_count", "recommended_trus"):
                self.assertIsInstance(row[field], (int, float))

    def test_two_calls_are_enough(self):
        self.rows()
        calls = self.stack.get("/sim/calls")
        self.assertLessEqual(sum(v for v in json.loads(json.dumps(calls), parse_int=int).values() if isinstance(v, int)), 2, calls)

    def test_exit_codes(self):
        self.assertEqual(self.analyze("-n", "search-index-*", "--exit-code").returncode, 4)
        self.assertEqual(self.analyze("-n", "search-index-*").returncode, 0)
        self.stack.post("/sim/faults", {"api": "metrics", "kind": "nan", "namespace": "orders-prod.a1b2c"})
        self.assertEqual(self.analyze("-n", "orders-prod*").returncode, 3, "its data are not known")
        self.assertEqual(self.analyze("--polcy", "x").returncode, 2)
        self.assertEqual(self.analyze("--policy", "orignal").returncode, 2)

    def test_slips_of_the_hand_are_answered_with_the_nearest_name(self):
        self.assertIn("did you mean 'original'", self.analyze("--policy", "orignal").stderr)
        self.assertIn("temporal_cloud_v1_action_limit", self.analyze("--metrics", "temporal_cloud_v1_action_limt").stderr)
        nothing = self.analyze(NAMESPACE_ALLOWLIST="order-prod")
        self.assertEqual(nothing.returncode, 1)
        self.assertIn("order-prod", nothing.stderr)

    def test_lists_in_the_environment(self):
        for text in ("orders-prod.a1b2c, payments-prod.a1b2c", '["orders-prod.a1b2c","payments-prod.a1b2c"]'):
            self.assertEqual(sorted(r["namespace"] for r in self.rows(NAMESPACE_ALLOWLIST=text)), ["orders-prod.a1b2c", "payments-prod.a1b2c"])
        self.assertNotIn("orders-prod.a1b2c", [r["namespace"] for r in self.rows(NAMESPACE_DENYLIST="orders-*")])
        self.assertGreater(len(self.rows(NAMESPACE_ALLOWLIST="", NAMESPACE_DENYLIST="[]")), 30)

    def test_dotenv_may_hold_every_variable_and_the_real_environment_wins(self):
        (self.stack.folder / ".env").write_text('NAMESPACE_ALLOWLIST="orders-prod.a1b2c"\nHEADROOM_POLICY=original\n')
        try:
            self.assertEqual([r["namespace"] for r in self.rows()], ["orders-prod.a1b2c"])
            self.assertEqual(self.rows()[0]["policy"], "original")
            self.assertEqual(self.rows(HEADROOM_POLICY="headroom")[0]["policy"], "headroom")
        finally:
            (self.stack.folder / ".env").unlink()

    def assert_fails(self, fault, expected, key="metrics", **env):
        self.clear()
        self.stack.post("/sim/faults", {"api": key, **fault})
        done = self.analyze("-o", "json", **env)
        self.assertEqual(done.returncode, 1, (fault, done.stdout[:300], done.stderr))
        self.assertEqual(done.stdout, "", fault)
        self.assertRegex(done.stderr, expected)
        self.assertLessEqual(len([line for line in done.stderr.splitlines() if line.startswith("headroom:")]), 1, done.stderr)

    def test_answers_that_cannot_be_used_are_named(self):
        for fault, expected in [({"kind": "html"}, "(?i)html"), ({"kind": "status", "status": 404}, "404"), ({"kind": "status", "status": 403}, "403"),
                                ({"kind": "redirect"}, "302"), ({"kind": "empty"}, "nothing at all"), ({"kind": "garbage"}, "Metrics API"),
                                ({"kind": "huge", "bytes": 1 << 30}, "(?i)large|limit|bytes"), ({"kind": "gzip_bomb", "bytes": 1 << 30}, "(?i)large|limit|bytes")]:
            with self.subTest(fault=fault):
                self.assert_fails(fault, expected)

    def test_wrong_keys_are_told_apart_from_missing_ones(self):
        missing = self.analyze(TEMPORAL_CLOUD_METRICS_API_KEY="")
        self.assertEqual(missing.returncode, 1)
        self.assertIn("TEMPORAL_CLOUD_METRICS_API_KEY", missing.stderr)
        wrong = self.analyze(TEMPORAL_CLOUD_METRICS_API_KEY="not-the-key")
        self.assertEqual(wrong.returncode, 1)
        self.assertNotIn("not-the-key", wrong.stderr)
        self.assertRegex(wrong.stderr, "(?i)key")

    def test_a_host_that_is_not_there(self):
        done = self.analyze(CLOUD_METRICS_API_BASE_URL="http://127.0.0.1:1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("127.0.0.1:1", done.stderr)

    def test_tls_to_a_server_that_speaks_none(self):
        plain = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
        self.addCleanup(plain.server_close)
        threading.Thread(target=plain.serve_forever, daemon=True).start()
        self.addCleanup(plain.shutdown)
        done = self.analyze(CLOUD_METRICS_API_BASE_URL=f"https://127.0.0.1:{plain.server_port}")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, "TLS|SSL")

    def unchanged(self, rows):
        for row in rows:
            if row["state"] == "unknown":
                self.assertEqual(row["recommended_capacity_mode"], row["current_capacity_mode"], row)
                self.assertEqual(row["recommended_trus"], row["current_trus"] or 0, row)

    def test_bad_figures_of_one_namespace_leave_the_others_right(self):
        before = {r["namespace"]: r["recommended_trus"] for r in self.rows()}
        for kind in ("nan", "negative"):
            with self.subTest(kind=kind):
                self.clear()
                self.stack.post("/sim/faults", {"api": "metrics", "kind": kind, "namespace": "orders-prod.a1b2c"})
                rows = self.rows()
                hit = next(r for r in rows if r["namespace"] == "orders-prod.a1b2c")
                self.assertEqual(hit["state"], "unknown")
                self.unchanged(rows)
                others = {r["namespace"] for r in rows if r["state"] != "unknown"}
                self.assertGreater(len(others), 30)
                self.assertEqual(set(before), {r["namespace"] for r in rows})

    def test_a_series_given_twice_counts_once(self):
        url = self.stack.cloud + "/v1/metrics?metrics=temporal_cloud_v1_total_action_count&namespaces=orders-prod.a1b2c"
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {harness.METRICS_KEY}"})
        self.stack.post("/sim/faults", {"api": "metrics", "kind": "duplicate", "namespace": "orders-prod.a1b2c"})
        with urllib.request.urlopen(request, timeout=harness.PATIENCE_S) as answer:
            lines = [line for line in answer.read().decode().splitlines() if "orders-prod.a1b2c" in line and 'is_background="false"' in line]
        distinct = {line.rsplit(" ", 2)[0]: float(line.rsplit(" ", 2)[1]) for line in lines}
        self.assertGreater(len(lines), len(distinct))
        hit = next(r for r in self.rows() if r["namespace"] == "orders-prod.a1b2c")
        self.assertNotEqual(hit["state"], "unknown")
        self.assertLess(hit["action_count"], 1.5 * sum(distinct.values()))  # the minute may have moved on, but never doubled

    def test_incomplete_scrapes_are_never_zero(self):
        for kind in ("limited", "unknown", "no_eof"):
            with self.subTest(kind=kind):
                self.clear()
                self.stack.post("/sim/faults", {"api": "metrics", "kind": kind})
                done = self.analyze("-o", "json")
                self.assertIn(done.returncode, (1, 3), done.stderr)
                if done.returncode == 3:
                    self.unchanged(json.loads(done.stdout))

    def test_without_an_ops_key_the_metrics_tell_the_mode(self):
        with_key = {r["namespace"]: (r["current_capacity_mode"], r["current_trus"]) for r in self.rows()}
        without = {r["namespace"]: (r["current_capacity_mode"], r["current_trus"]) for r in self.rows(TEMPORAL_CLOUD_OPS_API_KEY="")}
        self.assertEqual({n: without[n] for n in without if without[n][0] != "unknown"}, {n: with_key[n] for n in without if without[n][0] != "unknown"})
        self.assertGreater(len(without), 30)

    def test_an_ops_outage_never_makes_anyone_on_demand(self):
        truth = {r["namespace"]: r["current_capacity_mode"] for r in self.rows()}
        self.stack.post("/sim/faults", {"api": "ops", "kind": "html"})
        done = self.analyze("-o", "json")
        self.assertIn(done.returncode, (0, 1, 3))
        for row in json.loads(done.stdout or "[]"):
            self.assertIn(row["current_capacity_mode"], (truth[row["namespace"]], "unknown"))

    def test_a_body_that_stops_in_the_middle(self):
        self.stack.post("/sim/faults", {"api": "metrics", "kind": "cut", "times": 1})
        self.assertGreater(len(self.rows()), 30)  # asked for again

    def test_output_to_a_full_disk_is_a_failure(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([harness.PROGRAM, "analyze"], stdout=full, stderr=subprocess.PIPE, text=True, cwd=self.stack.folder,
                                  env=self.stack.env, timeout=harness.PATIENCE_S, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("could not be written", done.stderr)

    def test_a_state_folder_that_cannot_be_written_is_a_warning(self):
        done = self.stack.run("analyze", "-o", "json", XDG_STATE_HOME="/proc/no-such-folder")
        self.assertIn(done.returncode, (0, 3), done.stderr)
        self.assertIn("/proc/no-such-folder", done.stderr)


class Silent(unittest.TestCase):
    """A server that takes the connection and never answers."""

    def test_ends_in_bounded_time(self):
        with harness.Stack() as stack, socket.create_server(("127.0.0.1", 0)) as server:
            threading.Thread(target=lambda: server.accept(), daemon=True).start()
            done = stack.run("doctor", "-o", "json", TEMPORAL_CLOUD_METRICS_API_KEY="k", TEMPORAL_ADDRESS="127.0.0.1:1",
                             CLOUD_METRICS_API_BASE_URL=f"http://127.0.0.1:{server.getsockname()[1]}")
            parts = {f["part"]: f for f in json.loads(done.stdout)}
            self.assertEqual(done.returncode, 1)
            self.assertEqual(parts["metrics API"]["result"], "FAILED")


class Settings(unittest.TestCase):
    def test_config_check_names_file_line_and_key(self):
        with harness.Stack() as stack:
            (stack.folder / "headroom.toml").write_text("[policy]\nnam = 'x'\n")
            done = stack.run("config", "check")
            self.assertEqual(done.returncode, 1)
            self.assertIn("headroom.toml:2", done.stderr)
            self.assertIn("policy.name", done.stderr)

    def test_config_show_never_shows_a_secret(self):
        with harness.Stack() as stack:
            done = stack.run("config", "show", TEMPORAL_CLOUD_OPS_API_KEY="very-secret-1", SLACK_WEBHOOK_URL="https://hooks/very-secret-2")
            self.assertEqual(done.returncode, 0)
            self.assertNotIn("very-secret", done.stdout + done.stderr)

    def test_durable_without_a_server_says_what_to_do(self):
        with harness.Stack() as stack:
            done = stack.run("analyze", "--durable", TEMPORAL_ADDRESS="127.0.0.1:1")
            self.assertEqual(done.returncode, 1)
            self.assertIn("TEMPORAL_ADDRESS", done.stderr)

    def test_a_port_in_use_is_named(self):
        with harness.Stack() as stack, socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            done = stack.run("simulate-cloud", "--port", port)
            self.assertEqual(done.returncode, 1)
            self.assertIn(str(port), done.stderr)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    unittest.main()
