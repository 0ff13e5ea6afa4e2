"""Connections to public addresses alone, whatever a name means at the moment of connecting.

What employers' systems answer may name any host, and a host's name may lead into the network that
the importer runs in. So a name is looked up here, what was found is checked, and the connection
goes to the very address that was checked: nobody can change it in between.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpcore
import httpx

from plugins.vacancies.faults import SourceFault

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""A host's name and port → its addresses."""

KEPT = 4
"""Of so many connections one is kept that is idle. httpcore looks at each of them for every request."""

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 behind a translator: https://www.rfc-editor.org/rfc/rfc6052"""


def is_public(address: str) -> bool:
    """Whether anybody on the internet could be at an address. IPv4 hidden in IPv6 is looked at."""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        if found in _TRANSLATED:
            return is_public(str(IPv4Address(int(found) & 0xFFFFFFFF)))
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if found.sixtofour or found.teredo or found.is_site_local:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


async def look_up(host: str, port: int) -> Sequence[str]:
    """All addresses of a host, as the system finds them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [*dict.fromkeys(str(address[0]) for *_, address in found)]


class PublicNetwork(httpcore.AsyncNetworkBackend):
    """Connects to a host if every address of it is public.

    ``wires`` and ``resolve`` are for tests alone, which let made-up hosts stand on one machine.
    """

    def __init__(
        self, wires: httpcore.AsyncNetworkBackend | None = None, resolve: Resolve = look_up
    ) -> None:
        self._wires = wires or httpcore.AnyIOBackend()
        self._resolve = resolve

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers, or raise SourceFault or ConnectError."""
        try:
            addresses = await asyncio.wait_for(self._resolve(host, port), timeout)
        except (OSError, UnicodeError, TimeoutError):
            raise httpcore.ConnectError(f"no host is called '{host}'") from None
        if private := [address for address in addresses if not is_public(address)]:
            raise SourceFault(f"'{host}' is at {private[0]}, which is no public address; refused")
        return await self._first(addresses, port, timeout, local_address, socket_options)

    async def _first(
        self,
        addresses: Sequence[str],
        port: int,
        timeout: float | None,  # noqa: ASYNC109 - as above
        local_address: str | None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.AsyncNetworkStream:
        failed: Exception = httpcore.ConnectError("the host has no address")
        for address in addresses:
            try:
                return await self._wires.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Transport(httpx.AsyncBaseTransport):
    """What httpx sends requests through: httpcore's pool over a network of our choice.

    httpx's own transport does not let one choose the network.
    """

    def __init__(self, network: httpcore.AsyncNetworkBackend, connections: int) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_authorities(),
            max_connections=connections,
            max_keepalive_connections=connections // KEPT,
            keepalive_expiry=5,
            network_backend=network,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        asked = httpcore.Request(
            request.method, url, headers=request.headers.raw, extensions=request.extensions
        )
        with _as_httpx():
            answer = await self._pool.handle_async_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer))

    async def aclose(self) -> None:
        await self._pool.aclose()


@cache
def _authorities() -> ssl.SSLContext:
    """Whom we believe who a host is: the authorities that Mozilla believes. Reading them takes long."""
    return httpx.create_ssl_context()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx():
            async for part in self._answer.aiter_stream():
                yield part

    async def aclose(self) -> None:
        await self._answer.aclose()


@contextmanager
def _as_httpx() -> Iterator[None]:
    """Httpcore's errors as httpx's: those of time by themselves, all others as one."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.TimeoutException(str(error) or "took too long") from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise httpx.TransportError(str(error) or type(error).__name__) from error
