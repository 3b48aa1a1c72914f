"""What the questions on a screen remember until it is left."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class QuestionState:
    """Each a set of questions' keys (`QuestionView.key`)."""

    writing: set[str] = field(default_factory=set)  # an answer in place of "Not known"
    own_words: set[str] = field(default_factory=set)  # "Something else" was chosen
    changing: set[str] = field(default_factory=set)  # a secret that is written anew
    shown: set[str] = field(default_factory=set)  # a secret that is looked at
    guided: set[str] = field(default_factory=set)  # whose further help was asked for
