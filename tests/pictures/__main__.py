"""Makes the pictures of the README from the real code: `python -m tests.pictures`.

A real core on the five seeds answers; each door's own translation is shown by the machine's
Chromium and written to docs/pictures.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page

from adapters.web_app.app import build_app
from adapters.web_app.door import WebDoor
from bot.bootstrap import build
from bot.model import Question
from bot.ports import Core
from tests.fakes.settings import settings_for
from tests.pictures import looks
from tests.pictures.palette import shrink
from tests.platforms import chromium
from tests.platforms.serving import served

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
ASKED = "fine-tuning"
SHOWN = 2  # matches in a picture; the page shows as many as fit
WIDTH, HEIGHT = 720, 760  # of the page; a card by itself is as high as it needs
LEAST = 100


def main() -> None:
    """Make all four, or say in a line why not."""
    path = chromium.find()
    if path is None:
        sys.exit("The pictures need a Chromium on this machine; there is none.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        core = build(settings_for(Path(folder) / "podquote.db"), say=lambda _line: None)
        asyncio.run(_shoot(path, core))
        core.close()
    for picture in sorted(FOLDER.glob("*.png")):
        print(f"{picture.name}: {picture.stat().st_size // 1000} kB")  # noqa: T201  a command


async def _shoot(path: str, core: Core) -> None:
    card = await asyncio.to_thread(core.answer, Question(ASKED, limit=SHOWN))
    async with chromium.browser(path) as browser:
        for look in (looks.slack, looks.discord, looks.terminal):
            page = await _open(browser)
            await page.set_content(look(card, ASKED))
            await _take(page, look.__name__, whole=True)
        door = WebDoor(build_app(core), "127.0.0.1", 0)
        async with served(door) as url:
            page = await _open(browser)
            await page.goto(f"{url}?q={ASKED}")
            await _take(page, "web", whole=False)


async def _open(browser: Browser) -> Page:
    return await browser.new_page(viewport={"width": WIDTH, "height": LEAST}, device_scale_factor=2)


async def _take(page: Page, name: str, *, whole: bool) -> None:
    if not whole:
        await page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    (FOLDER / f"{name}.png").write_bytes(shrink(await page.screenshot(full_page=whole)))


if __name__ == "__main__":
    main()
