"""The words of podquote as frozen values; one meaning each, the same in tables, types and replies.

Pure: no I/O, no clock. Terms follow the podcast namespace (Podcastindex-org/podcast-namespace).
Spans are offsets in Unicode code points into a document's text layer, end exclusive. A text is
always its spans' pieces joined with one space: that is the promise `podquote verify` checks.
"""

from bot.model.answers import (
    Answer,
    Card,
    CardItem,
    CardKind,
    Checked,
    Match,
    Question,
    Verdict,
)
from bot.model.askers import Asker
from bot.model.browsing import (
    ListedEpisode,
    ListedSpeaker,
    OpenedEpisode,
    Shelved,
    Suggestion,
    SuggestionKind,
)
from bot.model.library import (
    Alias,
    Attribution,
    Confirmed,
    Entry,
    Episode,
    Evidence,
    Overview,
    Status,
)
from bot.model.posts import (
    Delivery,
    Occurrence,
    OccurrenceState,
    Outcome,
    Post,
    Posted,
    Preview,
    Schedule,
    Standing,
)
from bot.model.reports import (
    Change,
    ChangeKind,
    DocumentReport,
    Verified,
    Vitals,
)
from bot.model.sources import (
    Claims,
    Kind,
    Link,
    Note,
    Passage,
    Reading,
    Source,
    SourceDocument,
    Span,
    Truth,
    Unread,
)

__all__ = [
    "Alias",
    "Answer",
    "Asker",
    "Attribution",
    "Card",
    "CardItem",
    "CardKind",
    "Change",
    "ChangeKind",
    "Checked",
    "Claims",
    "Confirmed",
    "Delivery",
    "DocumentReport",
    "Entry",
    "Episode",
    "Evidence",
    "Kind",
    "Link",
    "ListedEpisode",
    "ListedSpeaker",
    "Match",
    "Note",
    "Occurrence",
    "OccurrenceState",
    "OpenedEpisode",
    "Outcome",
    "Overview",
    "Passage",
    "Post",
    "Posted",
    "Preview",
    "Question",
    "Reading",
    "Schedule",
    "Shelved",
    "Source",
    "SourceDocument",
    "Span",
    "Standing",
    "Status",
    "Suggestion",
    "SuggestionKind",
    "Truth",
    "Unread",
    "Verdict",
    "Verified",
    "Vitals",
]
