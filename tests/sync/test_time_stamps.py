"""Time stamps (RFC 3161) over what an endpoint received: got from a real time-stamp authority, given to the
devices whose feeds they are over. What is wrong is named, and the endpoint goes on without."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.endpoint.__main__ import main
from sync.endpoint.service import Service
from sync.endpoint.time_stamping import NoTimeStamp, TimeStamping
from sync.feed import Payload
from sync.time_stamp_tokens import maker
from sync.time_stamps import BadTimeStamp, TimeStamp, read_time_stamps, read_token, trust_part
from tests.support.endpoint.authority import CHILD, CRYPTO, OTHER, Authority, TestDevice, until_idle
from tests.support.tsa import NAME, Tsa, openssl

LINK = [bytes([n]) * 32 for n in range(9)]


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Tsa:
    return Tsa(tmp_path_factory.mktemp("tsa") / "keys")


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Tsa:
    """Another one, that nobody trusts here."""
    return Tsa(tmp_path_factory.mktemp("foreign") / "keys", "Somebody Else")


@pytest.fixture
def stamping(authority: Authority, tsa: Tsa) -> Iterator[Service]:
    """The endpoint's service, with the time-stamp authority; a token is due at once."""
    tsa.answers, tsa.status = lambda answer: answer, 200
    with tsa.serving() as url:
        by = TimeStamping(url, tsa.certificate)
        now = authority.now
        yield Service(authority.store, authority.key, now=now, time_stamping=by, time_stamp_seconds=0.0)


def sent(authority: Authority, *streams: str) -> TestDevice:
    device = authority.enrolled(*streams)
    for stream in streams:
        device.write(Payload.of(b"one", LINK[1]), Payload.of(b"two", LINK[2]), stream=stream)
    until_idle(device)
    return device


def given(device: TestDevice, cursor: str = "") -> list[TimeStamp]:
    """What the endpoint gives this device."""
    good, broken = read_time_stamps(device.wire().request("GET", f"/v1/time-stamps?cursor={cursor}"))
    assert not broken
    return good


def test_a_token_stands_for_each_head_and_openssl_says_so(
    authority: Authority, tsa: Tsa, stamping: Service, tmp_path: Path
) -> None:
    """One question for all feeds. Each device gets those of its own feeds alone; what it gets is checked by
    OpenSSL with the time-stamp authority's root."""
    one, two = sent(authority, CHILD), sent(authority, OTHER, "c" * 32)
    before = tsa.asked
    assert stamping.time_stamps.stamp() == ""
    assert tsa.asked == before + 1
    (mine,), theirs = given(one), given(two)
    assert [stamp.receipt.feed.stream for stamp in theirs] == sorted([OTHER, "c" * 32])
    for stamp in (mine, *theirs):
        receipt, key = stamp.receipt, authority.key.public
        assert (receipt.seq, receipt.link) == (2, LINK[2])
        assert CRYPTO.verify(key, receipt.signature, receipt.signed_part())
        assert CRYPTO.verify(key, stamp.word, trust_part(stamp.token, stamp.trusted))
        assert abs(read_token(stamp.token).at - authority.now()) < 300
        assert maker(stamp.token, stamp.over, [tsa.certificate]) == NAME
        (tmp_path / "token").write_bytes(stamp.token)
        digest = ("-digest", hashlib.sha256(stamp.over).hexdigest())
        checked = ("-in", tmp_path / "token", "-token_in", "-CAfile", tsa.folder / "ca.pem")
        assert "Verification: OK" in openssl("ts", "-verify", *digest, *checked)
    assert given(one, mine.cursor) == []
    assert stamping.time_stamps.stamp() == ""
    assert tsa.asked == before + 1, "nothing is new"


def test_what_came_since_gets_the_next_one(authority: Authority, stamping: Service) -> None:
    """The first stays: an entry that it is over was there then."""
    device, quiet = sent(authority, CHILD), sent(authority, OTHER)
    assert stamping.time_stamps.stamp() == ""
    device.write(Payload.of(b"three", LINK[3]))
    until_idle(device)
    assert stamping.time_stamps.stamp() == ""
    assert len(given(quiet)) == 1, "nothing of it is new"
    first, second = given(device)
    assert [stamp.receipt.seq for stamp in (first, second)] == [2, 3]
    assert given(device, first.cursor) == [second]


