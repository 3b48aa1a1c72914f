"""The gate: what comes from outside this device passes one strict door before it is kept.

Laws:
- a door is given bytes and what is known here, and gives back the thing that passed, or raises
  :class:`NotTaken` with a :class:`Reason`: never anything else, whatever the bytes are;
- no I/O, no clock, no key: the time, a person's known key and a check of a signature are handed in;
- the bytes of an entry are the one spelling of what they say (`carerapp.domain.canonical`);
- whoever signed an entry is its author; an acknowledgement, and its way back, come from a duty desk; the
  clock stamp is the sender's own, or of what a move passes on, and not from the far future;
- a form or an episode is begun once; what opens it again names a move that is here;
- what is not known here but well formed was written by a newer version: it passes, and is shown as such;
- what does not pass is set aside with its reason: it is named, and holds nothing else up.

One door a kind: :mod:`entries` (with :mod:`desk_words`), :mod:`openings`, :mod:`signers`, :mod:`letters`,
:mod:`keys`, :mod:`files`, :mod:`captured`.
:mod:`held` is the same door for what stands in a log already: a fold skips what it cannot read, and says so.
A protocol of an authority is signed by the authority itself: its door is `sync/protocols.py`.
"""

from carerapp.domain.gate.reasons import NotTaken, Reason

__all__ = ["NotTaken", "Reason"]
