"""Discord's words into a question, and a card into Discord's words; both pure.

Everything that a document says is shown in embeds, escaped: there it can neither ping, link, nor
unfold an invite. Outside of them stand only podquote's own sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import discord

from adapters.discord_app import markup
from bot import phrasing
from bot.actions import offered, to_token
from bot.model import LONGEST_QUESTION, Card, CardItem, CardKind, Question

MOST_ITEMS: Final = 5
"""How many items one message shows: their links stand in one row, and Discord has five in a row."""

_LONGEST_FILTER = 200  # characters; no name and no title comes near

# Discord's limits, in characters; counted here in UTF-16 units, which are never fewer.
LONGEST_CONTENT: Final = 2000
LONGEST_DESCRIPTION: Final = 4096
LONGEST_TITLE: Final = 256
LONGEST_FOOTER: Final = 2048
LONGEST_IN_ALL: Final = 6000  # over every text of every embed of a message
_LONGEST_LABEL = 80
_IN_A_ROW = 5
_LONGEST_URL = 512
_LONGEST_DOUBTS = 1500  # ours: the first source's words have room beside them
_LONGEST_LINE = 300  # ours: a speaker's or an episode's line leaves room for the words

_LEAD_OF_DOCUMENTS = (CardKind.SOURCES, CardKind.NOTE)

_EMOJI = re.compile(r"<a?:(?P<name>\w+):\d+>")
_COMMAND = re.compile(r"</(?P<name>[^:>]*):\d+>")
_REFERENCE = re.compile(r"<(?:@[!&]?\d+|#\d+|t:-?\d+(?::\w)?|id:\w+)>")
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link below a message: what it says and where it leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button below a message: what it says and what it carries."""

    label: str
    token: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A card as Discord takes it.

    Attributes:
        content: podquote's own sentence above the embeds, or None.
        embeds: the items, or the hints.
        links: one an item that has a link, in the order of the items.
        presses: what can be done with the card.
        whole: the card as plain text where not all of its words are in the embeds, else None.
    """

    content: str | None
    embeds: tuple[discord.Embed, ...]
    links: tuple[Link, ...]
    presses: tuple[Press, ...] = ()
    whole: str | None = None


def to_question(
    text: str, speaker: str | None = None, episode: str | None = None, podcast: str | None = None
) -> Question:
    """Return the question that a person's `text` asks, as read and not as marked up.

    Mentions of people, roles and channels carry no words and are dropped, the bot's own among
    them; an emoji of the server becomes its name. A blank filter is none.
    """
    return Question(
        text=_readable(text)[: LONGEST_QUESTION + 1].strip(),
        speaker=_filter(speaker),
        episode=_filter(episode),
        podcast=_filter(podcast),
        limit=MOST_ITEMS,
    )


def mentions(text: str, user_id: int) -> bool:
    """Return whether `text` itself names that user; a reply to them alone does not."""
    return re.search(rf"<@!?{user_id}>", text) is not None


def words_of(message: discord.Message) -> str:
    """Return the words of a message to look for: what it says, or else what its embeds show."""
    texts = [message.content] if message.content else [e.description for e in message.embeds]
    return to_question("\n".join(text for text in texts if text)).text


def render(card: Card, key: str = "", *, by: str | None = None) -> Rendered:
    """Return the card as Discord takes it, within every limit.

    Args:
        card: what to show.
        key: a post's key, for its footer; empty for an answer.
        by: who asked, where everybody sees the card, or "" where nobody did; None: only whoever
            asked sees it. See `bot.actions.offered`.
    """
    above = _told(card)
    embeds, whole = _to_embeds(card, key, LONGEST_IN_ALL - sum(size(embed) for embed in above))
    shown = len(embeds) if card.items else 0
    return Rendered(
        content=_content(card, shown) or (None if (*above, *embeds) else phrasing.MISS),
        embeds=(*above, *embeds),
        links=_links(card.items[:shown]),
        presses=_presses(card, by),
        whole=None if whole else phrasing.to_text(card),
    )


def _to_embeds(card: Card, key: str, room: int) -> tuple[list[discord.Embed], bool]:
    """Return one embed an item, or one with the hints; and whether nothing was left out.

    The first item is always there, its words cut at a word where they are too long. Another that
    does not fit whole beside those before it is left out, and all after it.
    """
    if not card.items:
        return _hints(card), True
    embeds: list[discord.Embed] = []
    items = card.items[:MOST_ITEMS]
    numbered = len(items) > 1
    for number, item in enumerate(items, start=1):
        embed, whole = _to_embed(item, room, str(number) if numbered else "", key)
        if not whole and embeds:
            return embeds, False
        embeds.append(embed)
        if not whole:
            return embeds, False
        room -= size(embed)
    return embeds, len(items) == len(card.items)


def size(embed: discord.Embed) -> int:
    """Return how much of `LONGEST_IN_ALL` an embed takes, in UTF-16 units."""
    texts = (embed.title, embed.description, embed.author.name, embed.footer.text)
    return sum(markup.units(text) for text in texts if text)


def to_view(shown: Rendered) -> discord.ui.View:
    """Return the buttons of a card: the links, and what can be done; they outlive a restart."""
    view = discord.ui.View(timeout=None)
    for link in shown.links:
        view.add_item(discord.ui.Button(label=link.label, url=link.url, row=0))
    below = int(len(shown.links) + len(shown.presses) > _IN_A_ROW)
    for press in shown.presses:
        view.add_item(discord.ui.Button(label=press.label, custom_id=press.token, row=below))
    view.stop()  # `presses` hears every button; else discord.py would keep each view for ever
    return view


def _readable(text: str) -> str:
    named = _COMMAND.sub(r"\g<name>", _EMOJI.sub(r"\g<name>", text))
    return markup.visible(_REFERENCE.sub(" ", named))


def _filter(text: str | None) -> str | None:
    return _readable(text or "")[:_LONGEST_FILTER].strip() or None


def _content(card: Card, shown: int) -> str:
    own = "" if _is_long(card) else card.lead
    lead = _lead(card, own, LONGEST_CONTENT - _LONGEST_LINE)
    left_out = phrasing.first_of(shown, len(card.items)) if shown < len(card.items) else ""
    return f"{lead} {left_out}".strip()


def _is_long(card: Card) -> bool:
    # The lead above sources, and a list, have words and names of documents: they stand in embeds.
    return card.kind in _LEAD_OF_DOCUMENTS or "\n" in card.lead


def _told(card: Card) -> list[discord.Embed]:
    if not _is_long(card):
        return []
    limit = _LONGEST_DOUBTS if card.items else LONGEST_DESCRIPTION
    text = _lead(card, card.lead, limit)
    return [discord.Embed(description=text)] if text else []


def _lead(card: Card, text: str, limit: int) -> str:
    """Return a card's lead escaped, its times as Discord shows them in the reader's own zone."""
    shown = markup.escaped(text, limit).strip()
    for clock, unix in card.clocks:
        shown = shown.replace(markup.escape(clock), f"<t:{unix}:F>")
    return shown


def _hints(card: Card) -> list[discord.Embed]:
    if not card.hints:
        return []
    text = f"{phrasing.hints_label(card)} {', '.join(card.hints)}"
    return [discord.Embed(description=markup.escaped(text, LONGEST_DESCRIPTION))]


def _to_embed(item: CardItem, room: int, number: str, key: str) -> tuple[discord.Embed, bool]:
    embed = discord.Embed()
    if item.title:
        embed.title = markup.escaped(item.title, LONGEST_TITLE).strip() or None
    if above := _joined(number, item.label):
        embed.set_author(name=markup.plain(above, LONGEST_TITLE))
    # The key is short and comes last, where a cut must not reach it.
    below = markup.plain(_joined(item.badge, item.source, item.id), LONGEST_FOOTER // 2)
    embed.set_footer(text=_joined(below, key))
    embed.description, whole = _description(item, min(LONGEST_DESCRIPTION, room - size(embed)))
    return embed, whole


def _description(item: CardItem, limit: int) -> tuple[str, bool]:
    lines = [f"— {item.speaker}" if item.speaker else "", _joined(item.where, item.moment)]
    below = "".join("\n" + markup.escaped(line, _LONGEST_LINE) for line in lines if line)

    left_out_before, left_out_after = item.cut
    begin = markup.CUT.strip() + " " if left_out_before else ""
    own_end = markup.CUT if left_out_after else ""

    def shown(words: str, end: str) -> str:
        bold = markup.emphasise(words, item.marks)
        # The mark of a cut is nobody's words, so it stands outside of the quotation marks.
        return begin + (f"“{bold}”" if item.quoted else bold) + end + below

    words, shorter = markup.cut(
        item.words, lambda kept: markup.units(shown(kept, own_end)) <= limit
    )
    if not shorter:
        return shown(words, own_end), True
    end = markup.CUT
    words, _ = markup.cut(item.words, lambda kept: markup.units(shown(kept, end)) <= limit)
    return shown(words, end), False


def _links(items: tuple[CardItem, ...]) -> tuple[Link, ...]:
    links = []
    for number, item in enumerate(items, start=1):
        if item.url and _WEB.fullmatch(item.url) and markup.units(item.url) <= _LONGEST_URL:
            label = _joined(str(number) if len(items) > 1 else "", phrasing.link_label(item))
            links.append(Link(markup.plain(label, _LONGEST_LABEL), item.url))
    return tuple(links)


def _presses(card: Card, by: str | None) -> tuple[Press, ...]:
    actions = offered(card, by=by)
    return tuple(Press(phrasing.action_label(one.kind), to_token(one)) for one in actions)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
