"""The language of a posting, the languages of the work, and whether it takes Danish.

A language is told by its small words, which every text of some length holds and neighbours spell
differently. Titles have few of them, so there the words of the vocabulary count as well.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from plugins.portal.records import DanishNeeded
from plugins.vacancies.words import word_set, words

READ = 2_500
"""Characters that are enough to tell a language."""

ENOUGH, ENOUGH_OF_A_TITLE = 3, 1
"""Small words that a text must hold; words of the vocabulary that a title must hold."""

AHEAD = 1.5
"""How many times the runner-up's words a language must have."""

_SMALL_WORDS = {
    "da": "og af ikke til hos jeg være bliver også efter dig hvad som vores kan samt ved har du er med på i det en"
    " et for at den de vi din dit dine os søger mellem uden eller mere nye",
    "en": "the and of to you your with we are our for is be will have as an in on this that from or at their who"
    " what new more can all not looking within",
    "de": "und der die das ist nicht sie wir für mit ein eine einen zu auf den dem von im sich als auch bei oder"
    " unser unsere ihre deine dein du bist werden wird sind suchen",
    "sv": "och att är för på av inte vi du som med ett en till har kan vill om din ditt dina våra vår oss eller från"
    " söker jobba hos även är också blir mellan efter arbeta",
    "no": "og av ikke til hos jeg være blir også etter deg hva som vår våre kan samt ved har du er med på i det en et"
    " for å den de vi din ditt dine oss søker mellom uten eller jobb noe arbeid",
    "nl": "de het een en van voor met je jij wij zijn is niet op aan te bij als ook om onze ons jouw naar over wordt",
    "fr": "le la les des et est une un pour dans avec vous nous votre notre sur au aux du en que qui par sont plus",
    "es": "el la los las de y que en un una para con por es su nuestro nuestra tu más del se al como sus",
    "pl": "i w na do z jest się nie że to oraz dla od o po przez twoje nasz nasze praca pracy będzie lub jak",
    "it": "il la le di e che per un una con del della nel sono è i gli tuo nostro anche più al",
}
_WORDS_OF = {code: word_set(its) for code, its in _SMALL_WORDS.items()}
_LANGUAGES_OF = {
    word: tuple(code for code, its in _WORDS_OF.items() if word in its)
    for word in frozenset().union(*_WORDS_OF.values())
}
_LETTERS = re.compile(r"[^\W\d_]+")
_DANISH_LETTERS = frozenset("æøå")
_DANISH_ENDINGS = (
    "ingenioer", "medarbejder", "assistent", "konsulent", "udvikler", "tekniker", "leder", "koordinator", "chauffoer",
    "montoer", "operatoer", "specialist", "raadgiver", "laerer", "paedagog", "sygeplejerske", "chef", "elev", "vikar",
    "sagsbehandler", "arbejder", "hjaelper", "laege", "kommune", "kommunes", "skole", "afdeling", "afdelingen",
)  # fmt: skip
_ENGLISH_ENDINGS = ("tion", "ment", "ing", "ness", "ship", "ency", "ance", "ager", "neer", "oper")

_BOTH = word_set("global mobility embedded intern d")
"""Words of Danish names in the vocabulary that are English ones."""

_DANISH_TOO = ("ning", "ling")
"""Endings of English words that Danish words and places have as well."""

_NAMES: Mapping[str, str] = {
    "danish": "da", "dansk": "da", "danskkundskaber": "da", "english": "en", "engelsk": "en", "engelskkundskaber": "en",
    "german": "de", "tysk": "de", "swedish": "sv", "svensk": "sv", "norwegian": "no", "norsk": "no", "french": "fr",
    "fransk": "fr", "dutch": "nl", "hollandsk": "nl", "spanish": "es", "spansk": "es", "polsk": "pl",
    "italian": "it", "italiensk": "it",
}  # fmt: skip

_AFTER_A_LANGUAGE = word_set(
    "and or is are language languages skills skill at in both fluently verbally orally spoken written as well will"
    " would proficiency a an not og eller i er paa samt sprog som kundskaber til on also to both but men but not"
    " does because kan ikke fluency preferred required needed necessary speaking level"
)
"""What may follow the name of a language; before anything else it is an adjective: "Danish companies"."""

_FLUENT = re.compile(
    r"\b(?:fluent|fluently|fluency|flydende|proficien\w*|native|require\w*|requirement|must|mandatory|necessary"
    r"|behersk\w*|taler|tale|skriftlig\w*|mundtlig\w*|speak|speaks|spoken|written|writing|verbal\w*|command"
    r"|kundskaber|kommuniker\w*|formulerer|krav|noedvendig\w*|forudsaetning|modersmaal|excellent|good skills"
    r"|strong|ubesvaeret|sikker)\b|kundskaber"
)
_NEGATED = re.compile(
    r"\b(?:no|not|dont|doesnt|without|neither|never|isnt|arent|ikke|intet|uden|hverken)\b"
)
_NEEDED = re.compile(
    r"\b(?:require\w*|need\w*|necess\w*|must|prerequisite|mandatory|speak|krav|noedvendig\w*|behoever|forudsaetning"
    r"|forventer|taler|tale|expect\w*|demand\w*)\b|danish required"
)
_WELCOME = re.compile(
    r"\b(?:plus|advantage\w*|bonus|nice|beneficial|benefit|asset|helpful|preferred|preferably|desirable|fordel|oenske\w*"
    r"|gerne|merit|useful|welcome)\b"
)
_OR_ENGLISH = re.compile(
    r"\b(?:danish or english|english or danish|dansk eller engelsk|engelsk eller dansk)\b"
)
_WORKING = re.compile(
    r"\b(?:working|corporate|company|business|office|group|official|main) language\w*\b|koncernsprog|arbejdssprog"
    r"|virksomhedssprog|firmasprog"
)
_SENTENCE = re.compile(r"[.!?;\n•·]+")
_MENTIONS = re.compile(
    r"danish|dansk|english|engelsk|german|tysk|swedish|svensk|norwegian|norsk|french|fransk|dutch"
    r"|hollandsk|spanish|spansk|polsk|italian|italiensk|sprog|language"
)
LONGEST_SENTENCE = 600
NEAR = 9
"""Words after the name of a language within which something is said of it."""


