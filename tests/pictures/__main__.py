"""Makes the pictures of the README from the real code: `python -m tests.pictures`.

A real core on the five seeds answers; each door's own translation is shown by the machine's
Chromium and written to docs/pictures.
"""

import asyncio
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from playwright.async_api import FloatRect, Page

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
SHOWN = 2  # matches in the pictures of the terminal and the page; a chat shows what it shows
WIDTH, HEIGHT = 720, 100  # the height grows with what is shown
THEMES: Final[Mapping[str, Literal["light", "dark"]]] = {"": "light", "-dark": "dark"}
MARGIN = 18  # below the page's last card


def main() -> None:
    """Make all of them, or say in a line why not."""
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
    async with chromium.browser(path) as browser:
        for suffix, theme in THEMES.items():
            page = await browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT},
                device_scale_factor=2,
                color_scheme=theme,
            )
            await _shoot_chats(page, core, suffix)
            await _shoot_web(page, core, suffix)
            await page.close()
        page = await browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2
        )
        card = await asyncio.to_thread(core.answer, Question(ASKED, limit=SHOWN))
        await page.set_content(looks.terminal(card, f"{ASKED} --limit {SHOWN}"))
        _keep("terminal", await page.screenshot(full_page=True))


async def _shoot_chats(page: Page, core: Core, suffix: str) -> None:
    card = await asyncio.to_thread(core.conversation.reply, Question(ASKED))
    for look in (looks.slack, looks.discord):
        await page.set_content(look(card, ASKED))
        _keep(f"{look.__name__}{suffix}", await page.screenshot(full_page=True))


async def _shoot_web(page: Page, core: Core, suffix: str) -> None:
    async with served(WebDoor(build_app(core), "127.0.0.1", 0)) as url:
        await page.goto(f"{url}?q={ASKED}")
        _keep(f"web{suffix}", await page.screenshot(full_page=True, clip=await _cards(page)))


async def _cards(page: Page) -> FloatRect:
    """Return the page down to its last card that is shown."""
    box = await page.get_by_role("article").nth(SHOWN - 1).bounding_box()
    if box is None:
        raise RuntimeError("the page has fewer cards than the picture shows")
    return {"x": 0, "y": 0, "width": WIDTH, "height": box["y"] + box["height"] + MARGIN}


def _keep(name: str, png: bytes) -> None:
    (FOLDER / f"{name}.png").write_bytes(shrink(png))


if __name__ == "__main__":
    main()
