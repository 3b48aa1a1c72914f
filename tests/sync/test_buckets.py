"""How often somebody may ask: buckets and addresses, by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.endpoint.service.buckets import Buckets
from sync.endpoint.service.source import UNKNOWN, Proxies, source_of


class Told:
    """A clock that is told the time."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_what_it_holds_and_fills_with_time() -> None:
    """Three at once, then one in ten seconds, and never more than three."""
    clock = Told()
    buckets = Buckets(0.1, 3, clock)
    assert [buckets.take("a") for _ in range(5)] == [True, True, True, False, False]
    assert buckets.wait("a") == 10, "asking in vain costs nothing"
    clock.now = 9.9
    assert not buckets.take("a")
    clock.now = 10
    assert buckets.take("a")
    assert buckets.take("b"), "each name has its own"
    clock.now = 1_000
    assert [buckets.take("a") for _ in range(4)] == [True, True, True, False]


def test_what_is_given_back_counts_for_nothing() -> None:
    """And gives nobody more than a full bucket."""
    buckets = Buckets(0.1, 2, Told())
    for _ in range(20):
        assert buckets.take("a")
        buckets.give_back("a")
    buckets.give_back("a")
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]


def test_many_names_fill_no_memory_and_empty_nobody_elses_bucket() -> None:
    """The one that was used longest ago is forgotten."""
    buckets = Buckets(0.1, 1, Told(), most_names=100)
    for number in range(100):
        assert buckets.take(str(number))
    assert not buckets.take("0")  # used again: it is not the oldest any more
    buckets.take("new")
    assert not buckets.take("0")
    assert buckets.take("1"), "forgotten"
    assert len(buckets._levels) == 100


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", UNKNOWN),
        ("testclient", UNKNOWN),
    ],
)
def test_a_source_is_an_address_or_a_sixty_four(address: str, source: str) -> None:
    """Whoever has one IPv6 address has a /64 of them."""
    assert source_of(address) == source


PROXY = "10.0.0.9"
HOPS = [
    # X-Forwarded-For, Forwarded, who it is
    (["192.0.2.7"], [], "192.0.2.7"),
    (["203.0.113.1, 192.0.2.7"], [], "192.0.2.7"),
    (["203.0.113.1", "192.0.2.7:4711"], [], "192.0.2.7"),
    (["203.0.113.1, 192.0.2.7, 10.0.0.9"], [], "192.0.2.7"),
    (["192.0.2.7, nonsense"], [], PROXY),
    (["10.0.0.9"], [], PROXY),
    ([], [], PROXY),
    ([], ["for=203.0.113.1, for=192.0.2.7;proto=https"], "192.0.2.7"),
    ([], ['proto=https;For="[2001:db8:1:2::5]:443"'], "2001:db8:1:2::/64"),
    ([], ["for=unknown"], PROXY),
    (["192.0.2.7"], ["for=192.0.2.7"], "192.0.2.7"),
    (["192.0.2.7"], ["for=203.0.113.1"], PROXY),
]


@pytest.mark.parametrize(("forwarded_for", "forwarded", "source"), HOPS)
def test_the_last_hop_of_a_named_proxy_is_believed(
    forwarded_for: list[str], forwarded: list[str], source: str
) -> None:
    """And what a client wrote left of it is not."""
    assert Proxies.named([PROXY]).source(PROXY, forwarded_for, forwarded) == source


def test_nobody_else_is_believed() -> None:
    """Not loopback either, and not a proxy's neighbour; a network can be named."""
    for proxies in (Proxies(), Proxies.named([PROXY])):
        for peer in ("127.0.0.1", "10.0.0.8"):
            assert proxies.source(peer, ["192.0.2.7"], ["for=192.0.2.7"]) == peer
    assert Proxies.named(["10.0.0.0/24"]).source("10.0.0.8", ["192.0.2.7"], []) == "192.0.2.7"
    with pytest.raises(ValueError, match="proxy"):
        Proxies.named(["the proxy"])


@given(st.lists(st.text(max_size=60), max_size=3), st.lists(st.text(max_size=60), max_size=3))
def test_whatever_the_headers_say_it_is_one_source(forwarded_for: list[str], forwarded: list[str]) -> None:
    """No error, and nothing that is no address."""
    source = Proxies.named([PROXY]).source(PROXY, forwarded_for, forwarded)
    assert source_of(source.removesuffix("/64")) == source
