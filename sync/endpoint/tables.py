"""What the endpoint keeps. No column holds anything that says who a child is.

The names of tables and columns are those of the first versions: a database outlives a word.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

meta = MetaData()
_number = BigInteger().with_variant(Integer, "sqlite")

devices = Table(
    "devices",
    meta,
    Column("id", String(16), primary_key=True),
    Column("name", String(200), nullable=False),  # what the administrator calls it
    Column("sign_key", String(64), nullable=False, unique=True),
    Column("seal_key", String(64), nullable=False),
    Column("state", String(12), nullable=False),  # asked, approved, revoked
    Column("kind", String(8), nullable=False, default="home"),  # home, desk
    Column("asked_at", BigInteger, nullable=False),
    Column("decided_at", BigInteger, nullable=False, default=0),
)

codes = Table(
    "codes",
    meta,
    Column("digest", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("used_by", String(16), nullable=False, default=""),
    Column("kind", String(8), nullable=False, default="home"),
)

#: Which children a code or a device is for. `sealed` is the child's share key for this device, put there by
#: whoever holds it; empty until then.
code_streams = Table(
    "code_streams",
    meta,
    Column("digest", String(64), ForeignKey("codes.digest"), primary_key=True),
    Column("stream", String(32), primary_key=True),
)
grants = Table(
    "grants",
    meta,
    Column("device", String(16), ForeignKey("devices.id"), primary_key=True),
    Column("stream", String(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False, default=b""),
    Column("giver", String(16), nullable=False, default=""),  # who sealed it; "": before this was kept
)
#: Whose sealed key did not open the child's log: they are not believed again, for that device and child.
refused_givers = Table(
    "refused_givers",
    meta,
    Column("device", String(16), primary_key=True),
    Column("stream", String(32), primary_key=True),
    Column("giver", String(16), primary_key=True),
)

#: `position` is given out in the order in which transactions commit: see store/feeds.py.
entries = Table(
    "entries",
    meta,
    Column("position", _number, primary_key=True, autoincrement=True),
    Column("device", String(16), nullable=False),
    Column("stream", String(32), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("previous", LargeBinary(32), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("signature", LargeBinary(64), nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("refused", String(40), nullable=False, default=""),
    Column("link", LargeBinary(32), nullable=False, default=b""),  # empty: its sender gave none
    UniqueConstraint("device", "stream", "seq"),
    Index("by_stream", "stream", "position"),
)

#: Sealed pictures and documents, in chunks.
attachment_chunks = Table(
    "chunks",
    meta,
    Column("stream", String(32), primary_key=True),
    Column("photo", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("of", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("device", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
)

#: Restricted entries: what is sealed to one duty desk alone.
restricted_entries = Table(
    "letters",
    meta,
    Column("position", _number, primary_key=True, autoincrement=True),
    Column("letter", String(32), nullable=False),
    Column("addressee", String(16), nullable=False),
    Column("stream", String(32), nullable=False),
    Column("device", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("letter", "addressee"),
)

#: What the authority says to every device: its policy, and its signed protocols.
settings = Table(
    "settings",
    meta,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
protocols = Table(
    "packs",
    meta,
    Column("id", String(40), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
)

nonces = Table(
    "nonces",
    meta,
    Column("keyid", String(160), primary_key=True),
    Column("nonce", String(64), primary_key=True),
    Column("until", BigInteger, nullable=False, index=True),
)

#: What strangers tried: one row a day and kind, so that nobody fills the database from outside.
stranger_counts = Table(
    "stranger_counts",
    meta,
    Column("day", String(10), primary_key=True),  # of UTC: 2026-11-28
    Column("kind", String(40), primary_key=True),
    Column("count", BigInteger, nullable=False),
)

#: How much a device sent (`owner`: its id), and how much there is about a child (its id): of a day, and in
#: all (`day`: ""). Days that are over leave.
usage = Table(
    "usage",
    meta,
    Column("owner", String(32), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("entries", BigInteger, nullable=False),
    Column("bytes", BigInteger, nullable=False),
)

audit = Table(
    "audit",
    meta,
    Column("id", _number, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("device", String(16), nullable=False),
    Column("what", String(60), nullable=False),
)

#: How the signing key changed; `signature`: empty where the key before was stolen.
key_changes = Table(
    "key_changes",
    meta,
    Column("before", LargeBinary(32), primary_key=True),
    Column("after", LargeBinary(32), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("signature", LargeBinary(64), nullable=False),
    Column("proof", LargeBinary(64), nullable=False),
)

#: Tokens of a time-stamp authority; and the heads of feeds that each is over. `upto`: the position of the
#: newest entry that was looked at.
time_stamps = Table(
    "time_stamps",
    meta,
    Column("number", _number, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("upto", BigInteger, nullable=False),
    Column("by", String(200), nullable=False),
    Column("token", LargeBinary, nullable=False),
    Column("trusted", LargeBinary, nullable=False),
)
stamped_heads = Table(
    "stamped_heads",
    meta,
    Column("stamp", _number, ForeignKey("time_stamps.number"), primary_key=True),
    Column("device", String(16), primary_key=True),
    Column("stream", String(32), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("link", LargeBinary(32), nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("path", LargeBinary, nullable=False),
    Index("by_device", "device", "stamp"),
)

#: Children who were erased here: who said so, why, and what proves it. Nothing about them is taken again.
erasures = Table(
    "erasures",
    meta,
    Column("stream", String(32), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by", String(200), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("entries", BigInteger, nullable=False),
    Column("chunks", BigInteger, nullable=False),
    Column("letters", BigInteger, nullable=False),
    Column("ends", Text, nullable=False),
    Column("signature", String(128), nullable=False),
)

#: What devices erased, and asked to have erased here too: who signed it, and what became of it. `by`: the
#: person who said no; "" while nobody did.
erasures_asked = Table(
    "erasures_asked",
    meta,
    Column("device", String(16), primary_key=True),
    Column("stream", String(32), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("signature", LargeBinary(64), nullable=False),
    Column("by", String(200), nullable=False, default=""),
    Column("reason", String(500), nullable=False, default=""),
    Column("answered_at", BigInteger, nullable=False, default=0),
    Index("asked_about", "stream"),
)

#: Which devices are told of which erasure: those that were for the child, and those that asked.
erasure_news = Table(
    "erasure_news",
    meta,
    Column("number", _number, primary_key=True, autoincrement=True),
    Column("device", String(16), nullable=False),
    Column("stream", String(32), nullable=False),
    UniqueConstraint("device", "stream"),
    Index("news_of", "device", "number"),
)

#: What administrators decided, each naming the one before by its hash; `by`: who, as they said, or the
#: computer's account that the command ran under. `said`: what it takes to do it again after a restore.
decisions = Table(
    "decisions",
    meta,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("by", String(200), nullable=False),
    Column("what", String(40), nullable=False),
    Column("about", String(64), nullable=False),
    Column("said", Text, nullable=False),
    Column("previous", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)

#: When this database was put back to an earlier moment, and by whom; signed.
restores = Table(
    "restores",
    meta,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("upto", BigInteger, nullable=False),
    Column("by", String(200), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("signature", String(128), nullable=False),
)
