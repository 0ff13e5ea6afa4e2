"""Compiled templates reach the next build, and none is taken for another one."""

import os

import pytest
from babel.support import NullTranslations
from jinja2 import DictLoader, Environment

from plugins.languages import Language
from plugins.publishing.rendering import language_environments
from plugins.publishing.template_memory import TemplateMemory


@pytest.fixture
def memory():
    return TemplateMemory()


@pytest.fixture
def copy():
    """What a build has, and how to read what it tells."""
    reader, teller = os.pipe()
    os.set_blocking(reader, False)
    copied = TemplateMemory()
    copied.tell_to(teller)
    yield copied, lambda: os.read(reader, 1 << 20)
    os.close(reader)
    os.close(teller)


def environment(memory, text, texts="1"):
    """That of a build with a memory."""
    made = Environment(loader=DictLoader({"page.html": text}), autoescape=True)
    languages = [Language("en", "en", NullTranslations())]
    return language_environments(made, languages, {}, memory.open_library(texts))["en"]


def shown(memory, text, texts="1"):
    """A template as it is rendered with a memory."""
    return environment(memory, text, texts).get_template("page.html").render()


def learn(memory, copy, text):
    copied, told = copy
    assert shown(copied, text) == text
    copied.tell()
    content = told()
    for place in range(0, len(content), 100):  # pipes hand over what they like
        memory.hear(content[place : place + 100])


def test_what_a_build_compiled_is_not_compiled_again(memory, copy, monkeypatch):
    """The next copy of the process that heard of it has it."""
    learn(memory, copy, "one")
    monkeypatch.setattr(Environment, "compile", None)  # fails where it is called
    assert shown(memory, "one") == "one"


@pytest.mark.parametrize("changed", [{"text": "two"}, {"texts": "2"}], ids=["source", "texts"])
def test_other_templates_are_compiled(memory, copy, changed, monkeypatch):
    """A template is known by its source and what translators wrote."""
    learn(memory, copy, "one")
    compiled = []
    own = Environment.compile
    monkeypatch.setattr(
        Environment, "compile", lambda self, *given: compiled.append(given) or own(self, *given)
    )
    assert shown(memory, **{"text": "one", **changed}) == changed.get("text", "one")
    assert len(compiled) == 1


def test_a_message_without_an_end_is_forgotten(memory, copy):
    """A build may be stopped while it tells."""
    copied, told = copy
    shown(copied, "one")
    copied.tell()
    memory.hear(told()[:-1])
    memory.forget_rest()
    copied = TemplateMemory()
    copied.tell_to(copy[0]._teller)
    learn(memory, (copied, told), "two")
    assert len(memory._known) == 1


def test_what_is_known_is_not_told_again(memory, copy):
    """A pipe holds little, and nobody listens to what was said."""
    copied, told = copy
    learn(memory, copy, "one")
    copied.tell()
    with pytest.raises(BlockingIOError):
        told()


def test_a_build_alone_tells_nothing(memory):
    """Where nobody listens."""
    assert shown(memory, "one") == "one"
    memory.tell()
