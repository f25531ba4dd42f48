"""The peers of `bench.append`: the `eventsourcing` recorder and bare one-row commits."""

from threading import Thread
from time import perf_counter
from urllib.parse import urlsplit
from uuid import UUID, uuid5

import asyncpg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from bench.append_workload import NAMESPACE, TITLE, UNLIMITED, Run, Workload, drive, fresh_database

ROW_BYTES = (900, 120)
"""About what our header and data take for the same event."""


async def bare_commits(workload: Workload) -> Run:
    """Insert one row a commit, each client on a connection of its own."""
    dsn = await fresh_database(workload.dsn)
    connections = [await asyncpg.connect(dsn) for _ in range(workload.clients)]
    await connections[0].execute(
        "CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
        " header bytea NOT NULL, data bytea NOT NULL)"
    )
    header, data = (b"x" * size for size in ROW_BYTES)

    async def one(client: int, _number: int) -> None:
        await connections[client].execute(
            "INSERT INTO bare (header, data) VALUES ($1, $2)", header, data
        )

    try:
        return await drive(workload, one)
    finally:
        for connection in connections:
            await connection.close()


def eventsourcing_recorder(workload: Workload) -> Run:
    """Insert one stored event a call, as many threads and pooled connections as clients."""
    at = urlsplit(workload.dsn)
    datastore = PostgresDatastore(
        dbname="postgres",
        host=str(at.hostname),
        port=str(at.port),
        user=str(at.username),
        password=str(at.password or ""),
        pool_size=workload.clients,
    )
    table = f"stored_events_{workload.clients}_{perf_counter():.0f}"
    recorder = PostgresApplicationRecorder(datastore, events_table_name=table)
    recorder.create_table()
    run, began = Run(), perf_counter()
    clients = [
        Thread(target=_record, args=(recorder, index, began + workload.seconds, run))
        for index in range(workload.clients)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    run.seconds = perf_counter() - began
    datastore.close()
    return run


def _record(recorder: PostgresApplicationRecorder, index: int, ends: float, run: Run) -> None:
    stream: UUID = uuid5(UUID(NAMESPACE), str(index))
    state = f'{{"title":"{TITLE}","domain":"public accounts"}}'.encode()
    for number in range(1, UNLIMITED):
        at = perf_counter()
        if at > ends:
            return
        event = StoredEvent(stream, number, "bench:Noted", state)
        recorder.insert_events([event])
        run.latencies.append(perf_counter() - at)
