"""No connection goes to an address that is not public, whatever a host's name means."""

import asyncio
from dataclasses import replace

import httpcore
import pytest
from import_sites import LIMITS

from benchmarks.vacancies.serving import Reply
from plugins.vacancies.faults import SourceFault
from plugins.vacancies.network import PublicNetwork, is_public
from plugins.vacancies.web import Web

PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"]
PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104 - refused
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "::127.0.0.1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    """Whoever is on the internet can be asked."""
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_no_other_address_is(address: str) -> None:
    """Loopback, private, link-local, reserved, multicast, and IPv4 hidden in IPv6 are refused."""
    assert not is_public(address)


class Wires(httpcore.AsyncNetworkBackend):
    """Notes where one would have connected to."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def connect_tcp(self, host: str, *_, **__) -> httpcore.AsyncNetworkStream:
        self.asked.append(host)
        return httpcore.AsyncMockStream([])


def connect(answers: list[list[str]]) -> list[str]:
    """Connect as often as there are answers of the resolver: the addresses connected to."""
    wires, left = Wires(), iter(answers)

    async def resolve(host: str, port: int) -> list[str]:
        return next(left)

    async def run() -> None:
        network = PublicNetwork(wires, resolve)
        for _ in answers:
            await network.connect_tcp("acme.example", 443)

    asyncio.run(run())
    return wires.asked


def test_the_address_that_was_checked_is_the_one_that_is_connected_to() -> None:
    """A name is looked up once; what it means a moment later does not matter."""
    assert connect([["93.184.215.14"]]) == ["93.184.215.14"]


def test_a_name_that_changes_its_meaning_is_refused() -> None:
    """Each connection looks again: public the first time does not help the second."""
    with pytest.raises(SourceFault, match="no public address"):
        connect([["93.184.215.14"], ["169.254.169.254"]])


def test_one_private_address_among_public_ones_is_enough() -> None:
    """A host that is also inside is not asked at all."""
    with pytest.raises(SourceFault, match=r"10\.0\.0\.1"):
        connect([["93.184.215.14", "10.0.0.1"]])


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "0x7f000001", "2130706433"])
def test_the_system_finds_private_addresses_in_every_spelling(host: str) -> None:
    """What the system takes for an address is checked as what it is."""
    network = PublicNetwork(Wires())
    with pytest.raises((SourceFault, httpcore.ConnectError)):
        asyncio.run(network.connect_tcp(host, 443, timeout=5))


class PlainWires(httpcore.AsyncNetworkBackend):
    """Connects to the server of these tests, and leaves TLS to those who want it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.backend = httpcore.AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, *_, **__) -> httpcore.AsyncNetworkStream:
        return await self.backend.connect_tcp("127.0.0.1", self.port)


def test_no_word_is_said_without_tls(server) -> None:
    """A host that cannot prove who it is gets no request."""
    server.answers["acme.example", "/"] = Reply(b"x")

    async def run() -> None:
        network = PublicNetwork(PlainWires(server.port), server.resolve)
        async with Web(replace(LIMITS, attempts=1), "", network) as web:
            await web.get("https://acme.example/")

    with pytest.raises(SourceFault, match=r"acme\.example (takes too long|cannot be read)"):
        asyncio.run(run())
    assert server.asked == []