def wrong_answers(foreign: Tsa) -> dict[str, tuple[Callable[[bytes], bytes], str]]:
    """What comes instead of a good answer, and how it is named."""
    return {
        "cut": (lambda answer: answer[:-20], "its token can’t be read"),
        "garbled": (lambda answer: b"\0" + answer[1:], "its token can’t be read"),
        "nothing": (lambda answer: b"", "its token can’t be read"),
        "a page": (lambda answer: b"<html>Log in</html>", "its token can’t be read"),
        "without end": (lambda answer: answer * 100, "its answer does not end"),
        "a byte of the signature": (
            lambda answer: answer[:-1] + bytes([answer[-1] ^ 1]),
            "no certificate that is trusted stands behind it, or its signature does not fit",
        ),
        "foreign": (
            lambda answer: foreign.reply((foreign.folder / "asked").read_bytes()),
            "no certificate that is trusted stands behind it, or its signature does not fit",
        ),
    }


WRONG = ["cut", "garbled", "nothing", "a page", "without end", "a byte of the signature", "foreign"]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_is_named_and_never_kept(
    name: str, authority: Authority, tsa: Tsa, foreign: Tsa, stamping: Service
) -> None:
    """The endpoint goes on; the next good answer serves."""
    device = sent(authority, CHILD)
    change, words = wrong_answers(foreign)[name]

    def changed(answer: bytes) -> bytes:
        (foreign.folder / "asked").write_bytes((tsa.folder / "query").read_bytes())
        return change(answer)

    tsa.answers = changed
    assert stamping.time_stamps.stamp() == words
    assert given(device) == []
    tsa.answers = lambda answer: answer
    assert stamping.time_stamps.stamp() == ""
    assert len(given(device)) == 1


def test_an_answer_to_another_question_or_of_another_time_is_none(
    authority: Authority, tsa: Tsa, stamping: Service
) -> None:
    """An old answer that somebody sends again; a time-stamp authority hours away; no answer."""
    sent(authority, CHILD)
    old: list[bytes] = []

    def kept(answer: bytes) -> bytes:
        old.append(answer)
        return answer

    tsa.answers = kept
    authority.skew = 7_200.0
    assert stamping.time_stamps.stamp() == "its clock and this one are far from each other"
    authority.skew = 0.0
    tsa.answers = lambda answer: old[0]
    assert stamping.time_stamps.stamp() == "it answers another question"
    tsa.status = 503
    assert stamping.time_stamps.stamp() == "it answered 503"
    tsa.status = 302
    assert stamping.time_stamps.stamp() == "it answered 302"
    assert authority.store.time_stamps.all() == []


def test_one_that_is_not_there_stops_nothing(authority: Authority, tsa: Tsa) -> None:
    """It is written down; entries are taken as ever."""
    by = TimeStamping("http://127.0.0.1:9/tsa", tsa.certificate)
    service = Service(authority.store, authority.key, time_stamping=by, time_stamp_seconds=0.0)
    device = sent(authority, CHILD)
    assert service.time_stamps.stamp() == "it can’t be reached (URLError)"
    device.write(Payload.of(b"three", LINK[3]))
    assert until_idle(device).feed(CHILD).done == 3
    with pytest.raises(NoTimeStamp):
        by.token(b"x", authority.now)


def test_an_erased_childs_heads_go(authority: Authority, stamping: Service) -> None:
    """The token stays: it says nothing of any child."""
    device = sent(authority, CHILD, OTHER)
    assert stamping.time_stamps.stamp() == ""
    authority.store.erasures.erase(CHILD, "A", "B", int(authority.now()), authority.key.sign)
    assert [stamp.receipt.feed.stream for stamp in given(device)] == [OTHER]
    ((_, heads),) = authority.store.time_stamps.all()
    assert heads == 1


