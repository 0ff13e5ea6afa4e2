"""Texts become the same terms in Python, which makes the index, and in the browser."""

import random
import re

import pytest
from lunr.stemmer import PorterStemmer
from snowballstemmer.danish_stemmer import DanishStemmer

from plugins.search.analyser import Analyser

ODD = [
    "Århus ÅRHUS A\u030arhus århus Samsø SAMSØ Ærø Œuvre straße STRASSE İstanbul ıİ ΣΊΣΥΦΟΣ",
    "\ufb01ne \u00bd \u2460 \uff26\uff35\uff2c\uff2c \u212bngstr\u00f6m \u01c4 x\u00b2 \u33d2 \u2122 \ufdfa",
    "soft\u00adhyphen zero\u200bwidth \u202eright-to-left\u202c \u2066isolated\u2069 \ufeffmark",
    "👩\u200d⚕️ nurse👩🏽\u200d💻developer 🇩🇰 a\u20dd \U0001d518\U0001d52b \U0001d7d9\U0001d7da 𠜎𠜱 \U000e0041",
    "عربي العَمَل في مُقاطعة ـــ ٣٤ ۴۵ 工作 仕事 하기 काम करना ทำงาน Ελλάδα работа ёлка עֲבוֹדָה",
    "don't Denmark's l\u2019Oréal rock'n'roll O'Brien e-mail C++ C# .NET #1 50% +45 7012 3456 a/b a_b",
    '<img src=x onerror=alert(1)> foo:bar~2^3 +wind -mill *turb* \\ " ` $ { } [ ] ( ) ^ | ;',
    "\x00\x01\x1f\x7f\x80\x9f tab\tnew\nline\r\x0b\x0c\x85\u2028\u2029 end",
    "x" * 300,
    "å" * 45,
    "",
]
ENDINGS = re.findall(
    r"\w+",
    "e en er ene erne et ets s es hed heden lig elig els igst ende ing ed eed ational ization fulness "
    "ousli ies sses ment ement y ying ability ness ll ion sion tion",
)


def inflections(words: list[str]) -> list[str]:
    rng = random.Random(1)
    return [word + ending for word in words for ending in rng.sample(ENDINGS, 4)]


def made_up(number: int) -> list[str]:
    """Words of any letters, most of them such as stemmers look at."""
    rng = random.Random(2)
    letters = "aeioystdglnrkcmvbxz"
    return ["".join(rng.choices(letters, k=rng.randint(3, 11))) for _ in range(number)]


def signs(number: int) -> list[str]:
    """Texts of signs from all of Unicode that both sides know: their versions may differ."""
    rng = random.Random(3)
    blocks = [(0, 0x24F), (0x370, 0x6FF), (0x1E00, 0x2BFF), (0xFB00, 0xFFFF), (0x1F300, 0x1F64F)]
    return [
        "".join(chr(rng.randint(*rng.choice(blocks))) for _ in range(rng.randint(1, 12)))
        for _ in range(number)
    ]


@pytest.mark.parametrize("language", ["en", "da", "ar", "sv"])
def test_browser_and_index_agree_on_every_text(language, real_pages, real_indexes, ask_node):
    """Words, foldings and terms are the same for all real texts, inflections and odd signs."""
    documents = [d for written in real_indexes.values() for d in written.index.documents]
    texts = sorted({text for document in documents for text in document.texts})
    analyser = Analyser(language)
    words = sorted({surface for text in texts for surface, _ in analyser.words(text)})
    assert len(words) > 5000
    asked = [*texts, *ODD, " ".join(inflections(words)), " ".join(made_up(5000)), *signs(3000)]
    found = ask_node("analyse.mjs", {"parameters": analyser.parameters, "texts": asked})
    for text, there in zip(asked, found, strict=True):
        here = [[surface, word, analyser.stem(word)] for surface, word in analyser.words(text)]
        assert there == here, text[:80]


def test_the_browsers_stemmers_are_those_of_the_index(real_indexes, ask_node):
    """Danish: Snowball's, in Python and of lunr-languages; English: Porter's, of lunr.py."""
    words = {
        word
        for written in real_indexes.values()
        for document in written.index.documents
        for text in document.texts
        for _, word in Analyser("en").words(text)
        if word.isascii() and word.isalpha()
    }
    folded = {*words, *inflections(sorted(words)), *made_up(40_000)}
    asked = sorted({*folded, *(word.replace("ae", "æ") for word in folded)})
    danish, porter = DanishStemmer(), PorterStemmer()
    found = ask_node("stem.mjs", {"words": asked})
    wrong = [
        word
        for word, stems in zip(asked, found, strict=True)
        if stems != [danish.stemWord(word), porter.stem(word), danish.stemWord(word)]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Århus", "aarhus"),
        ("A\u030arhus", "aarhus"),
        ("Samsø", "samso"),
        ("Ærø", "aero"),
        ("Müller", "muller"),
        ("Straße", "STRASSE"),
        ("Denmark\u2019s", "denmarks"),
        ("العَمَل", "العمل"),
    ],
)
def test_spellings_of_a_word_are_one(one, other):
    """Keyboards without å, ø and æ, accents and capitals make no difference."""
    analyser = Analyser("da")
    assert analyser.fold(one) == analyser.fold(other)


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("da", "Sygeplejersker i Århus", ["sygeplejersk", "aarhus"]),
        ("en", "Nurses in the hospitals", ["nurs", "hospit"]),
        ("da", "IT og C++", ["it", "c"]),
        ("ar", "Wind turbines", ["wind", "turbines"]),
        ("en", " ,;-\u2013 ", []),
        ("da", "Skolelærer skolelærere skolelæreren", ["skolelaer"] * 3),
    ],
)
def test_texts_become_terms(language, text, terms):
    """Stop words go, the rest is folded and stemmed; languages without a stemmer fold only."""
    analyser = Analyser(language)
    assert [analyser.stem(word) for _, word in analyser.words(text)] == terms
