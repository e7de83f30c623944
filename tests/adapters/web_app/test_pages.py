from dataclasses import dataclass, field
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from adapters.web_app import pages
from bot import phrasing
from bot.model import Answer, Card, CardItem, CardKind, Question
from tests.fakes.core import CARD, ITEM

VOID = {"meta", "link", "input"}
# What HTML cannot carry is NUL; what its parsers change is a lone carriage return and space.
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)
NASTY = st.one_of(
    TEXT,
    st.sampled_from(
        ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "</p>&amp;"]
    ),
)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """A page read by somebody else's parser: its elements, each with all the text inside it."""

    elements: list[Element] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(self.elements[-1])

    def handle_endtag(self, tag: str) -> None:
        assert tag == self._open.pop().tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def of_class(self, name: str) -> list[Element]:
        return [e for e in self.elements if name in (e.attributes.get("class") or "").split()]

    def of_tag(self, tag: str) -> list[Element]:
        return [e for e in self.elements if tag == e.tag]

    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(e.tag, tuple(e.attributes)) for e in self.elements]


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    assert page._open == []
    return page


def show(**changes: object) -> Page:
    values = {name: getattr(ITEM, name) for name in CardItem.__slots__} | changes
    item = CardItem(**values)
    return read(pages.render(Card(CardKind.ANSWER, "1 match.", (item,))))


def test_speech_stands_in_quotation_marks_and_marks_what_matched() -> None:
    page = read(pages.render(CARD))

    assert [f"“{ITEM.words}”"] == [e.text for e in page.of_class("words")]
    assert [e.tag for e in page.of_class("words")] == ["blockquote"]
    assert [e.text for e in page.of_tag("mark")] == ["dam"]


def test_a_summary_stands_in_no_quotation_marks_and_says_whose_it_is() -> None:
    page = show(quoted=False, marks=(), title="Dams", label="Summary", speaker=None)

    assert [ITEM.words] == [e.text for e in page.of_class("words")]
    assert page.of_tag("blockquote") == []
    assert [e.text for e in page.of_tag("h3")] == ["Dams"]
    assert [e.text for e in page.of_class("label")] == ["Summary"]
    assert page.of_class("speaker") == []


def test_a_card_shows_who_where_when_how_sure_and_its_source() -> None:
    page = read(pages.render(CARD))

    shown = {
        name: [e.text for e in page.of_class(name)]
        for name in ("speaker", "where", "play", "host", "badge", "source", "permalink")
    }
    assert shown == {
        "speaker": ["Ada Brook"],
        "where": ["The River Show · How Otters Build"],
        "play": ["Play from 1:01"],
        "host": ["on www.youtube.com"],
        "badge": ["word for word, one source"],
        "source": ["otters.txt"],
        "permalink": ["Permalink q1"],
    }


def test_a_link_that_does_not_play_says_so_and_the_time_is_still_there() -> None:
    page = show(plays=False)

    assert [e.text for e in page.of_class("open")] == ["Open the episode"]
    assert [e.text for e in page.of_class("moment")] == ["at 1:01"]
    assert page.of_class("play") == []


def test_an_address_that_is_no_plain_web_address_is_not_linked() -> None:
    page = show(url="javascript:alert(1)")

    assert page.of_class("play") == []
    assert [e.text for e in page.of_class("moment")] == ["at 1:01"]


def test_links_to_the_outside_tell_it_nothing() -> None:
    page = read(pages.render(CARD))

    outside = [e for e in page.of_tag("a") if (e.attributes["href"] or "").startswith("http")]
    assert [e.attributes["rel"] for e in outside] == ["noopener noreferrer"]


def test_the_copy_button_holds_the_whole_text_and_is_hidden_without_its_script() -> None:
    (button,) = read(pages.render(CARD)).of_class("copy")

    assert phrasing.item_text(ITEM) == button.attributes["data-text"]
    assert "hidden" in button.attributes


def test_a_page_is_titled_by_what_it_shows_and_never_by_what_was_asked() -> None:
    (item,) = CARD.items
    cards = (CARD, Card(CardKind.ANSWER, "", (item,)), Card(CardKind.MISS, phrasing.MISS))

    titles = [read(pages.render(card, Question("otters"))).of_tag("title")[0] for card in cards]

    assert ["1 match. · podquote", f"{item.where} · podquote", "podquote"] == [
        title.text for title in titles
    ]


def test_hints_are_questions_one_press_away() -> None:
    page = read(pages.render(Card(CardKind.MISS, phrasing.MISS, hints=("a & b", "dams"))))

    links = [(e.attributes["href"], e.text) for e in page.of_tag("a")]
    assert links[-2:] == [("/?q=a%20%26%20b", "a & b"), ("/?q=dams", "dams")]
    assert [e.text for e in page.of_class("near")] == [phrasing.NEAR]


def test_the_filters_are_folded_away_until_one_is_used() -> None:
    (folded,) = read(pages.render(CARD)).of_tag("details")
    (opened,) = read(pages.render(CARD, Question("x", podcast="River"))).of_tag("details")

    assert "open" not in folded.attributes
    assert "open" in opened.attributes


def test_every_input_has_a_label_and_no_id_is_there_twice() -> None:
    page = read(pages.render(Card(CardKind.ANSWER, "2 matches.", (ITEM, ITEM))))

    inputs = {e.attributes["id"] for e in page.of_tag("input")}
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert inputs == {e.attributes["for"] for e in page.of_tag("label")}
    assert len(set(ids)) == len(ids)
    assert {e.attributes.get("aria-labelledby") for e in page.of_class("card")} <= set(ids)


@given(words=NASTY.filter(str.strip), other=NASTY.filter(str.strip), quoted=st.booleans())
def test_no_text_of_a_card_becomes_markup_and_all_of_it_is_there(
    *, words: str, other: str, quoted: bool
) -> None:
    changes = dict.fromkeys(("title", "label", "speaker", "where", "badge", "source", "id"), other)

    page = show(words=words, marks=((0, 1),), quoted=quoted, **changes)

    plain = show(quoted=quoted, title="t", label="l", marks=((0, 1),))
    assert (f"“{words}”" if quoted else words) == page.of_class("words")[0].text
    assert [other] * 5 == [
        page.of_class(name)[0].text for name in ("label", "speaker", "where", "badge", "source")
    ]
    assert plain.skeleton() == page.skeleton()


@given(asked=NASTY, kind=st.sampled_from(CardKind), hint=NASTY)
def test_no_question_becomes_markup_and_it_stands_in_the_box_only(
    asked: str, kind: CardKind, hint: str
) -> None:
    question = Question(asked, speaker=asked or None)

    page = read(pages.render(Card(kind, "A lead.", hints=(hint,)), question))

    plain = read(pages.render(Card(kind, "A lead.", hints=("x",)), Question("x", speaker=asked)))
    values = {e.attributes["id"]: e.attributes["value"] for e in page.of_tag("input")}
    assert asked == values["q"] == values["speaker"]
    assert hint == page.of_tag("li")[0].text
    assert plain.skeleton() == page.skeleton()


def test_a_question_that_is_too_long_is_told_so() -> None:
    question = Question("otters " * 300)

    card = phrasing.to_card(Answer(question, ()))

    assert phrasing.LONG in card.lead
    assert "otters" not in card.lead
    # The shape of the JSON is fixed: scripts know their own question's length.
    assert ["query", "matches", "suggestions"] == list(phrasing.answer_json(Answer(question, ())))
