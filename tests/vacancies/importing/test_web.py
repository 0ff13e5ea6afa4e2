"""Asking is polite and within limits, and no answer is taken that is not what it should be."""

import asyncio
import gzip
import time
from dataclasses import replace

import pytest
from import_sites import LIMITS

from benchmarks.vacancies.serving import Reply, Request, Server
from plugins.vacancies.faults import SourceFault
from plugins.vacancies.network import PublicNetwork
from plugins.vacancies.web import Answer, Validator, Web

URL = "https://acme.example/jobs"


def get(
    server: Server, url: str = URL, known: Validator | None = None, *, times: int = 1, **limits
):
    """Ask, ``times`` times at once; the first answer."""
    is_page = limits.pop("is_page", False)

    async def run() -> list[Answer | None]:
        network = PublicNetwork(server.wires, server.resolve)
        async with Web(replace(LIMITS, **limits), "https://portal.example", network) as web:
            asking = (web.get(url, known, is_page=is_page) for _ in range(times))
            return await asyncio.gather(*asking)

    return asyncio.run(run())[0]


@pytest.fixture
def reply(server: Server):
    """Let a path of acme.example answer."""

    def reply(answer, path: str = "/jobs", host: str = "acme.example") -> None:
        server.answers[host, path] = answer

    return reply


