"""The page in a real Chromium: with and without its script, by keyboard, on a phone, and dark."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, Request

from adapters.discord_app.preview import to_preview as as_discord
from adapters.slack_app.preview import to_preview as as_slack
from adapters.web_app.app import build_app
from adapters.web_app.door import WebDoor
from adapters.web_app.translate import PLAYER
from adapters.web_app.window import Window
from bot import phrasing
from bot.model import Card, CardKind, DailyRequest, Place, Question
from bot.ports import Poster
from tests.fakes.core import CARD, ITEM, FakeCore, FakeDailyDesk
from tests.platforms import chromium
from tests.platforms.serving import served

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

LONG = replace(
    ITEM,
    words="Unbreakable" * 30,
    marks=(),
    source="a_document_with_a_very_long_name_that_nobody_would_give_to_a_file_but_somebody_did.txt",
)
NARROW = (320, 360, 390)


class TodaysDesk(FakeDailyDesk):
    """A desk that has a quote of today."""

    def card(
        self,
        asked: str | DailyRequest,
        place: Place,
        posters: Mapping[str, Poster] | None = None,
    ) -> Card:
        item = replace(ITEM, id="q9", words="The day has a quote of its own.", marks=())
        return replace(CARD, lead="The quote of the day.", items=(item,))


class HelpfulCore(FakeCore):
    """A fake that has help and a quote of today for the bare page, as the real one does."""

    def __init__(self) -> None:
        super().__init__()
        self.daily_desk = TodaysDesk()

    def answer(self, question: Question) -> Card:
        if not question.text:
            return Card(CardKind.HELP, phrasing.HELP, hints=("otters", "dams"))
        return super().answer(question)


@dataclass
class Desk:
    """A browser on a running door, and what the browser asked for and complained about."""

    browser: Browser
    url: str
    core: FakeCore
    origins: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    let_in: set[str] = field(default_factory=set)

    async def open(
        self, path: str = "", *, script: bool = True, width: int = 1000, dark: bool = False
    ) -> Page:
        context: BrowserContext = await self.browser.new_context(
            java_script_enabled=script,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        page = await context.new_page()
        page.on("request", self._note)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(self.url + path)
        return page

    def _note(self, request: Request) -> None:
        self.origins.add("/".join(request.url.split("/")[:3]) + "/")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared() -> AsyncIterator[Desk]:
    """One browser and one door for all of these tests: starting them takes longer than a test."""
    path = chromium.find()
    if path is None:
        pytest.skip("NO CHROMIUM on this machine: the page is not tried in a browser")
    core = HelpfulCore()
    app = build_app(core, window=Window({"slack": as_slack, "discord": as_discord}))
    door = WebDoor(app, "127.0.0.1", 0)
    async with served(door) as url, chromium.browser(path) as browser:
        yield Desk(browser, url, core)


@pytest_asyncio.fixture(loop_scope="module")
async def desk(shared: Desk) -> AsyncIterator[Desk]:
    """Give a desk, and hold that its browser asked nobody else and complained of nothing."""
    shared.core.card = CARD
    shared.core.asked.clear()
    desk = Desk(shared.browser, shared.url, shared.core)
    yield desk
    for context in desk.browser.contexts:
        await context.close()
    assert desk.origins - desk.let_in == {desk.url}
    assert desk.complaints == []


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
async def test_a_question_is_typed_and_answered(desk: Desk, *, script: bool) -> None:
    page = await desk.open(script=script)

    await page.get_by_label("What was said about").fill("otters & dams")
    await page.get_by_role("button", name="Ask").click()

    await page.get_by_text(f"“{ITEM.words}”").wait_for()
    assert desk.core.asked[-1] == Question("otters & dams")
    assert await page.get_by_label("What was said about").input_value() == "otters & dams"
    copy = page.get_by_role("button", name="Copy")
    if script:
        await copy.wait_for()
    assert await copy.count() == int(script)


async def test_the_keyboard_alone_is_enough(desk: Desk) -> None:
    page = await desk.open()
    focused = "document.activeElement.textContent.trim() || document.activeElement.id"

    order = []
    for _ in range(4):
        await page.keyboard.press("Tab")
        order.append(await page.evaluate(focused))
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.type("otters")
    await page.keyboard.press("Enter")
    await page.get_by_text(ITEM.words).wait_for()

    assert order == ["Skip to the answer", "podquote", "q", "Ask"]
    assert desk.core.asked[-1] == Question("otters")


async def test_the_filters_open_by_keyboard_and_are_asked(desk: Desk) -> None:
    page = await desk.open()

    await page.get_by_label("What was said about").fill("otters")
    await page.locator("summary").focus()
    await page.keyboard.press("Enter")
    await page.get_by_label("Speaker").fill("Ada")
    await page.keyboard.press("Enter")
    await page.get_by_text(ITEM.words).wait_for()

    assert desk.core.asked[-1] == Question("otters", speaker="Ada")
    assert await page.get_by_label("Speaker").is_visible()


async def test_the_skip_link_appears_with_the_focus_and_leads_to_the_answer(desk: Desk) -> None:
    page = await desk.open("?q=otters")

    await page.keyboard.press("Tab")
    box = await page.get_by_text("Skip to the answer").bounding_box()
    await page.keyboard.press("Enter")

    assert box is not None
    assert box["y"] >= 0
    assert await page.evaluate("document.activeElement.id") == "answer"


async def test_what_has_the_focus_is_outlined(desk: Desk) -> None:
    page = await desk.open("?q=otters")

    outlines = []
    for _ in range(8):
        await page.keyboard.press("Tab")
        outlines.append(
            await page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        )

    assert min(outlines) >= 2


@pytest.mark.parametrize("width", NARROW)
async def test_a_phone_never_scrolls_sideways(desk: Desk, width: int) -> None:
    desk.core.card = Card(CardKind.ANSWER, "2 matches.", (LONG, *CARD.items), hints=("x" * 90,))

    page = await desk.open("?q=otters&speaker=Ada", width=width)

    assert await page.evaluate("document.documentElement.scrollWidth") == width


async def test_the_page_is_dark_where_the_reader_wants_it_dark(desk: Desk) -> None:
    paper = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"

    light = await (await desk.open()).evaluate(paper)
    dark = await (await desk.open(dark=True)).evaluate(paper)

    assert min(light) > 200
    assert max(dark) < 60


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_every_text_has_enough_contrast(desk: Desk, *, dark: bool) -> None:
    page = await desk.open("?q=otters", dark=dark)

    ratios = await page.evaluate(CONTRASTS)

    assert len(ratios) > 10
    assert {text: ratio for text, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("allowed", [True, False], ids=["clipboard", "no clipboard"])
async def test_the_copy_button_copies_the_whole_card_and_says_so(
    desk: Desk, *, allowed: bool
) -> None:
    page = await desk.open("?q=otters")
    read = "navigator.clipboard.readText()" if allowed else "window.copied"
    if not allowed:
        # As on a page that came by plain http from another machine.
        await page.evaluate(
            "document.addEventListener('copy', () => { window.copied = String(getSelection()) });"
            "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
        )

    await page.get_by_role("button", name="Copy").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("status").get_by_text(phrasing.COPIED).wait_for(state="attached")

    assert await page.evaluate(read) == phrasing.item_text(ITEM)
    assert await page.evaluate("document.activeElement.className") == "copy done"


async def test_a_hint_is_one_press_away(desk: Desk) -> None:
    page = await desk.open(script=False)

    await page.get_by_role("link", name="dams").click()
    await page.get_by_text(ITEM.words).wait_for()

    assert desk.core.asked == [Question("dams")]


async def test_a_permalink_leads_to_the_card_by_itself(desk: Desk) -> None:
    page = await desk.open("?q=otters")

    await page.get_by_role("link", name="Permalink").click()
    await page.wait_for_url("**/q/q1")

    assert await page.get_by_role("article").count() == 1


async def test_the_answer_comes_while_it_is_typed(desk: Desk) -> None:
    page = await desk.open()

    await page.get_by_label("What was said about").press_sequentially("otters")
    await page.get_by_text(f"“{ITEM.words}”").wait_for()

    assert desk.core.asked[-1] == Question("otters")
    assert page.url.endswith("/?q=otters")
    assert await page.evaluate("document.activeElement.id") == "q"
    await page.get_by_role("status").get_by_text("1 match.").wait_for(state="attached")
    assert await page.get_by_role("button", name="Copy").is_visible()


async def test_a_moment_plays_in_place_and_only_after_the_press(desk: Desk) -> None:
    video = replace(ITEM, url="https://www.youtube.com/watch?v=3x0jhpEj_6o&t=61s")
    desk.core.card = Card(CardKind.ANSWER, "2 matches.", (video, replace(video, id="q2")))
    page = await desk.open("?q=otters")
    await page.route(f"{PLAYER}/**", lambda route: route.fulfill(body="the moment"))
    buttons = page.get_by_role("button", name="Play from 1:01")

    before = set(desk.origins)
    desk.let_in.add(f"{PLAYER}/")
    await buttons.nth(0).focus()
    await page.keyboard.press("Enter")
    await page.frame_locator("iframe").get_by_text("the moment").wait_for()
    await buttons.nth(1).click()
    frames = await page.locator("iframe").evaluate_all("all => all.map(one => one.src)")
    await buttons.nth(1).click()

    assert before == {desk.url}
    assert frames == [f"{PLAYER}/embed/3x0jhpEj_6o?autoplay=1&start=61"]
    assert await page.locator("iframe").count() == 0


async def test_without_its_script_a_moment_is_a_plain_link(desk: Desk) -> None:
    page = await desk.open("?q=otters", script=False)

    link = page.get_by_role("link", name="Play from 1:01")

    assert await link.get_attribute("href") == ITEM.url
    assert await page.get_by_role("button").all_inner_texts() == ["Ask"]


async def test_an_answer_can_be_seen_as_the_chats_show_it(desk: Desk) -> None:
    page = await desk.open("?q=otters")

    await page.get_by_role("link", name="Slack").click()
    await page.get_by_text("@podquote").wait_for()
    coloured = "getComputedStyle(document.querySelector('.chat .mention')).backgroundColor"

    assert await page.evaluate(coloured) == "rgb(232, 245, 250)"
    assert await page.get_by_text(ITEM.words).is_visible()


PAGES = (
    "",
    "?q=otters",
    "q/q1",
    "check?words=the+dam",
    "browse",
    "episode/ep1",
    "as/slack?q=x",
    "as/discord?q=x",
    "nothing",
)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "the front page")
async def test_the_fields_accessibility_rules_find_nothing(desk: Desk, path: str) -> None:
    light = (await Axe().run(await desk.open(path))).response
    at_night = await desk.open(path, dark=True)
    # What else there is to find does not change with the colours.
    dark = (await Axe().run(at_night, options={"runOnly": ["color-contrast"]})).response
    desk.complaints.clear()  # a browser complains of a 404 by itself

    found = [*light["violations"], *dark["violations"]]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert len(light["passes"]) > 10
    assert ["color-contrast"] == [one["id"] for one in dark["passes"]]


CONTRASTS = """() => {
  const numbers = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = numbers(getComputedStyle(e).backgroundColor);
      if (colour.length === 3) return colour;
    }
    return [255, 255, 255];
  };
  const ratios = {};
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent.trim(), element = texts.currentNode.parentElement;
    if (!text || !element.checkVisibility()) continue;
    const [a, b] = [numbers(getComputedStyle(element).color), behind(element)].map(light);
    ratios[text] = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
  return ratios;
}"""
"""The contrast of each text against what is painted behind it, as WCAG 2 counts it."""
