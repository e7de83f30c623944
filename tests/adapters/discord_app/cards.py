"""Cards of every shape, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.model import Card, CardItem, CardKind

NASTY = (
    "@everyone @here",
    "<@1> <@&1> <#1>",
    "[a](javascript:x)",
    "[youtube.com](https://evil.example)",
    "||",
    "**",
    "# ",
    "\u202eabc\u202c",
    "שלום עולם",
    "z\u0300\u0301\u0302\u0303" * 20,
    "<t:1:R>",
    "discord.gg/abc",
    "https://evil.example",
    "\x00",
    "\n",
    "😀",
    "word " * 800,
    "x" * 4000,
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(NASTY), max_size=6).map(" ".join))
URLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["https://a.example/w?v=1&t=2s", "http://a.example", "javascript:x", "ftp://a"]
    ),
    TEXTS,
    st.just("https://a.example/" + "x" * 600),
)
MAYBE = st.one_of(st.none(), TEXTS)
ITEMS = st.builds(
    CardItem,
    id=st.from_regex(r"[a-z0-9]{1,16}", fullmatch=True),
    words=TEXTS,
    quoted=st.booleans(),
    where=TEXTS,
    badge=TEXTS,
    source=TEXTS,
    marks=st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=4).map(tuple),
    title=MAYBE,
    label=MAYBE,
    speaker=MAYBE,
    moment=MAYBE,
    url=URLS,
    plays=st.booleans(),
)
CARDS = st.builds(
    Card,
    kind=st.sampled_from(CardKind),
    lead=TEXTS,
    items=st.lists(ITEMS, max_size=6).map(tuple),
    hints=st.lists(TEXTS, max_size=4).map(tuple),
)
