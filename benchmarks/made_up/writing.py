"""Made-up names and running texts, seeded, in Danish and English, from the words of ``words.yaml``."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

LANGUAGES = ("da", "en")
WORDS = Path(__file__).with_name("words.yaml")
SENTENCES = 6
INVENTED = {"en": "Example", "da": "Eksempel"}


@cache
def words() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(WORDS.read_text("utf-8"))
    return found


def company_name(cluster: str, brands: dict[str, None], random: Random) -> str:
    syllables = words()["syllables"]
    brand = "".join(random.choices(syllables, k=2))
    while brand in brands:
        brand += random.choice(syllables)
    brands[brand] = None
    code = random.choice(list(LANGUAGES))
    return f"{INVENTED[code]} {brand.title()} {words()['clusters'][cluster]['trade'][code]}"


def tagline(code: str, slug: str) -> str:
    return f"{INVENTED[code]}: {', '.join(terms(code, Random(f'{slug} tagline')))}"


def about(code: str, slug: str, places: Sequence[str], sought: Sequence[str]) -> str:
    random = Random(slug)
    forms = [random.choice(words()["professions"][trade][code][1:]) for trade in sought]
    asked = seeking(code, forms[0], forms[-1], random)
    return f"{running_text(code, places[0], random)}\n\n{asked}"


def seeking(code: str, one: str, two: str, random: Random) -> str:
    """A sentence that says whom a company seeks."""
    said: str = random.choice(words()["seeking"][code])
    return said.format(one=one, two=two)


def running_text(code: str, place: str, random: Random, about: Sequence[str] = ()) -> str:
    """Running text that also names places which it is not about."""
    sentences = random.sample(words()["sentences"][code], SENTENCES)
    filled = (fill(sentence, code, place, random) for sentence in sentences)
    own = words()["places"].get(place, {}).get(code, "")
    return "\n\n".join(filter(None, (f"{own}.", " ".join((*about,)), *filled)))


def prose(code: str, random: Random, length: int, place: str = "") -> str:
    """Paragraphs of at least ``length`` words together."""
    paragraphs: list[list[str]] = [[]]
    written = 0
    while written < length:
        sentence = fill(random.choice(words()["sentences"][code]), code, place, random)
        written += len(sentence.split())
        if len(paragraphs[-1]) == SENTENCES // 2:
            paragraphs.append([])
        paragraphs[-1].append(sentence)
    return "\n\n".join(map(" ".join, paragraphs))


def fill(sentence: str, code: str, place: str, random: Random) -> str:
    """A sentence about some work, near the place or another one."""
    near = words()["places"].get(random.choice((place, *words()["places"])), {})
    a, b, c = terms(code, random)
    return sentence.format(a=a, b=b, c=c, place=near.get(code, place))


def terms(code: str, random: Random) -> list[str]:
    """Three things that somebody does; one word each in Danish, two in English."""
    between = "" if code == "da" else " "
    firsts, seconds = words()["firsts"][code], words()["seconds"][code]
    return [random.choice(firsts) + between + random.choice(seconds) for _ in range(3)]
