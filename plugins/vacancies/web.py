"""Asking other people's hosts: politely, within limits, and trusting nothing that they answer."""

import asyncio
import random
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, NamedTuple, Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from protego import Protego

from plugins.vacancies import markup
from plugins.vacancies.faults import ForbiddenPage, NothingNew, SourceFault
from plugins.vacancies.network import PublicNetwork, Transport

ROBOT = "career-portal-jobs"
"""What the importer is called in robots.txt, and how its user agent begins."""

TRANSIENT = {408, 425, 429, 500, 502, 503, 504}
"""Answers after which asking again may help."""

REDIRECTS = {301, 302, 303, 307, 308}
HTTPS_PORT = 443
GZIP = 16 + zlib.MAX_WBITS
MAX_ROBOTS = 512 * 1024
"""Bytes of a robots.txt: at least 500 kB are to be read, by https://www.rfc-editor.org/rfc/rfc9309."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked of others, and how much is taken from them. Times are in seconds."""

    boards: int = 16
    """Read at the same time."""
    per_host: int = 4
    """Requests to one host at the same time."""
    step: float = 20
    """The longest time to connect, or to wait for the next bytes."""
    request: float = 60
    """The longest time for one answer, however steadily it trickles."""
    board: float = 600
    """The longest time for all of a board."""
    bytes: int = 16 * 1024 * 1024
    """Of one answer, unpacked."""
    redirects: int = 4
    attempts: int = 3
    pause: float = 1
    """Before the second attempt; doubled before each further one."""
    patience: float = 60
    """The longest pause that a host may ask for; one that asks for more is asked another day."""
    offers: int = 3_000
    """Postings of one board."""
    pages: int = 200
    """Pages that are looked at for postings of one board."""
    crawl_delay: float = 10
    """The longest pause between pages that a robots.txt may ask for."""


class Validator(NamedTuple):
    """What a host gave with an answer so that we can ask whether it is still the same."""

    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer, read to its end and unpacked."""

    address: str
    """Where it came from in the end, after all redirects."""
    body: bytes
    charset: str | None
    validator: Validator


class _Transient(Exception):  # noqa: N818 - becomes SourceFault in the end
    """A fault that may be gone at the next attempt, which the host wants after ``pause`` seconds."""

    def __init__(self, message: str, pause: float | None = None) -> None:
        super().__init__(message)
        self.pause = pause


@dataclass(slots=True)
class _Host:
    """What is known of a host within a run."""

    gate: asyncio.Semaphore
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots: Protego | None = None
    refuses_robots: bool = False
    next_page: float = 0


class Web:
    """All requests of a run. ``network`` is another one in tests alone."""

    def __init__(
        self, limits: Limits, contact: str, network: httpcore.AsyncNetworkBackend | None = None
    ) -> None:
        self.limits = limits
        transport = Transport(network or PublicNetwork(), 4 * limits.boards)
        headers = {
            "User-Agent": f"{ROBOT}/1.0 (+{contact})" if contact else f"{ROBOT}/1.0",
            "Accept-Encoding": "gzip",
        }
        # No proxies, passwords or cookies of the machine that the importer happens to run on.
        self._client = httpx.AsyncClient(
            transport=transport, headers=headers, timeout=limits.step, trust_env=False
        )
        self._hosts: dict[str, _Host] = defaultdict(
            lambda: _Host(asyncio.Semaphore(limits.per_host))
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(
        self, url: str, known: Validator | None = None, *, is_page: bool = False
    ) -> Answer | None:
        """What is at an address; None where it is still as ``known`` says. Or SourceFault.

        A page is asked for only where robots.txt allows it.
        """
        for attempt in range(1, self.limits.attempts + 1):
            try:
                return await self._follow(url, known or Validator(), is_page=is_page)
            except _Transient as fault:
                pause = fault.pause or self._back_off(attempt)
                if attempt == self.limits.attempts or pause > self.limits.patience:
                    raise SourceFault(str(fault)) from None
                await asyncio.sleep(pause)
        raise AssertionError

    def _back_off(self, attempt: int) -> float:
        """Ever longer pauses, of which no two importers have the same."""
        return self.limits.pause * 2.0 ** (attempt - 1) * random.uniform(0.75, 1.25)  # noqa: S311

    async def _follow(self, url: str, known: Validator, *, is_page: bool) -> Answer | None:
        """Go where redirects lead, each of which is checked like an address of our own."""
        for _ in range(self.limits.redirects + 1):
            host = self._hosts[_checked_host(url)]
            if is_page:
                await self._ask_robots(host, url)
            async with host.gate:
                answer = await self._request(url, known)
            if not isinstance(answer, str):
                return answer
            url = _joined(url, answer)
        raise SourceFault(f"leads on more than {self.limits.redirects} times")

    async def _request(
        self, url: str, known: Validator, max_bytes: int | None = None
    ) -> Answer | str | None:
        """The answer of one request; the address that it leads on to; None where nothing is new."""
        try:
            async with (
                asyncio.timeout(self.limits.request),
                self._client.stream("GET", url, headers=known.headers) as response,
            ):
                return await self._taken(response, known, max_bytes or self.limits.bytes)
        except (TimeoutError, httpx.TimeoutException):
            raise _Transient(f"{urlsplit(url).hostname} takes too long") from None
        except httpx.TransportError as error:
            raise _Transient(f"{urlsplit(url).hostname} cannot be read: {error}") from None
        except httpx.InvalidURL as error:
            raise SourceFault(f"leads to an address that is none: {error}") from None

    async def _taken(
        self, response: httpx.Response, known: Validator, max_bytes: int
    ) -> Answer | str | None:
        status, headers = response.status_code, response.headers
        if status in REDIRECTS and "location" in headers:
            return headers["location"]
        if status == HTTPStatus.NOT_MODIFIED and known != Validator():
            await response.aread()  # It has no body. Read to its end, its connection serves again.
            return None
        if status in TRANSIENT:
            raise _Transient(_said(status), _retry_after(headers.get("retry-after", "")))
        if status != HTTPStatus.OK:
            raise SourceFault(_said(status))
        body = bytearray()
        async for part in _unpacked(response, max_bytes):
            body += part
            if len(body) > max_bytes:
                raise SourceFault(f"answers with more than {max_bytes:,} bytes")
        validator = Validator(_header(headers, "etag"), _header(headers, "last-modified"))
        return Answer(str(response.url), bytes(body), response.charset_encoding, validator)

    async def _ask_robots(self, host: _Host, url: str) -> None:
        """Wait for a page's turn, or raise SourceFault where robots.txt forbids it."""
        async with host.turn:
            if host.robots is None:
                host.robots = await self._read_robots(host, urljoin(url, "/robots.txt"))
            if host.refuses_robots or not host.robots.can_fetch(url, ROBOT):
                raise ForbiddenPage(f"robots.txt of {urlsplit(url).hostname} forbids {url}")
            delay = min(host.robots.crawl_delay(ROBOT) or 0, self.limits.crawl_delay)
            now = asyncio.get_running_loop().time()
            pause, host.next_page = host.next_page - now, max(host.next_page, now) + delay
        await asyncio.sleep(max(pause, 0))

    async def _read_robots(self, host: _Host, url: str) -> Protego:
        """The rules of a host. None are none; those that cannot be had forbid everything.

        Rule: https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1
        """
        body = b""
        try:
            for _ in range(self.limits.redirects + 1):
                _checked_host(url)
                async with host.gate:
                    answer = await self._request(url, Validator(), MAX_ROBOTS)
                if isinstance(answer, str):
                    url = _joined(url, answer)
                    continue
                body = answer.body if answer else b""
                break
        except SourceFault as fault:
            host.refuses_robots = not str(fault).startswith(_SAID)
        except _Transient:
            host.refuses_robots = True
        return Protego.parse(body.decode("utf-8", "replace"))


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise SourceFault(f"leads to '{location[:200]}', which is no address") from None


