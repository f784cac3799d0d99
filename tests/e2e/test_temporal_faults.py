"""The C++ SDK's worker when the world around it breaks: servers that die, connections that are cut or slow, a process that is
stopped. Nothing that was reported is lost, nothing runs for ever, and nothing crashes."""
import asyncio
import datetime
import os
import signal
import subprocess
import unittest
import uuid

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client
from temporalio.service import RPCError

import harness
from programs.language import QUICKLY, act, local, named, put, ret, sleep, var, wait
from proxy import Proxy

ROUNDS = 12
PROGRAM = {"steps": [named("a", act("fail_until", 2, "remote", retry=QUICKLY)), sleep(0.3), named("b", local("echo", "local")), wait(var("go")), put("later", 1), sleep(0.2),
                     named("c", act("collect", var("a"), var("b"), var("go"), retry=QUICKLY, start_to_close=3)), ret(var("c"))]}


class Faults(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.stack = self.enterContext(harness.Stack())
        self.port = harness.free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.start_server()

    def start_server(self):
        """On the same port and the same database each time."""
        self.server = self.stack.start(f"temporal-{uuid.uuid4()}", [
            harness.TEMPORAL, "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", self.port, "--log-level", "error", "--db-filename", self.stack.folder / "temporal.db"])

        def healthy():
            words = [harness.TEMPORAL, "operator", "cluster", "health", "--address", self.address]
            return subprocess.run(words, capture_output=True, check=False).returncode == 0
        harness.until("the dev server answers", healthy)

    def start_worker(self, address=None, name="worker", *flags):
        worker = self.stack.start(name, [os.environ["HEADROOM_EXAMPLES"] + "/kitchen_sink", "--address", address or self.address, "--task-queue", "q", *flags])
        worker.expect_line("serves", worker.err)
        return worker

    async def start_workflows(self):
        client = await Client.connect(self.address)
        return [await client.start_workflow("kitchenSink", PROGRAM, id=f"w{i}-{uuid.uuid4()}", task_queue="q", task_timeout=datetime.timedelta(seconds=2)) for i in range(ROUNDS)]

    async def seen(self, handle, kind):
        """Waits until the workflow's history has an event of the kind."""
        for _ in range(20 * harness.PATIENCE_S):
            try:
                history = await handle.fetch_history()
                if any(EventType.Name(e.event_type).endswith(kind) for e in history.events):
                    return
            except RPCError:  # the server is on its way up
                pass
            await asyncio.sleep(0.05)
        raise AssertionError(f"{handle.id}: no {kind}")

    async def let_go(self, handles):
        for handle in handles:
            await handle.signal("set", {"name": "go", "value": True})

    async def all_end_well(self, handles):
        results = await asyncio.wait_for(asyncio.gather(*(h.result() for h in handles)), 2 * harness.PATIENCE_S)
        self.assertEqual(results, [["remote", "local", True]] * ROUNDS)
        for handle in handles:
            kinds = [EventType.Name(e.event_type) for e in (await handle.fetch_history()).events]
            self.assertEqual(kinds.count("EVENT_TYPE_ACTIVITY_TASK_COMPLETED"), 2)
            self.assertEqual(kinds.count("EVENT_TYPE_MARKER_RECORDED"), 1)

    async def test_the_server_is_killed_and_comes_back(self):
        worker = self.start_worker()
        handles = await self.start_workflows()
        await self.seen(handles[0], "ACTIVITY_TASK_SCHEDULED")
        self.server.kill()
        self.start_server()
        await self.let_go(handles)
        await self.all_end_well(handles)
        self.assertEqual(worker.stop(), 0)

    async def test_connections_are_cut_again_and_again(self):
        async with Proxy(self.address) as proxy:
            worker = await asyncio.to_thread(self.start_worker, proxy.address)
            handles = await self.start_workflows()
            for kind in ("ACTIVITY_TASK_SCHEDULED", "TIMER_STARTED", "MARKER_RECORDED"):
                await self.seen(handles[-1], kind)
                proxy.cut()
            await self.let_go(handles)
            await self.seen(handles[0], "WORKFLOW_EXECUTION_SIGNALED")
            proxy.cut()
            await self.all_end_well(handles)
            self.assertGreater(proxy.passed, 3)
            self.assertEqual(await asyncio.to_thread(worker.stop), 0)

    async def test_a_slow_connection_only_takes_its_time(self):
        async with Proxy(self.address) as proxy:
            proxy.delay_s = 0.15
            worker = await asyncio.to_thread(self.start_worker, proxy.address)
            handles = await self.start_workflows()
            await self.let_go(handles)
            await self.all_end_well(handles)
            self.assertEqual(await asyncio.to_thread(worker.stop), 0)

    async def test_a_worker_that_was_stopped_goes_on_with_tasks_that_others_have_done(self):
        first = self.start_worker()
        handles = await self.start_workflows()
        await self.seen(handles[-1], "TIMER_STARTED")
        os.kill(first.popen.pid, signal.SIGSTOP)
        second = self.start_worker(None, "second")
        await self.let_go(handles[: ROUNDS // 2])
        await asyncio.wait_for(asyncio.gather(*(h.result() for h in handles[: ROUNDS // 2])), harness.PATIENCE_S)
        os.kill(first.popen.pid, signal.SIGCONT)
        second.kill()
        await self.let_go(handles[ROUNDS // 2:])
        await self.all_end_well(handles)
        self.assertEqual(first.stop(), 0)

    async def test_a_worker_ends_though_its_server_is_gone(self):
        worker = self.start_worker()
        handles = await self.start_workflows()
        await self.seen(handles[0], "ACTIVITY_TASK_SCHEDULED")
        self.server.kill()
        self.assertIn(worker.stop(), (0, 1))
        self.assertNotIn("panicked", worker.err())

    async def test_starts_and_ends_many_times(self):
        for i in range(10):
            self.assertEqual(self.start_worker(None, f"worker-{i}").stop(), 0)


if __name__ == "__main__":
    unittest.main()
