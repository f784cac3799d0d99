#!/usr/bin/env python3
"""Anchor of the SDK benchmark: the worker of bench/sdk in Temporal's official Python SDK.

usage: worker.py            serves TASK_QUEUE
       worker.py replay HISTORY_JSON ROUNDS   prints wall and CPU seconds of each replay"""
import asyncio
import concurrent.futures
import datetime
import os
import pathlib
import signal
import sys
import time

from temporalio import activity, workflow
from temporalio.client import Client, WorkflowHistory
from temporalio.worker import Replayer, Worker

QUICKLY = {"start_to_close_timeout": datetime.timedelta(minutes=10)}
CACHE_SIZE = 12000


@activity.defn
def noop() -> str:
    return "noop"


@activity.defn
def echo(body: bytes) -> bytes:
    return body


@activity.defn
def echo_text(body: str) -> str:
    return body


@workflow.defn(name="Noop")
class Noop:
    @workflow.run
    async def run(self) -> str:
        return await workflow.execute_activity(noop, **QUICKLY)


@workflow.defn(name="Sleeper")
class Sleeper:
    @workflow.run
    async def run(self) -> None:
        await workflow.sleep(datetime.timedelta(hours=24))


@workflow.defn(name="Steps")
class Steps:
    @workflow.run
    async def run(self, count: int) -> int:
        for _ in range(count):
            await workflow.execute_activity(noop, **QUICKLY)
        return count


@workflow.defn(name="Fan")
class Fan:
    @workflow.run
    async def run(self, count: int) -> int:
        await asyncio.gather(*(workflow.execute_activity(noop, **QUICKLY) for _ in range(count)))
        return count


@workflow.defn(name="Echo")
class Echo:
    @workflow.run
    async def run(self, body: bytes) -> bytes:
        return await workflow.execute_activity(echo, body, **QUICKLY)


@workflow.defn(name="EchoText")
class EchoText:
    @workflow.run
    async def run(self, body: str) -> str:
        return await workflow.execute_activity(echo_text, body, **QUICKLY)


async def replay(path, rounds):
    text = pathlib.Path(path).read_text()
    for _ in range(rounds):
        history = WorkflowHistory.from_json("steps", text)
        wall, cpu = time.perf_counter(), time.process_time()
        await Replayer(workflows=[Steps]).replay_workflow(history)
        print(time.perf_counter() - wall, time.process_time() - cpu, flush=True)


async def serve():
    client = await Client.connect(os.environ["TEMPORAL_ADDRESS"], namespace=os.environ["TEMPORAL_NAMESPACE"])
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    with concurrent.futures.ThreadPoolExecutor(100) as pool:
        async with Worker(client, task_queue=os.environ["TASK_QUEUE"], workflows=[Noop, Sleeper, Steps, Fan, Echo, EchoText],
                          activities=[noop, echo, echo_text], activity_executor=pool, max_cached_workflows=CACHE_SIZE):
            await stop.wait()


if __name__ == "__main__":
    asyncio.run(replay(sys.argv[2], int(sys.argv[3])) if sys.argv[1:2] == ["replay"] else serve())