def test_a_process_that_was_there_first_is_believed(authority: Authority, stamping: Service) -> None:
    """Two that ask at the same time keep one token between them."""
    sent(authority, CHILD)
    asked = authority.store.time_stamps.unstamped(int(authority.now()) + 9)
    assert asked is not None
    assert stamping.time_stamps.stamp() == ""
    assert not authority.store.time_stamps.keep(asked, b"t", b"c", "x", 1, [b""], 1)
    assert authority.store.time_stamps.unstamped(0) is None, "not again so soon"


@pytest.mark.parametrize(
    "cursor", ["", "x", "1", "1:" + "0" * 31, "9" * 30 + ":" + CHILD, "-1:" + CHILD, "٣:" + CHILD]
)
def test_any_cursor_is_one_of_ours_or_the_first(cursor: str, authority: Authority, stamping: Service) -> None:
    """Never an error."""
    device = sent(authority, CHILD)
    assert stamping.time_stamps.stamp() == ""
    assert len(stamping.time_stamps.of(authority.store.devices.get(device.id), cursor)["stamps"]) == 1  # type: ignore[arg-type]


def test_a_token_that_was_changed_is_read_as_wrong_or_not_at_all(tsa: Tsa) -> None:
    """A byte anywhere is another: what needs no library says so, or reads it; the library never believes it.
    Never another exception."""
    data = b"some bytes"
    token, root = tsa.token(data), [tsa.certificate]
    assert maker(token, data, root) == NAME
    assert read_token(token).digest == hashlib.sha256(data).digest()
    believed = []
    for at in range(len(token)):
        changed = token[:at] + bytes([token[at] ^ 0x55]) + token[at + 1 :]
        for read in (read_token, lambda one: believed.append(maker(one, data, root))):
            try:
                read(changed)
            except BadTimeStamp:
                continue
    assert len(believed) < len(token) // 2  # of certificates that are not needed
    with pytest.raises(BadTimeStamp, match="over something else"):
        maker(token, b"other bytes", root)


SERVE = ("serve", "--init", "--port", "0")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--time-stamp", "ftp://tsa.example", "--time-stamp-trust", "FILE"), "http or https"),
        (("--time-stamp", "http://tsa.example"), "--time-stamp-trust FILE"),
        (("--time-stamp", "http://tsa.example", "--time-stamp-trust", "NONE"), "can’t be read"),
        (("--time-stamp", "http://[", "--time-stamp-trust", "FILE"), "http or https"),
        (
            ("--time-stamp", "http://tsa.example", "--time-stamp-trust", "FILE", "--time-stamp-minutes", "0"),
            "1 or more",
        ),
    ],
)
def test_what_the_operator_set_wrongly_is_said(
    arguments: tuple[str, ...], words: str, tsa: Tsa, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is served."""
    files = {"FILE": str(tsa.folder / "ca.pem"), "NONE": str(tmp_path / "none.pem")}
    typed = [files.get(one, one) for one in arguments]
    assert main([*SERVE, "--data", str(tmp_path / "data"), *typed]) == 2
    assert words in capsys.readouterr().err


def test_the_command_lists_them(
    authority: Authority, stamping: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    """When, over how many feeds, by whom."""
    sent(authority, CHILD, OTHER)
    assert stamping.time_stamps.stamp() == ""
    assert main(["time-stamps", "--data", str(authority.folder)]) == 0
    number, at, heads, *by = capsys.readouterr().out.split()
    assert (number, heads, " ".join(by)) == ("1", "2", NAME)
    assert at.startswith("20")


def test_an_answer_of_another_form_is_no_time_stamp() -> None:
    """Rows that are none are counted; the others go on."""
    for data in (b"", b"[]", b"{}", b'{"stamps":{}}', b'{"stamps":' + b"[0]," * 30 + b"}"):
        with pytest.raises(Exception, match="no list of time stamps"):
            read_time_stamps(data)
    rows: list[object] = [0, None, {}, {"number": 1}, []]
    assert read_time_stamps(json.dumps({"stamps": rows}).encode()) == ([], 5)