def _checked_host(url: str) -> str:
    """The host of an address that may be asked, or SourceFault."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise SourceFault(f"leads to '{url[:200]}', which is no address") from None
    if parts.scheme != "https":
        raise SourceFault(f"leads to '{url[:200]}', which is not https; refused")
    if not host or parts.username is not None or port not in (None, HTTPS_PORT):
        raise SourceFault(f"leads to '{url[:200]}', which is no public address; refused")
    return host


_SAID = "answers with status"


def _said(status: int) -> str:
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    return f"{_SAID} {status} {phrase}".rstrip()


def _retry_after(value: str) -> float | None:
    """Seconds until a host wants to be asked again: it says them, or a moment."""
    if value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0) or None


MAX_HEADER = 200


def _header(headers: Mapping[str, str], name: str) -> str:
    """A header to be sent back later; none where it is longer than any that is meant so."""
    value = headers.get(name, "")
    return value if len(value) <= MAX_HEADER and value.isascii() and value.isprintable() else ""


async def _unpacked(response: httpx.Response, max_bytes: int) -> AsyncIterator[bytes]:
    """The parts of an answer. httpx would unpack a bomb whole before we could count its bytes."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "", "gzip", "x-gzip"}:
        raise SourceFault(f"answers in the packing '{packing[:40]}', which was not asked for")
    if "gzip" not in packing:
        async for part in response.aiter_raw():
            yield part
        return
    unpacker = zlib.decompressobj(GZIP)
    try:
        async for part in response.aiter_raw():
            yield unpacker.decompress(part, max_bytes + 1)
            if unpacker.unconsumed_tail:
                raise SourceFault(f"answers with more than {max_bytes:,} bytes")
    except zlib.error:
        raise SourceFault("answers with a broken gzip") from None
    if not unpacker.eof:
        raise _Transient("the answer breaks off")


@dataclass(slots=True)
class Visit:
    """The requests for one board, with what is known of it since the last import."""

    web: Web
    known: Mapping[str, Validator] = field(default_factory=dict)
    seen: dict[str, Validator] = field(default_factory=dict)
    """What the next import may ask by."""

    async def whole(self, url: str) -> Answer:
        """The one answer that holds a whole board. Raises NothingNew where it is as it was."""
        answer = await self.if_new(url)
        if answer is None:
            raise NothingNew
        return answer

    async def if_new(self, url: str, *, is_page: bool = False) -> Answer | None:
        """What is at an address, or None where it is as it was at the last import."""
        known = self.known.get(url)
        answer = await self.web.get(url, known, is_page=is_page)
        validator = answer.validator if answer else known
        if validator and validator != Validator():
            self.seen[url] = validator
        return answer

    async def fresh(self, url: str, *, is_page: bool = False) -> Answer:
        """What is at an address, in any case."""
        answer = await self.web.get(url, is_page=is_page)
        if answer is None:
            raise SourceFault("says that nothing is new, and was not asked that")
        return answer

    def forget(self, url: str) -> None:
        """Ask for an address anew at the next import: what depends on it is not known by it alone."""
        self.seen.pop(url, None)

    async def json(self, url: str) -> Any:  # noqa: ANN401 - plain data
        """The data of an answer that holds a whole board."""
        return markup.read_json((await self.whole(url)).body)

    async def xml(self, url: str) -> markup.Element:
        """The root of an answer that holds a whole board."""
        return markup.read_xml((await self.whole(url)).body)
