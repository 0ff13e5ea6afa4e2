"""Compiled templates reach the next build, and none is taken for another one."""

import os

import pytest
from jinja2 import DictLoader, Environment

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


def environment(text):
    return Environment(loader=DictLoader({"page.html": text}), autoescape=True)


def shown(memory, text, catalogue="1", code="en"):
    """A template as it is rendered with a memory."""
    made = environment(text)
    memory.serve({code: made}, {code: catalogue})
    return made.get_template("page.html").render()


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
    memory.tell_to(0)
    monkeypatch.setattr(Environment, "compile", None)  # fails where it is called
    assert shown(memory, "one") == "one"


@pytest.mark.parametrize(
    "changed",
    [{"text": "two"}, {"catalogue": "2"}, {"code": "da"}],
    ids=["source", "catalogue", "language"],
)
def test_other_templates_are_compiled(memory, copy, changed, monkeypatch):
    """A template is known by its source, its language and what translators wrote."""
    learn(memory, copy, "one")
    memory.tell_to(0)
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
    learn(memory, copy, "two")
    assert len(memory._known) == 1


def test_all_templates_are_told_of(memory, copy):
    """Also those that this build did not need; one that cannot be compiled is left to who needs it."""
    copied, told = copy
    made = Environment(loader=DictLoader({"a": "a", "b": "b", "c": "{% if"}), autoescape=True)
    copied.serve({"en": made}, {})
    copied.tell_all([made], ["a", "b", "c", "d"])
    memory.hear(told())
    assert [key.split()[1] for key in memory._known] == ["a", "b"]


def test_a_build_alone_remembers_nothing(memory):
    """Where nobody listens, Jinja asks nobody."""
    made = environment("one")
    memory.serve({"en": made}, {"en": "1"})
    assert made.bytecode_cache is None
    memory.tell()
