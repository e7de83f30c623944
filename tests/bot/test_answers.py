"""What holds for every match of every question: it can be proven by its document."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import phrasing
from bot.bootstrap import Podquote
from bot.model import Kind, Question, Truth

_SEED_WORDS = """
    fine-tuning agents pricing ratchet model openai token rockset perplexity of yeah sherwin the
    context engineering users developers cursor startup latency caching tool
"""
QUESTIONS = st.one_of(
    st.lists(st.sampled_from(_SEED_WORDS.split()), min_size=1, max_size=5).map(" ".join), st.text()
)
READ = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(QUESTIONS)
@READ
def test_every_text_is_found_character_for_character_in_its_document(
    core: Podquote, text: str
) -> None:
    layers = {one.document.file: one.document.layer for one in core.catalogue.documents()}

    for match in core.ask(Question(text, limit=20)).matches:
        entry = match.entry
        spans = entry.source.spans
        assert entry.text == " ".join(layers[entry.source.file][a:b] for a, b in spans)
        for source in entry.also_in:
            assert all(0 <= a < b <= len(layers[source.file]) for a, b in source.spans)


@given(QUESTIONS)
@READ
def test_only_speech_stands_in_quotation_marks(core: Podquote, text: str) -> None:
    for match in core.ask(Question(text, limit=20)).matches:
        item = phrasing.to_item(match.entry, match.marks)
        shown = phrasing.item_text(item)

        assert item.quoted == (match.entry.kind in (Kind.QUOTE, Kind.SEGMENT))
        assert (f"“{item.words}”" in shown) == item.quoted
        if not item.quoted:
            assert match.entry.truth is Truth.PARAPHRASE
            assert match.entry.source.file in (item.label or "")


@given(QUESTIONS)
@READ
def test_the_evidence_of_a_match_can_be_looked_up_too(core: Podquote, text: str) -> None:
    layers = {one.document.file: one.document.layer for one in core.catalogue.documents()}

    for match in core.ask(Question(text, limit=20)).matches:
        entry = match.entry
        sources = (entry.source, *entry.also_in)
        assert [source.file for source in sources] == [one.file for one in entry.evidence]
        for source, one in zip(sources, entry.evidence, strict=True):
            assert one.wording == " ".join(layers[source.file][a:b] for a, b in source.spans)
