"""The same programs on our kitchen sink and on the one of the official Python SDK, on the same real server: results, failures,
queries, updates and histories agree; also without a cache, and with our worker killed in the middle."""
import asyncio
import os
import pathlib
import random
import sys
import unittest

from temporalio.client import Client

import harness
from kitchen_sink_play import Play
from programs import PROGRAMS
from programs.random_programs import random_program

HERE = pathlib.Path(__file__).resolve().parent
SEARCH_ATTRIBUTES = {"CustomKeywordField": "Keyword", "CustomDatetimeField": "Datetime", "CustomTextField": "Text", "CustomIntField": "Int",
                     "CustomDoubleField": "Double", "CustomBoolField": "Bool", "CustomListField": "KeywordList"}
AT_ONCE = 32
FIRST_SEED = int(os.environ.get("KITCHEN_SINK_SEED", 1))
RANDOM_PROGRAMS = {f"random {seed}": random_program(seed) for seed in range(FIRST_SEED, FIRST_SEED + int(os.environ.get("KITCHEN_SINK_PROGRAMS", 24)))}


class KitchenSink(unittest.IsolatedAsyncioTestCase):
    maxDiff = 4000
    told = {}  # (queue, program) -> what was seen there; the official side plays each program once

    @classmethod
    def setUpClass(cls):
        cls.stack = cls.enterClassContext(harness.Stack())
        cls.stack.start_temporal(*(f"{name}={kind}" for name, kind in SEARCH_ATTRIBUTES.items()))
        cls.theirs("theirs")
        cls.theirs("theirs-uncached", 0)
        cls.ours("ours", "ours")
        cls.ours("uncached", "uncached", "--max-cached-workflows", 0)

    @classmethod
    def theirs(cls, queue, *cache):
        process = cls.stack.start(queue, [sys.executable, HERE / "kitchen_sink_python.py", cls.stack.env["TEMPORAL_ADDRESS"], queue, *cache])
        process.expect_line("serves", process.err)

    @classmethod
    def ours(cls, name, queue, *flags):
        sink = os.environ["HEADROOM_EXAMPLES"] + "/kitchen_sink"
        process = cls.stack.start(name, [sink, "--address", cls.stack.env["TEMPORAL_ADDRESS"], "--task-queue", queue, *flags])
        process.expect_line("serves", process.err)
        return process

    async def asyncSetUp(self):
        self.client = await Client.connect(self.stack.env["TEMPORAL_ADDRESS"])
        self.gate = asyncio.Semaphore(AT_ONCE)

    async def play(self, name, queue):
        async with self.gate:
            case = PROGRAMS[name] if name in PROGRAMS else RANDOM_PROGRAMS[name]
            return await Play(self.client, self.stack.folder, name, case, queue).play()

    async def play_theirs(self, name, queue="theirs"):
        if (queue, name) not in self.told:
            self.told[queue, name] = await self.play(name, queue)
        return self.told[queue, name]

    async def differing(self, names, theirs, ours):
        """The programs that end differently on the two, with what was seen."""
        async def both(name):
            return name, *await asyncio.gather(self.play_theirs(name, theirs), self.play(name, ours))
        return {name: (expected, seen) for name, expected, seen in await asyncio.gather(*map(both, names)) if seen != expected}

    async def compare(self, names, theirs, ours):
        """Programs have sleeps, and a busy machine may turn the order of two events: a difference has to show three times, the
        last two with few programs at once."""
        found = await self.differing(names, theirs, ours)
        for _ in range(2):
            for name in found:
                self.told.pop((theirs, name), None)
            found = await self.differing(found, theirs, ours)
        for name, (expected, seen) in found.items():
            with self.subTest(program=name):
                self.assertEqual(seen, expected)

    async def test_agrees_with_the_official_sdk(self):
        await self.compare([n for n, c in PROGRAMS.items() if not c.replayed], "theirs", "ours")

    async def test_agrees_without_a_cache(self):
        await self.compare([n for n, c in PROGRAMS.items() if not c.replayed], "theirs", "uncached")

    async def test_agrees_in_random_programs(self):
        await self.compare(list(RANDOM_PROGRAMS), "theirs", "ours")

    async def test_agrees_in_random_programs_without_a_cache(self):
        await self.compare(list(RANDOM_PROGRAMS), "theirs-uncached", "uncached")

    async def test_agrees_in_what_only_a_replay_shows(self):
        await self.compare([n for n, c in PROGRAMS.items() if c.replayed], "theirs-uncached", "uncached")

    async def test_agrees_when_the_worker_is_killed_in_the_middle(self):
        names = [n for n, c in PROGRAMS.items() if c.durable and not c.replayed][::3]
        running = asyncio.gather(*(self.play(n, "killed") for n in names))
        dice = random.Random(7)
        worker = self.ours("killed-0", "killed")
        for round_number in range(1, 5):
            await asyncio.sleep(dice.uniform(0.3, 2))
            worker.kill()
            worker = self.ours(f"killed-{round_number}", "killed")
        killed = await asyncio.wait_for(running, 4 * harness.PATIENCE_S)
        for name, ours in zip(names, killed):
            theirs = await self.play_theirs(name)
            with self.subTest(program=name):
                self.assertEqual(ours[-2], theirs[-2], "the result")

    async def test_ends_cleanly(self):
        worker = self.ours("stopping", "stopping")
        self.assertEqual(worker.stop(), 0)


if __name__ == "__main__":
    unittest.main()
