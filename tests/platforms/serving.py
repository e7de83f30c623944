"""Our own web door on a free loopback port, for as long as a test or a picture needs it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from adapters.web_app.door import WebDoor


@asynccontextmanager
async def served(door: WebDoor) -> AsyncIterator[str]:
    """Run the door; give the address that it announced, and hold that it announced it once."""
    announced: asyncio.Queue[str] = asyncio.Queue()
    running = asyncio.create_task(door.run(announced.put_nowait))
    url = asyncio.create_task(announced.get())
    await asyncio.wait({running, url}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
    try:
        yield url.result()
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        assert announced.empty()
