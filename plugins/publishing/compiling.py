"""Templates to Python that renders them fast, and to the same bytes as the Python that Jinja writes.

Jinja's own asks of every value what it is: whether a name is an attribute or an item, whether a
function wants the context, whether a text is HTML. This one takes a name after a dot for an attribute,
tries the usual answer to the others first, and has a place for what translators wrote where the
template stands still.
"""

# ruff: noqa: N802, FBT001, FBT002 - methods are called, and take, what those of Jinja do

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from keyword import iskeyword
from typing import Any, TypeAlias, TypeVar

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer

from plugins.publishing.messages import as_html, marked

RUNTIME = {"Macro": "PlainMacro", "Markup": "marked", "escape": "as_html"}
"""Name in the Python of a template → what in this module stands for it."""

__all__ = ["SAID", "PageCode", "PlainMacro", "as_html", "marked"]

SAID = re.compile(r"\0(?P<part>\d+)\0(?P<message>[^\0]*)\0")
"""What stands in texts of the code in the place of a part of a message."""

Doubt = TypeVar("Doubt", nodes.Test, nodes.Filter)

Outline: TypeAlias = Callable[[str], Sequence[str] | None]
"""A message → the names of its values in their order, if it has one order in all languages."""


class PlainMacro(Macro):
    """A macro that is quick to call with nothing but values in the order of its arguments."""

    def __init__(self, *definition: Any) -> None:  # noqa: ANN401 - as Jinja's own takes it
        super().__init__(*definition)
        special = self.catch_kwargs or self.catch_varargs or self.caller
        self._most = -1 if special else self._argument_count

    @property
    def source(self) -> object:
        """Where it is written; a macro of a page's own template is another object on each page."""
        return self._func.__code__

    def __call__(self, *values: object, **named: object) -> str:
        unsaid = self._most - len(values)
        if named or unsaid < 0:
            return super().__call__(*values, **named)
        return marked(self._func(*values, *(missing,) * unsaid) if unsaid else self._func(*values))


class PageCode(CodeGenerator):
    """Writes the Python of a template for all languages, in whose texts one puts its words: ``SAID``."""

    def __init__(self, outline: Outline, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **named)
        self._outline = outline
        self._joins = False

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        _Doubting().visit(node)
        _Saying(self._outline).visit(node)
        # Jinja writes what is included without the context at once, past what is being collected.
        self._joins = all(include.with_context for include in node.find_all(nodes.Include))
        super().visit_Template(node, frame)
        for name, own in RUNTIME.items():
            self.writeline(f"from {__name__} import {own} as {name}")

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        if self._joins and _is_outermost(frame):
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """Hand on a template or block as one text: each text is handed through all that is around."""
        super().leave_frame(frame, with_python_scope)
        shows_nothing = frame.toplevel and self.has_known_extends
        if self._joins and _is_outermost(frame) and not shows_nothing:
            self.writeline(f"yield concat({frame.buffer})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """A name after a dot is that of an attribute: what templates are given are records."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_EnvironmentAttribute(self, node: nodes.EnvironmentAttribute, frame: Frame) -> None:
        """A message: an environment has the words of its language."""
        if SAID.fullmatch(node.name):
            self.write(f"Markup({node.name!r})")
        else:
            super().visit_EnvironmentAttribute(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller or _is_unusual(node) or self._wants_more(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _wants_more(self, function: nodes.Expr) -> bool:
        return wants_more(self.environment.globals.get(getattr(function, "name", "")))

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """All templates of an environment have the same globals: a module is the same for all."""
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.get_template(")
        self.visit(node.template, frame)
        self.write(f", {self.name!r}).module")


class _Doubting(NodeTransformer):
    """Has Jinja look up attributes that may not be there: ``view.note is defined``, ``self.title()``."""

    def visit_Test(self, node: nodes.Test) -> nodes.Test:
        return self._of(node, {"defined", "undefined"})

    def visit_Filter(self, node: nodes.Filter) -> nodes.Filter:
        return self._of(node, {"default", "d"})

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:
        self.generic_visit(node)
        is_block = isinstance(node.node, nodes.Name) and node.node.name == "self"
        return _looked_up(node) if is_block else node

    def _of(self, node: Doubt, names: AbstractSet[str]) -> Doubt:
        self.generic_visit(node)
        if node.name in names and isinstance(node.node, nodes.Getattr):
            node.node = _looked_up(node.node)
        return node


def _looked_up(node: nodes.Getattr) -> nodes.Expr:
    """Jinja takes an item that is not there for an attribute."""
    return nodes.Getitem(node.node, nodes.Const(node.attr), "load", lineno=node.lineno)


class _Saying(NodeTransformer):
    """Puts places for what translators wrote where messages are.

    ``<p>{{ _("Apply at %(company)s", company=name) }}</p>`` is then like ``<p>…{{ name }}…</p>``.
    """

    def __init__(self, outline: Outline) -> None:
        self._outline = outline

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        """Messages that are shown become text of the template, others a value of it."""
        parts = [part for child in node.nodes for part in self._parts(child)]
        node.nodes = [self.visit(part) for part in parts]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        self.generic_visit(node)
        match self._parts(node):
            case [nodes.TemplateData(data=text)]:
                return nodes.EnvironmentAttribute(text, lineno=node.lineno)
        return node

    def visit_ScopedEvalContextModifier(self, node: nodes.Stmt) -> nodes.Stmt:
        """``{% autoescape false %}`` would hold for the values of messages, too, if they stood by themselves."""
        return node

    def _parts(self, node: nodes.Expr) -> list[nodes.Expr]:
        """A message as places and values in turn; anything else as it is."""
        match node:
            case nodes.Call(
                node=nodes.Name(name="_" | "gettext"),
                args=[nodes.Const(value=str() as message)],
                kwargs=values,
                dyn_args=None,
                dyn_kwargs=None,
            ):
                names = self._outline(message)
                if names is not None and sorted(names) == sorted(value.key for value in values):
                    given = {value.key: value.value for value in values}
                    return list(_places(message, [given[name] for name in names], node.lineno))
        return [node]


def _places(message: str, values: Sequence[nodes.Expr], line: int) -> Iterator[nodes.Expr]:
    for part, value in enumerate([*values, None]):
        yield nodes.TemplateData(f"\0{part}\0{message}\0", lineno=line)
        if value is not None:
            yield value


def special_names(environment: Environment) -> list[str]:
    """Of the functions that want more. Templates are compiled otherwise where these are others."""
    return sorted(name for name, found in environment.globals.items() if wants_more(found))


def wants_more(function: object) -> bool:
    """Whether a function takes the context or the like besides what stands in the template."""
    takers = (function, getattr(function, "__call__", None))  # noqa: B004 - a class may have one that does
    return any(hasattr(taker, "jinja_pass_arg") for taker in takers)


def _is_unusual(call: nodes.Call) -> bool:
    """Whether there is more to a call than values and names that Python has, too."""
    return bool(call.dyn_args or call.dyn_kwargs) or any(iskeyword(v.key) for v in call.kwargs)


def _is_outermost(frame: Frame) -> bool:
    return frame.parent is None
