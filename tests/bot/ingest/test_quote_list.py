"""Quotes that other bots kept, as they export them."""

from __future__ import annotations

import json
import time

import pytest

from bot.errors import BrokenDocument
from bot.ingest import quote_list
from bot.ingest.opening import open_document
from bot.model import Reading

# As Firebot writes it: nothing but the words has marks around it, and what is missing says so.
FIREBOT = """ID,Text,Originator,Creator,Category,Created
1,"A lake is a river, stopped.",Ada Brook,bo,Chess,2024-05-06T10:00:00.000Z

2,"She said ""no"" and left.",@Bo Lind,ada,Chess,2024-05-07T10:00:00.000Z
3,"",Ada Brook,bo,Chess,2024-05-08T10:00:00.000Z
4,"Over
two lines.",undefined,bo,undefined,undefined
"""
QUOTER = json.dumps(
    [
        {"text": "A lake is a river, stopped.", "author": "Ada Brook", "createdTimestamp": 1},
        {"text": "Pinged.", "author": "<@1234567890>", "createdTimestamp": 2},
        {"author": "Bo Lind", "createdTimestamp": 3},
        {"quoteNumber": 4, "text": 'Caf\u00e9 "first".', "author": None, "editedTimestamp": None},
    ],
    indent=1,
)
# As NadekoBot writes it: a comment first, lists further in, what has its value by default left out.
NADEKO = """# Keys are keywords, with a list of quotes each
#   txt: its words
#   an: who added it

LAKES:
  - id: a1
    an: bo
    aid: 1234
    txt: A lake is a river, stopped.
  - id: a2
    an: ada
    aid: 1235
    txt: |-
      Over
      two lines.
STORMS:
  - id: b1
    an: ada
    txt: It's only weather. \U0001f327
"""


def read(text: str) -> tuple[Reading, list[tuple[str, str | None]]]:
    """Return the reading, and each quote with who said it."""
    opened = open_document("quotes", text.encode())
    assert quote_list.NAME == opened.format.name
    reading = opened.reading()
    layer = opened.document.layer
    return reading, [(one.text_in(layer), one.speaker) for one in reading.passages]


def test_firebots_quotes_are_who_originated_them_never_who_added_them() -> None:
    reading, quotes = read(FIREBOT)

    assert [
        ("A lake is a river, stopped.", "Ada Brook"),
        ('She said "no" and left.', "Bo Lind"),
        ("Over\ntwo lines.", None),
    ] == quotes
    assert [(5, "a row without words")] == [(one.line, one.reason) for one in reading.unread]
    assert "Quotes kept by Firebot" == reading.claims.title


def test_a_comma_in_a_name_that_firebot_left_bare_makes_the_quote_nobodys() -> None:
    text = FIREBOT + '5,"It is only weather.",Lind, Bo,ada,Chess,2024-05-09T10:00:00.000Z\n'

    reading, quotes = read(text)

    assert ("It is only weather.", None) == quotes[-1]
    assert ["a row with more cells than the header: whose it is cannot be told"] == [
        one.says for one in reading.notes
    ]


def test_columns_may_come_in_any_order_and_with_another_delimiter() -> None:
    text = "originator;creator;text\nAda Brook;bo;A lake is a river, stopped.\n"

    assert [("A lake is a river, stopped.", "Ada Brook")] == read(text)[1]


def test_quoters_json_and_csv_say_the_same() -> None:
    table = 'author,text,createdTimestamp\nAda Brook,"A lake is a river, stopped.",1\n'

    reading, quotes = read(QUOTER)
    assert [
        ("A lake is a river, stopped.", "Ada Brook"),
        ("Pinged.", None),
        ('Café "first".', None),
    ] == quotes
    assert [3] == [one.line for one in reading.unread]
    assert quotes[:1] == read(table)[1]


def test_nadekos_authors_added_the_quotes_and_said_none() -> None:
    reading, quotes = read(NADEKO)

    assert [
        ("A lake is a river, stopped.", None),
        ("Over\ntwo lines.", None),
        ("It's only weather. \U0001f327", None),
    ] == quotes
    assert "Quotes kept by NadekoBot" == reading.claims.title


def test_the_same_words_twice_are_named() -> None:
    text = FIREBOT + '5,"a lake is a river, STOPPED.",Bo Lind,bo,,\n'

    reading, _ = read(text)

    assert [(8, "the same words as in line 2")] == [(one.line, one.says) for one in reading.notes]


@pytest.mark.parametrize(
    "text",
    [
        "quote,author\n" + '"never closed,' + "x" * 200_000,
        '[{"text": "x", "author": "y"',
        '{"text": 1, "author": 2}',
        "a: &a [x]\nb:\n- txt: x\n  an: *a\n",
        "k:\n- txt: x\n  an: " + "[" * 3000,
        "k:\n- txt: x\n  an: 'never closed\n",
        '[{"text": ' + "[" * 100_000 + ', "author"',
    ],
)
def test_what_is_broken_is_named_in_little_time(text: str) -> None:
    began = time.process_time()

    with pytest.raises(BrokenDocument):
        quote_list.parse("quotes", text)

    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "text",
    ["Ada: a quote, an author\n", "[]", '[{"text": "x", "startTime": 1, "author": "y"}]', "txt: x"],
)
def test_what_is_no_export_is_left_to_others(text: str) -> None:
    assert not quote_list.recognises(text)
