"""Words that people exchange when they retell what was said: "quick" and "fast". Pure.

Everyday English of talk about work, technology, companies, money and people, written from memory.
A word of several senses may stand in several groups. What any talk is full of ("make", "get",
"thing") stands in none, nor do names. It was written before anybody read the questions that measure
it, and no group is there for the sake of one.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.irregular import forms
from bot.tokens import Token, tokenize

_GROUPS: Final = (
    # companies, trade and money
    "firm company business corporation enterprise, rival competitor opponent, customer client "
    "buyer consumer, shop store, buy purchase acquire, sell sale, price cost fee charge, cost "
    "expense spending, bill invoice, cheap inexpensive affordable, expensive costly pricey, free "
    "gratis, money cash, fund finance bankroll, investor backer funder, profit earnings gain, "
    "revenue income turnover, loss deficit, salary pay wage compensation, bonus reward, rich "
    "wealthy affluent, debt loan, bankrupt insolvent, stock share equity, value worth, deal "
    "agreement contract, advertising marketing promotion, ad advertisement, brand label, "
    "subscription membership, recession downturn slump, crisis disaster catastrophe emergency, "
    "industry sector, manufacture produce, supplier vendor, supply provide offer, deliver ship "
    "send, owner proprietor, found establish, founder creator, merge combine, budget funding, "
    # work
    "staff employee worker personnel workforce, colleague coworker teammate, boss manager "
    "supervisor, chief leader, hire recruit employ, fire dismiss sack, resign quit leave, job "
    "career profession occupation, task chore assignment, team group crew squad, meeting "
    "conference, interview conversation, office workplace, plan strategy roadmap, goal aim target "
    "objective, deadline cutoff, project undertaking, habit routine, skill ability talent, expert "
    "specialist professional, beginner novice newcomer, partner ally, collaborate cooperate, lazy "
    "idle, hardworking diligent, manage handle run, operate run, lead guide steer, "
    # technology
    "phone mobile smartphone cellphone, computer laptop machine, app application program "
    "software, tool device gadget, robot bot, website site page, internet web online, programmer "
    "developer coder engineer, code script, bug error defect, error mistake fault, crash outage "
    "failure, fix repair mend, delete remove erase, add insert append, update upgrade, feature "
    "function capability, release launch ship, screen display monitor, chip processor, picture "
    "image photo photograph, film movie, video clip footage, car vehicle automobile, plane "
    "airplane aircraft, hacker attacker, hack breach, password credential, data information, "
    "store save, copy duplicate replicate imitate, automatic automated, research study "
    "investigation, scientist researcher, experiment trial test, test check try, invent devise "
    "create, invention innovation, technique method approach, process procedure, system platform, "
    "energy electricity power, lab laboratory, math mathematics, chart graph diagram, "
    # people and how they feel
    "kid child youngster, mother mom mum, father dad, baby infant, teenager teen adolescent, "
    "friend buddy pal, spouse wife husband, woman female lady, man male guy, person human "
    "individual, folks humans, community society, audience viewers, fan follower, enemy foe, "
    "teacher professor instructor tutor, student pupil learner, school college university, doctor "
    "physician, ill sick, illness disease sickness, drug medicine medication, lawyer attorney, "
    "police cop, author writer, happy glad pleased, sad unhappy, angry furious mad upset, scared "
    "afraid frightened, fear worry anxiety concern, anxious nervous worried, surprised amazed "
    "astonished shocked, love adore, hate dislike despise, tired exhausted, boring dull tedious, "
    "excited enthusiastic eager, funny hilarious amusing, beautiful pretty gorgeous, brave bold "
    "courageous, lonely isolated, proud pride, stress pressure strain, calm relaxed peaceful, "
    "smart clever intelligent bright brilliant, stupid dumb foolish silly, curious interested, "
    "motivate inspire encourage, honest truthful sincere, lie deceive cheat, fraud scam, steal "
    "rob, mind brain, "
    # thinking and saying
    "trust believe, confidence faith, rely depend, idea concept notion, view perspective "
    "viewpoint, understand grasp comprehend, remember recall, imagine envision picture, guess "
    "estimate, predict forecast foresee, expect anticipate, hope wish, desire wish, require "
    "demand, choose pick select, choice option alternative, decide determine, doubt uncertainty, "
    "sure certain confident, prove demonstrate, proof evidence, fact truth, reason cause, cause "
    "trigger, result outcome consequence effect, influence affect impact, answer reply respond, "
    "ask question query, argue debate dispute disagree, agree accept consent, refuse reject "
    "decline, suggest recommend propose advise, advice guidance tip, warn caution, praise "
    "compliment, promise pledge, persuade convince, show demonstrate reveal, hide conceal, hidden "
    "secret, hear listen, notice spot observe, ignore neglect overlook, find discover, search "
    "seek hunt, examine inspect investigate analyze, check verify confirm, focus concentrate, "
    "teach train educate instruct coach, learn study, story tale narrative, speech lecture, chat "
    "conversation discussion, message note, article essay, example instance, word term, "
    # what happens, and what is done
    "begin start commence, finish complete conclude, stop halt cease quit, build create "
    "construct, design layout, change alter modify transform shift, improve enhance upgrade, "
    "worsen deteriorate degrade, grow expand increase rise, increase raise boost, reduce cut "
    "lower decrease shrink, drop fall decline, fail flop collapse, succeed success triumph, win "
    "beat defeat, fight battle struggle conflict war, help support aid, hurt harm damage injure, "
    "destroy ruin wreck, protect guard defend shield, attack assault, prevent avoid block, allow "
    "permit enable, forbid ban prohibit outlaw, force compel, limit restrict constrain, replace "
    "substitute swap, exchange trade swap, join connect link, separate split divide, gather "
    "collect assemble, share distribute, waste squander, throw toss, happen occur, appear emerge, "
    "disappear vanish, stay remain, continue persist, survive endure, wait delay, delay postpone, "
    "hurry rush, move transfer, travel journey trip, visit tour, arrive reach, escape flee, "
    "attempt try, solve resolve, solution remedy fix, problem issue trouble difficulty, obstacle "
    "barrier hurdle, danger risk threat hazard, dangerous risky unsafe, safe secure, safety "
    "security, chance opportunity, lucky fortunate, law rule regulation legislation, illegal "
    "unlawful, crime offense, prison jail, country nation, world globe planet, city town, house "
    "home, apartment flat, place location spot, area region zone, field domain, holiday vacation, "
    "food meal, garbage trash rubbish junk, gift present, "
    # how things are
    "quick fast rapid speedy swift, slow sluggish, gradual slow, sudden abrupt, large huge giant "
    "enormous massive vast, small little tiny, hard difficult tough tricky, easy simple "
    "straightforward, complex complicated, strong powerful, weak fragile, important crucial "
    "essential vital critical key, main primary principal, basic fundamental, whole entire "
    "complete, strange weird odd, normal usual typical ordinary, common widespread, rare scarce "
    "unusual, famous popular, clear obvious, vague unclear, true correct accurate, wrong "
    "incorrect false, real genuine, fake false counterfeit, fair equal, similar alike comparable, "
    "old ancient, novel fresh, modern contemporary, early soon, frequent regular, seldom rare, "
    "eventually finally ultimately, roughly approximately, exact precise, probably likely, extra "
    "additional, lack shortage absence, amount quantity number, part piece portion component, "
    "difference gap distinction, loud noisy, quiet silent, cold cool, hot warm, empty vacant, "
    "useless worthless pointless, useful valuable, excellent superb outstanding, terrible awful "
    "horrible, era age period, stage phase step, border boundary edge, peak summit top"
)
_AS_WRITTEN: Final = (
    "author authors, business businesses, computer computers, consumer consumers, conversation "
    "conversations, customer customers, developer developers, engineer engineers, experiment "
    "experiments, important, information, interested, likely, manager managers, objective "
    "objectives, person persons, powerful, quit quits, reason reasons, university universities, "
    "useful"
)
"""Words that share their stem with words of another meaning ("important", "imports"), with their
forms: these alone are meant."""


class Synonym(NamedTuple):
    """A word that may be said instead of another.

    Attributes:
        stem: of the word.
        word: itself, folded.
        as_written: whether only the word itself is meant, and no other of its stem.
    """

    stem: str
    word: str
    as_written: bool


_Key = tuple[str, str]  # a stem, and the word where it alone is meant


def _groups(written: str) -> list[tuple[str, ...]]:
    return [tuple(group.split()) for group in written.split(", ")]


_WHOLE: Final = {form: group for group in _groups(_AS_WRITTEN) for form in group}


def _synonym(word: str) -> Synonym:
    [token] = tokenize(word)
    return Synonym(token.stem, word, word in _WHOLE)


def _key(one: Synonym) -> _Key:
    return one.stem, one.word if one.as_written else ""


def _table() -> dict[_Key, tuple[Synonym, ...]]:
    found: dict[_Key, dict[Synonym, None]] = {}
    for group in _groups(_GROUPS):
        meant = [tuple(map(_synonym, _WHOLE.get(w) or (w, *forms(w)))) for w in group]
        for own in meant:
            others = [one for each in meant if each is not own for one in each]
            for form in own:
                found.setdefault(_key(form), {}).update(dict.fromkeys(others))
    return {key: tuple(others) for key, others in found.items()}


_SYNONYMS: Final = _table()
_KEYS: Final = {word: _key(_synonym(word)) for group in _groups(_GROUPS) for word in group}
_DEGREES: Final = ("er", "est")


def synonyms(token: Token) -> tuple[Synonym, ...]:
    """Return words that may be said instead of one, in any form of it; of most words, none."""
    found = _SYNONYMS.get((token.stem, token.word)) or _SYNONYMS.get((token.stem, ""))
    return found or _in_degree(token.word)


def _in_degree(word: str) -> tuple[Synonym, ...]:
    """Return what may be said instead of "quicker" or "quickest", which the stemmer keeps apart."""
    for ending in _DEGREES:
        root = word.removesuffix(ending)
        base = next((w for w in (root, f"{root}e", f"{root.removesuffix('i')}y") if w in _KEYS), "")
        if base and root != word:
            others = _SYNONYMS[_KEYS[base]]
            return (*(_synonym(_to_degree(one.word, ending)) for one in others), *others)
    return ()


def _to_degree(word: str, ending: str) -> str:
    return f"{word[:-1]}i{ending}" if word.endswith("y") else f"{word.removesuffix('e')}{ending}"
