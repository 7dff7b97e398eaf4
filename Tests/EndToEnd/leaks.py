"""Looks for secrets in what was written down."""

import re
from collections import defaultdict
from collections.abc import Iterable

RUN = re.compile(r"[\w-]+", re.ASCII)
"""What uuids, cookies and tokens are made of."""
HEAD = 16
"""A secret that is one such run and at least so long is looked up by its first characters: there are thousands of secrets
and megabytes of logs, and one after the other in each takes minutes."""


def found_in(text: str, secrets: Iterable[str]) -> set[str]:
    """Which of the secrets are in a text, wherever in it and whatever they are part of."""
    known: dict[str, list[str]] = defaultdict(list)
    found = set()
    for secret in secrets:
        if len(secret) >= HEAD and RUN.fullmatch(secret):
            known[secret[:HEAD]].append(secret)
        elif secret in text:
            found.add(secret)
    for run in set(RUN.findall(text)):
        for start in range(len(run) - HEAD + 1):
            for secret in known.get(run[start:start + HEAD], ()):
                if run.startswith(secret, start):
                    found.add(secret)
    return found