def in_turn(*replies: Reply):
    """Answer differently each time, the last one for ever."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def test_requests_say_who_asks(server: Server, reply) -> None:
    """The user agent names the importer and where its portal is."""
    reply(Reply(b"x"))
    assert get(server).body == b"x"
    headers = server.asked[0].headers
    assert headers["user-agent"] == "career-portal-jobs/1.0 (+https://portal.example)"
    assert "cookie" not in headers


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Reply(status=404), "status 404"),
        (Reply(status=403), "status 403"),
        (Reply(status=500), "status 500"),
        (Reply(status=418), "status 418"),
        (Reply(status=299), "status 299"),
        (Reply(status=304), "status 304"),
        (Reply(b"x" * 2_000_001), "more than 2,000,000 bytes"),
        (Reply(b"x", delay=2), "takes too long"),
        (Reply(b"x" * 1000, drip=0.05), "takes too long"),
        (Reply(b"x" * 1000, breaks_off=True), "cannot be read"),
        (Reply(b"x", headers={"Content-Length": "9" * 30}), "."),
        (
            Reply(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}),
            "more than",
        ),
        (Reply(b"no gzip", headers={"Content-Encoding": "gzip"}), "broken gzip"),
        (Reply(gzip.compress(b"x")[:-4], headers={"Content-Encoding": "gzip"}), "breaks off"),
        (Reply(b"x", headers={"Content-Encoding": "br"}), "not asked for"),
        (Reply(status=302, headers={"Location": "/jobs"}), "leads on more than 4 times"),
        (Reply(status=302, headers={"Location": "http://acme.example/"}), "not https"),
        (Reply(status=302, headers={"Location": "file:///etc/passwd"}), "not https"),
        (Reply(status=302, headers={"Location": "https://169.254.169.254/x"}), "no public address"),
        (Reply(status=302, headers={"Location": "https://inside.example/"}), "no public address"),
        (Reply(status=302, headers={"Location": "https://a:b@acme.example/"}), "no public address"),
        (Reply(status=302, headers={"Location": "https://acme.example:22/"}), "no public address"),
        (Reply(status=302, headers={"Location": "https://["}), "no address"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused(server: Server, reply, answer, fault) -> None:
    """Slow, huge, broken, redirecting and lying answers end in a sentence, soon."""
    server.addresses = {"inside.example": ["10.0.0.7"], "169.254.169.254": ["169.254.169.254"]}
    reply(answer)
    start = time.perf_counter()
    with pytest.raises(SourceFault, match=fault):
        get(server)
    assert time.perf_counter() - start < 4
    assert {request.host for request in server.asked} == {"acme.example"}


def test_what_is_packed_is_unpacked(server: Server, reply) -> None:
    """Gzip is asked for and understood."""
    reply(Reply(gzip.compress(b"jobs" * 1000), headers={"Content-Encoding": "gzip"}))
    assert get(server).body == b"jobs" * 1000


def test_a_host_that_recovers_is_asked_again(server: Server, reply) -> None:
    """Transient faults pass; the pause that a host wants is kept."""
    wait = Reply(status=429, headers={"Retry-After": "0"})
    reply(in_turn(Reply(status=503), wait, Reply(b"here")))
    assert get(server).body == b"here"
    assert len(server.asked) == 3


def test_a_pause_that_is_wanted_is_made(server: Server, reply) -> None:
    """Retry-After goes before our own pauses."""
    reply(in_turn(Reply(status=503, headers={"Retry-After": "1"}), Reply(b"here")))
    start = time.perf_counter()
    assert get(server, patience=2).body == b"here"
    assert time.perf_counter() - start >= 1


def test_who_wants_a_long_pause_is_asked_another_day(server: Server, reply) -> None:
    """A run does not wait for hours."""
    reply(Reply(status=429, headers={"Retry-After": "Wed, 01 Jan 2200 00:00:00 GMT"}))
    with pytest.raises(SourceFault, match="429"):
        get(server)
    assert len(server.asked) == 1


def test_what_is_refused_for_good_is_asked_once(server: Server, reply) -> None:
    """A page that is not there is not there a second later."""
    with pytest.raises(SourceFault, match="404"):
        get(server)
    assert len(server.asked) == 1


def test_a_host_gets_few_requests_at_once(server: Server, reply) -> None:
    """However many boards stand there."""
    reply(Reply(b"x", delay=0.02))
    get(server, times=30)
    assert 1 < server.most_at_once <= LIMITS.per_host


def test_redirects_are_followed_where_they_may_lead(server: Server, reply) -> None:
    """Boards move; the answer says where it came from."""
    reply(Reply(status=301, headers={"Location": "//new.example/jobs?a=1#x"}))
    reply(Reply(b"here"), "/jobs?a=1", "new.example")
    assert get(server).address == "https://new.example/jobs?a=1#x"


def test_only_what_is_new_is_sent(server: Server, reply) -> None:
    """Both validators go back to the host; one that is too odd is not kept."""
    reply(Reply(b"x", headers={"Last-Modified": "Mon, 01 Jun 2026 00:00:00 GMT"}))
    known = get(server).validator
    assert known.modified == "Mon, 01 Jun 2026 00:00:00 GMT"
    assert get(server, known=known) is None
    assert server.asked[-1].headers["if-modified-since"] == known.modified
    reply(Reply(b"y", headers={"ETag": '"' + "x" * 500 + '"'}, has_etag=False))
    assert get(server).validator == Validator()


@pytest.mark.parametrize(
    ("robots", "may_read"),
    [
        (Reply(b""), True),
        (Reply(status=404), True),
        (Reply(b"User-agent: *\nDisallow: /private/"), True),
        (Reply(b"User-agent: *\nDisallow: /jobs"), False),
        (Reply(b"User-agent: *\nDisallow: /\n\nUser-agent: career-portal-jobs\nAllow: /"), True),
        (Reply(b"User-agent: career-portal-jobs\nDisallow: /*jobs$"), False),
        (Reply(b"\xff\xfe\x00 <html>"), True),
        (Reply(status=500), False),
        (Reply(b"x" * 600_000), False),
        (Reply(status=302, headers={"Location": "https://127.0.0.1/"}), False),
    ],
)
def test_robots_rules_hold_for_pages(server: Server, reply, robots, may_read) -> None:
    """Rules that cannot be had forbid everything, as RFC 9309 wants it."""
    server.addresses["127.0.0.1"] = ["127.0.0.1"]
    reply(Reply(b"page"))
    reply(robots, "/robots.txt")
    if may_read:
        assert get(server, is_page=True).body == b"page"
    else:
        with pytest.raises(SourceFault, match=r"robots\.txt"):
            get(server, is_page=True)
        assert "/jobs" not in {request.target for request in server.asked}


def test_robots_rules_hold_where_redirects_lead(server: Server, reply) -> None:
    """The other host has its own rules."""
    reply(Reply(status=302, headers={"Location": "https://other.example/x"}))
    reply(Reply(b"User-agent: *\nDisallow: /x"), "/robots.txt", "other.example")
    with pytest.raises(SourceFault, match=r"robots\.txt of other\.example"):
        get(server, is_page=True)


def test_pages_are_asked_for_as_slowly_as_wanted(server: Server, reply) -> None:
    """A crawl delay is kept, up to our patience, and robots.txt is read once."""
    reply(Reply(b"page"))
    reply(Reply(b"User-agent: *\nCrawl-delay: 100"), "/robots.txt")
    start = time.perf_counter()
    get(server, is_page=True, times=3, crawl_delay=0.15)
    assert time.perf_counter() - start >= 0.3
    assert [request.target for request in server.asked].count("/robots.txt") == 1


def test_a_request_is_what_it_is(server: Server, reply) -> None:
    """Nothing of the machine's own settings is sent along: no proxy, no password."""
    seen: list[Request] = []
    reply(lambda request: (seen.append(request), Reply(b"x"))[1])
    get(server)
    assert set(seen[0].headers) == {
        "host",
        "accept",
        "accept-encoding",
        "connection",
        "user-agent",
    }


@pytest.mark.parametrize("is_known", [False, True])
def test_connections_serve_again(server: Server, reply, is_known) -> None:
    """A host is greeted once for many requests, whether or not anything is new."""
    reply(Reply(b"x" * 100_000))
    known = get(server).validator if is_known else None
    server.connections = 0

    async def run() -> None:
        network = PublicNetwork(server.wires, server.resolve)
        async with Web(LIMITS, "", network) as web:
            for _ in range(5):
                await web.get(URL, known)

    asyncio.run(run())
    assert server.connections == 1
