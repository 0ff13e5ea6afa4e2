"""A server on this machine that plays any host of the internet, for tests and measurements.

The importer connects to public addresses by TLS alone. ``wires`` and ``resolve`` stand in for the
network beneath it: made-up names lead to made-up public addresses, and these to this server, which
speaks without TLS. Everything above, the check of addresses included, is what it is in earnest.
"""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import blake2b
from http import HTTPStatus
from typing import Any

import httpcore

PUBLIC = "93.184.215.14"
"""An address that is public. Nothing is ever sent there."""

Address = tuple[str, str]
"""Host, and path with query."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    host: str
    target: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered. A reply of 200 gets an ETag, and is not sent to those who have it."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    """Seconds before the first byte."""
    drip: float = 0
    """Seconds after each byte, as those do who mean to hold others up."""
    breaks_off: bool = False
    """Whether the connection ends in the midst of the body."""
    has_etag: bool = True

    def etag(self) -> str:
        return f'"{blake2b(self.body, digest_size=8).hexdigest()}"'


Answer = Reply | Callable[[Request], Reply]


@dataclass(slots=True)
class Server:
    """All hosts there are: what they answer, and what they were asked."""

    answers: dict[Address, Answer] = field(default_factory=dict)
    addresses: dict[str, Sequence[str]] = field(default_factory=dict)
    """Where hosts are that are not at a public address."""
    asked: list[Request] = field(default_factory=list)
    port: int = 0
    most_at_once: int = 0
    connections: int = 0
    _now: int = 0

    def answer(self, request: Request) -> Reply:
        found = self.answers.get((request.host, request.target), Reply(status=404))
        reply = found(request) if callable(found) else found
        is_known = request.headers.get("if-none-match") == reply.etag()
        if reply.status == HTTPStatus.OK and reply.has_etag and is_known:
            return Reply(status=304, delay=reply.delay)
        return reply

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """Every name has an address."""
        del port
        return self.addresses.get(host, [PUBLIC])

    @property
    def wires(self) -> httpcore.AsyncNetworkBackend:
        return _Wires(self.port)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while request := await _read(reader):
                self.asked.append(request)
                self._now += 1
                self.most_at_once = max(self.most_at_once, self._now)
                try:
                    is_open = await _send(writer, self.answer(request))
                finally:
                    self._now -= 1
                if not is_open:
                    break
        writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.rstrip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    return Request(headers["host"], first.split(" ")[1], headers)


async def _send(writer: asyncio.StreamWriter, reply: Reply) -> bool:
    """Send a reply; False where nothing can follow it on this connection."""
    await asyncio.sleep(reply.delay)
    headers = {"Content-Length": str(len(reply.body)), "Date": formatdate(usegmt=True)}
    if reply.has_etag and reply.status == HTTPStatus.OK:
        headers["ETag"] = reply.etag()
    headers |= reply.headers
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(f"HTTP/1.1 {reply.status} X\r\n{lines}\r\n".encode("latin-1"))
    if reply.drip:
        for place in range(len(reply.body)):
            writer.write(reply.body[place : place + 1])
            await writer.drain()
            await asyncio.sleep(reply.drip)
    else:
        body = reply.body
        writer.write(body[: len(body) // 2] if reply.breaks_off else body)
    await writer.drain()
    return not reply.breaks_off


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Serve in a thread of its own, on a port that the system chooses."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    stop = asyncio.Event()

    async def run() -> None:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, limit=1 << 16)
        server.port = listening.sockets[0].getsockname()[1]
        ready.set()
        await stop.wait()
        listening.close()

    def work() -> None:
        loop.run_until_complete(run())
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


class _Wires(httpcore.AsyncNetworkBackend):
    """Connects to this server, whatever address is asked for."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        del host, port
        return _Plain(
            await self._backend.connect_tcp(
                "127.0.0.1", self._port, timeout, local_address, socket_options
            )
        )


class _Plain(httpcore.AsyncNetworkStream):
    """A connection that is taken to speak TLS."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(self, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
        return self

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's signature
        return None if info == "ssl_object" else self._stream.get_extra_info(info)
