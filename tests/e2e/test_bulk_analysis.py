"""BulkCapacityAnalysisWorkflow on our worker, seen from the official Python SDK."""
import asyncio
import dataclasses
import json
import pathlib
import time
import typing
import unittest

from temporalio.client import Client, WorkflowFailureError
from temporalio.exceptions import ApplicationError

import harness

WORKFLOW = "BulkCapacityAnalysisWorkflow"
QUEUE = "capacity-management-task-queue"


@dataclasses.dataclass
class NamespaceRecommendation:
    """The original project's dataclass, field by field; it ignores what it does not know."""
    namespace: str
    action_limit: float
    action_count: float
    recommended_trus: int
    current_capacity_mode: str
    current_trus: typing.Optional[int]
    recommended_capacity_mode: str


def original_rule(limit, count):
    trus = int(limit // 500)
    trus = 0 if trus <= 1 else trus
    if trus == 0:
        return max(2, -int(-count // 500)) if count > 500 else 0
    if count / (trus * 500) * 100 >= 80:
        return trus + 1
    if count < (trus - 1) * 100:
        return 0 if count <= 500 else max(2, int(count // 100) + 1)
    return trus


def innermost(e):
    while e.__cause__ is not None:
        e = e.__cause__
    return e


class BulkAnalysis(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = cls.enterClassContext(harness.Stack())
        cls.stack.start_temporal()
        cls.stack.start_cloud("--scrapes-per-hour", 0)
        cls.worker = cls.stack.start_worker()

    async def asyncSetUp(self):
        self.client = await Client.connect(self.stack.env["TEMPORAL_ADDRESS"])

    async def run_it(self, *arguments, result_type=typing.List[NamespaceRecommendation]):
        return await self.client.execute_workflow(
            WORKFLOW, args=arguments, id=f"{self.id()}-{time.time_ns()}", task_queue=QUEUE, result_type=result_type)

    async def test_the_originals_dataclass_decodes_the_result(self):
        rows = await self.run_it()
        self.assertGreaterEqual(len(rows), 30)
        for row in rows:
            self.assertIsInstance(row.action_limit, float)
            self.assertIsInstance(row.action_count, float)
            self.assertIsInstance(row.recommended_trus, int)
            if row.current_capacity_mode == "provisioned":
                self.assertIsInstance(row.current_trus, int)
            else:
                self.assertIsNone(row.current_trus)
            self.assertEqual(row.recommended_capacity_mode == "provisioned", row.recommended_trus > 0)

    async def test_policy_original_is_the_originals_rule(self):
        rows = await self.run_it({"policy": "original"}, result_type=list)
        known = [r for r in rows if r["state"] != "unknown"]
        self.assertGreaterEqual(len(known), 30)
        for row in known:
            self.assertEqual(row["recommended_trus"], original_rule(row["action_limit"], row["action_count"]), row)

    async def test_get_status_is_text(self):
        handle = await self.client.start_workflow(WORKFLOW, id=f"status-{time.time_ns()}", task_queue=QUEUE)
        await handle.result()
        self.assertIsInstance(await handle.query("get_status"), str)

    async def test_namespaces_narrow_the_result_and_a_report_names_the_others(self):
        answer = await self.run_it({"namespaces": ["orders-*"], "report": True}, result_type=dict)
        names = [r["namespace"] for r in answer["recommendations"]]
        self.assertTrue(names and all(n.startswith("orders-") for n in names), names)
        self.assertTrue(answer["left_out"])

    async def test_wrong_arguments_fail_the_run_and_are_named(self):
        for argument, expected in [({"policy": "orignal"}, "did you mean 'original'"), ({"polcy": 1}, "did you mean 'policy'"),
                                   (["x"], "expected one object"), ({"metrics": ["temporal_cloud_v1_total_action_cuont"]}, "temporal_cloud_v1_total_action_count")]:
            with self.subTest(argument=argument):
                with self.assertRaises(WorkflowFailureError) as raised:
                    await asyncio.wait_for(self.run_it(argument), harness.PATIENCE_S)
                cause = innermost(raised.exception)
                self.assertIsInstance(cause, ApplicationError)
                self.assertIn(expected, str(cause))
                self.assertTrue(cause.non_retryable)

    async def test_no_key_is_in_history_or_logs(self):
        handle = await self.client.start_workflow(WORKFLOW, id=f"keys-{time.time_ns()}", task_queue=QUEUE)
        await handle.result()
        history = (await handle.fetch_history()).to_json()
        for text in (history, self.worker.err(), self.worker.out()):
            self.assertNotIn(harness.METRICS_KEY, text)
            self.assertNotIn(harness.OPS_KEY, text)

    async def test_activity_is_called_as_the_original_calls_it(self):
        handle = await self.client.start_workflow(WORKFLOW, id=f"options-{time.time_ns()}", task_queue=QUEUE)
        await handle.result()
        events = json.loads((await handle.fetch_history()).to_json())["events"]
        scheduled = [e["activityTaskScheduledEventAttributes"] for e in events if "activityTaskScheduledEventAttributes" in e]
        self.assertEqual(len(scheduled), 1)
        self.assertEqual(scheduled[0]["activityType"]["name"], "get_all_namespace_metrics")
        self.assertNotIn("payloads", scheduled[0].get("input", {}))
        self.assertEqual(scheduled[0]["startToCloseTimeout"], "300s")
        self.assertEqual(scheduled[0]["heartbeatTimeout"], "30s")
        retry = scheduled[0]["retryPolicy"]
        self.assertEqual((retry["initialInterval"], retry["maximumInterval"], retry["backoffCoefficient"], retry["maximumAttempts"]), ("1s", "30s", 2, 3))


class Worker(unittest.IsolatedAsyncioTestCase):
    async def until_an_activity_runs(self, handle):
        deadline = time.monotonic() + harness.PATIENCE_S
        while not (await handle.describe()).raw_description.pending_activities:
            self.assertLess(time.monotonic(), deadline, "no activity was started")
            await asyncio.sleep(0.05)

    async def test_killed_in_the_middle_another_one_finishes_the_run(self):
        with harness.Stack() as stack:
            stack.start_temporal()
            stack.start_cloud()
            first = stack.start_worker("first")
            stack.post("/sim/faults", {"api": "metrics", "kind": "slow", "delay_ms": 20000, "times": 1})
            client = await Client.connect(stack.env["TEMPORAL_ADDRESS"])
            handle = await client.start_workflow(WORKFLOW, id="killed", task_queue=QUEUE)

            await self.until_an_activity_runs(handle)
            first.kill()
            stack.start_worker("second")
            rows = await asyncio.wait_for(handle.result(), 2 * harness.PATIENCE_S)
            self.assertGreaterEqual(len(rows), 30)

    async def test_a_server_gone_in_the_middle_and_back_again_loses_nothing(self):
        with harness.Stack() as stack:
            stack.keep_temporal_in_a_file()
            server = stack.start_temporal()
            stack.start_cloud()
            worker = stack.start_worker()
            client = await Client.connect(stack.env["TEMPORAL_ADDRESS"])
            stack.post("/sim/faults", {"api": "metrics", "kind": "slow", "delay_ms": 6000, "times": 2})
            analysis = stack.start("analysis", [harness.PROGRAM, "analyze", "--durable", "-o", "json"])
            handle = await client.start_workflow(WORKFLOW, id="orphaned", task_queue=QUEUE)
            await self.until_an_activity_runs(handle)
            server.kill()
            await asyncio.sleep(1)  # so that the scrape may end while nobody takes its result
            stack.start_temporal()
            client = await Client.connect(stack.env["TEMPORAL_ADDRESS"])
            handle = client.get_workflow_handle("orphaned", result_type=typing.List[NamespaceRecommendation])
            rows = await asyncio.wait_for(handle.result(), 2 * harness.PATIENCE_S)
            self.assertGreaterEqual(len(rows), 30)
            self.assertIn(analysis.popen.wait(2 * harness.PATIENCE_S), (0, 3), analysis.err())
            self.assertEqual(worker.stop(), 0)

    async def test_a_server_gone_for_good_ends_the_wait_with_its_address(self):
        with harness.Stack() as stack:
            server = stack.start_temporal()
            stack.start_cloud()
            stack.start_worker()
            stack.post("/sim/faults", {"api": "metrics", "kind": "slow", "delay_ms": 20000, "times": 1})
            analysis = stack.start("analysis", [harness.PROGRAM, "analyze", "--durable", "-o", "json"])
            client = await Client.connect(stack.env["TEMPORAL_ADDRESS"])
            deadline = time.monotonic() + harness.PATIENCE_S
            while not [run async for run in client.list_workflows(f"WorkflowType = '{WORKFLOW}'")]:
                self.assertLess(time.monotonic(), deadline, "no workflow was started")
                await asyncio.sleep(0.05)
            server.kill()
            self.assertEqual(analysis.popen.wait(3 * harness.PATIENCE_S), 1, analysis.err())
            self.assertIn(stack.env["TEMPORAL_ADDRESS"], analysis.err())
            self.assertEqual(analysis.out(), "")

    def test_a_crash_leaves_no_core_file_with_keys(self):
        with harness.Stack() as stack:
            stack.start_temporal()
            stack.start_cloud()
            worker = stack.start_worker()
            limits = pathlib.Path(f"/proc/{worker.popen.pid}/limits").read_text()
            self.assertRegex(limits, r"Max core file size +0 ")

    def test_a_run_that_nobody_takes_up_is_explained(self):
        with harness.Stack() as stack:
            stack.start_temporal()
            stack.start_cloud()
            analysis = stack.start("analysis", [harness.PROGRAM, "analyze", "--durable", "-o", "json"])
            analysis.expect_line("no worker has taken workflow .* capacity-management-task-queue", analysis.err)
            stack.start_worker()
            self.assertEqual(analysis.popen.wait(harness.PATIENCE_S), 3, analysis.err())

    def test_ends_cleanly_when_asked(self):
        with harness.Stack() as stack:
            stack.start_temporal()
            stack.start_cloud()
            worker = stack.start_worker()
            self.assertEqual(worker.stop(), 0)

    def test_says_what_is_wrong_when_it_cannot_start(self):
        with harness.Stack() as stack:
            stack.env["TEMPORAL_ADDRESS"] = f"127.0.0.1:{harness.free_port()}"
            no_key = stack.run("worker")
            self.assertEqual(no_key.returncode, 1)
            self.assertIn("TEMPORAL_CLOUD_METRICS_API_KEY", no_key.stderr)
            no_server = stack.run("worker", TEMPORAL_CLOUD_METRICS_API_KEY="k")
            self.assertEqual(no_server.returncode, 1)
            self.assertIn(stack.env["TEMPORAL_ADDRESS"], no_server.stderr)

    def test_a_wrong_temporal_namespace_is_named(self):
        with harness.Stack() as stack:
            stack.start_temporal()
            stack.start_cloud()
            wrong = stack.run("worker", TEMPORAL_NAMESPACE="no-such-namespace")
            self.assertEqual(wrong.returncode, 1)
            self.assertIn("no-such-namespace", wrong.stderr)


if __name__ == "__main__":
    unittest.main()
