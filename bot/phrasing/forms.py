"""What stands on Slack's forms and on its home tab. Pure."""

from __future__ import annotations

from bot.model import SuggestionKind

FORM_ASK = "Ask what was said"
FORM_SCHEDULE = "A quote a day"
FORM_SUGGESTED = "A topic, a person, an episode"
FORM_SUGGESTED_HINT = "Begin to type"
FORM_WORDS = "Words"
FORM_WHERE = "Answer me privately in"
FORM_CHANNEL = "Channel"
FORM_TIME = "Time"
FORM_ZONE = "Time zone"
FORM_DAYS = "Days"
FORM_TOPIC = "Only quotes about"
FORM_SUBMIT = "Ask"
FORM_CLOSE = "Close"
HOME_TODAY = "Today"
HOME_SCHEDULES = "Schedules"
HOME_HOW = "How to ask"
PROMPTS = "What was said about"
SUGGESTED = {
    SuggestionKind.TOPIC: "Topics",
    SuggestionKind.SPEAKER: "Speakers",
    SuggestionKind.EPISODE: "Episodes",
    SuggestionKind.PODCAST: "Podcasts",
}
