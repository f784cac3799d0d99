"""The same from Python with the official SDK (pip install temporalio): any language's client can start the workflow."""
import asyncio
import os

from temporalio.client import Client


async def main():
    client = await Client.connect(os.environ.get("TEMPORAL_ADDRESS", "localhost:7233"))
    rows = await client.execute_workflow(
        "BulkCapacityAnalysisWorkflow",
        {"policy": "headroom", "namespaces": ["*-prod.*"]},  # may be left out
        id="capacity-analysis",
        task_queue="capacity-management-task-queue",
    )
    for row in rows:
        if row["recommended_trus"] != (row["current_trus"] or 0):
            print(row["namespace"], row["recommended_trus"], row["reason"])


asyncio.run(main())
