"""What the core asks of the outside, and what the doors ask of the core: Protocols only.

Everything here is synchronous. A door calls the core through `asyncio.to_thread`; a poster bridges
back into its door's loop by itself.
"""

from bot.ports.browsing import Browsing, Shelves
from bot.ports.catalogue import Catalogue, Keys, Reconciled, Stored, Writer
from bot.ports.conversation import Conversation
from bot.ports.core import Core
from bot.ports.daily import DailyDesk
from bot.ports.feeds import Feeds, Remembered
from bot.ports.fetching import Fetched, Fetcher, Validators
from bot.ports.inbox import Inbox
from bot.ports.index import Index, Term, Vocabulary
from bot.ports.installations import Installations
from bot.ports.leases import Leases
from bot.ports.meters import Meters, Unmetered
from bot.ports.notes import Notes
from bot.ports.posting import Clock, Ledger, Poster
from bot.ports.proposals import Proposal, Proposals, Uploads
from bot.ports.surroundings import Surroundings

__all__ = [
    "Browsing",
    "Catalogue",
    "Clock",
    "Conversation",
    "Core",
    "DailyDesk",
    "Feeds",
    "Fetched",
    "Fetcher",
    "Inbox",
    "Index",
    "Installations",
    "Keys",
    "Leases",
    "Ledger",
    "Meters",
    "Notes",
    "Poster",
    "Proposal",
    "Proposals",
    "Reconciled",
    "Remembered",
    "Shelves",
    "Stored",
    "Surroundings",
    "Term",
    "Unmetered",
    "Uploads",
    "Validators",
    "Vocabulary",
    "Writer",
]
