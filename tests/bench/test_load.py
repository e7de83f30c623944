"""Whoever asks at a rate asks everything, each when it is due, and counts from then."""

from __future__ import annotations

import asyncio

from tests.bench.load import Askers, by_second, milliseconds, statuses

TEXTS = [f"what was said, {n}?" for n in range(40)]


async def test_every_question_is_asked_once_and_of_each_process_in_turn() -> None:
    asked: list[str] = []
    connected: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.append(writer.get_extra_info("peername")[0])
        while head := await reader.readline():
            await reader.readuntil(b"\r\n\r\n")
            asked.append(head.decode())
            # Every tenth connection is closed right behind its answer, as idle ones are.
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            if len(asked) % 10 == 0:
                break
        writer.close()

    servers = [await asyncio.start_server(serve, "127.0.0.1", 0) for _ in range(2)]
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    askers = Askers([f"http://127.0.0.1:{port}" for port in ports])
    served = await askers.ask(TEXTS, 2000) + await askers.ask(TEXTS, 2000)
    await askers.close()
    await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()})  # each sees its end
    for server in servers:
        server.close()

    assert {200: 80} == statuses(served)
    assert [0, 1] * 40 == [one.process for one in served]
    assert 80 == len(asked)
    assert 1 < len(set(connected))
    assert all(one.seconds > 0 for one in served)
    assert milliseconds(served, 0.5) <= milliseconds(served, 0.99)
    assert 1 == len(by_second(served))


async def test_who_gives_no_answer_is_counted() -> None:
    askers = Askers(["http://127.0.0.1:9"])  # nobody listens there

    assert {0: 3} == statuses(await askers.ask(TEXTS[:3], 1000))