def language_of_text(text: str) -> str | None:
    """The code of the language of a plain text; None where it is too short or none that is known."""
    tokens = Counter(_LETTERS.findall(text[:READ].lower()))
    scores = dict.fromkeys(_WORDS_OF, 0)
    for word in tokens.keys() & _LANGUAGES_OF.keys():
        for code in _LANGUAGES_OF[word]:
            scores[code] += tokens[word]
    first, second = sorted(scores, key=lambda code: -scores[code])[:2]
    if scores[first] < ENOUGH:
        return None
    if scores[first] < AHEAD * scores[second] and {first, second} != {"da", "no"}:
        return None if tokens.total() < 8 * ENOUGH or scores[first] == scores[second] else first
    return first if scores[first] > scores[second] else None


def language_of_title(title: str, languages: Mapping[str, frozenset[str]]) -> str | None:
    """The language of a title, by its small words and those of the vocabulary (word → languages)."""
    scores = Counter({code: 2 * n for code, n in _small_words(title, ("da", "en")).items()})
    scores["da"] += 2 * bool(_DANISH_LETTERS.intersection(title.lower()))
    for word in words(title):
        known = frozenset({"da", "en"}) if word in _BOTH else languages.get(word, frozenset())
        if len(known) == 1:
            scores.update(known)
            # English words stand in Danish titles, hardly ever the other way round.
            scores["da"] += "da" in known
        elif not known:
            scores["da"] += word.endswith(_DANISH_ENDINGS)
            scores["en"] += word.endswith(_ENGLISH_ENDINGS) and not word.endswith(_DANISH_TOO)
    if max(scores["da"], scores["en"]) < ENOUGH_OF_A_TITLE or scores["da"] == scores["en"]:
        return None
    return "da" if scores["da"] > scores["en"] else "en"


def _small_words(text: str, codes: Sequence[str]) -> dict[str, int]:
    tokens = _LETTERS.findall(text.lower())
    others = {
        code: frozenset().union(*(_WORDS_OF[c] for c in codes if c != code)) for code in codes
    }
    return {
        code: sum(word in _WORDS_OF[code] and word not in others[code] for word in tokens)
        for code in codes
    }


def languages_of_work(folded: str) -> tuple[tuple[str, ...], DanishNeeded | None]:
    """What a folded text says: the languages that are used or must be mastered, and how much Danish."""
    sentences = [words(sentence) for sentence in _sentences(folded)]
    return _working(sentences), _strictest({_of_sentence(sentence) for sentence in sentences})


def _strictest(said: AbstractSet[DanishNeeded | None]) -> DanishNeeded | None:
    """Of several sentences a plain "not" holds, but for one that calls Danish helpful."""
    order = (DanishNeeded.NONE, DanishNeeded.REQUIRED, DanishNeeded.HELPFUL)
    found = next((needed for needed in order if needed in said), None)
    return (
        DanishNeeded.HELPFUL
        if found is DanishNeeded.NONE and DanishNeeded.HELPFUL in said
        else found
    )


def _working(sentences: Iterable[Sequence[str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for tokens in sentences:
        sentence = " ".join(tokens)
        if _WORKING.search(sentence) or (
            _FLUENT.search(sentence) and not _NEGATED.search(sentence)
        ):
            told = _languages(tokens)
            found.update((code, None) for place, code in told if not _only_welcome(tokens, place))
    return tuple(found)


def _sentences(folded: str) -> Iterator[str]:
    """The sentences that speak of a language, each once."""
    if _MENTIONS.search(folded):
        for sentence in dict.fromkeys(_SENTENCE.split(folded)):
            if _MENTIONS.search(sentence):
                yield sentence[:LONGEST_SENTENCE]


def _languages(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    for place, token in enumerate(tokens):
        code = _NAMES.get(token)
        following = tokens[place + 1] if place + 1 < len(tokens) else "and"
        if code and (
            following in _AFTER_A_LANGUAGE or following in _NAMES or _FLUENT.fullmatch(following)
        ):
            yield place, code


def _of_sentence(tokens: Sequence[str]) -> DanishNeeded | None:
    places = [place for place, code in _languages(tokens) if code == "da"]
    if not places:
        return None
    sentence = " ".join(tokens)
    if _OR_ENGLISH.search(sentence):
        return DanishNeeded.NONE
    if any(_only_welcome(tokens, place) for place in places):
        return DanishNeeded.HELPFUL
    if _NEGATED.search(sentence) and _NEEDED.search(sentence):
        return DanishNeeded.NONE
    return DanishNeeded.REQUIRED if _FLUENT.search(sentence) else None


def _only_welcome(tokens: Sequence[str], place: int) -> bool:
    """Whether a language is called welcome, before another language is named."""
    after = tokens[place + 1 : place + 1 + NEAR]
    end = next(
        (at for at, word in enumerate(after) if word in _NAMES and after[at - 1 : at] != ["and"]),
        len(after),
    )
    before = tokens[max(0, place - 4) : place]
    if _WELCOME.search(" ".join(after[:end])):
        return True
    return bool(re.search(r"\b(?:preferably|gerne|bonus|plus|advantage)\b", " ".join(before)))
