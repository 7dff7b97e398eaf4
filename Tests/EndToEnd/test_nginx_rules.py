"""gixy reads nginx's files as they are used, redoctor their regular expressions; they find only what is explained here.

No version of nginx is told: Debian mends a hole without changing the number, so the number says nothing about holes.
"""

import functools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from gixy.core.config import Config
from gixy.core.manager import Manager
from redoctor import Config as Depth
from redoctor import Flags, Status, check

from store import ROOT, nexus

ACCEPTED = {
    ("try_files_is_evil_too", "try_files /favicon.ico /favicon.svg =404;"):
        "This is about speed: two looks at a directory, for a file that a browser asks for once.",
    ("try_files_is_evil_too", "try_files /.never @https;"):
        "The same. A plain `return` would come before the limits, and would be the only answer that has none.",
    ("try_files_is_evil_too", "try_files /.never =421;"): "The same.",
}

MISTAKES = [
    ("alias_traversal", "nexus.conf", "location /static/ {", "location /static {"),
    ("add_header_redefinition", "nexus.conf", "location = /robots.txt {", "location = /robots.txt { add_header A 1;"),
    ("http_splitting", "nexus.conf", "$request_uri;\n    }", "$uri;\n    }"),
    ("host_spoofing", "fastcgi.conf", "fastcgi_param HTTP_PROXY", "proxy_set_header Host $http_host;\nfastcgi_param A"),
    ("ssrf", "nexus.conf", "fastcgi_pass nexus;", "proxy_pass http://$arg_to;"),
    ("endless_regex", "nexus.conf", '"~^/orders/."', '"~^/(?<nexus_x>(o+)+)$"'),
    ("allow_without_deny", "nexus.conf", "if ($nexus_may_probe = 0) {\n            return 404;\n        }", "allow ::1;"),
    ("weak_ssl_tls", "tls.conf", "TLSv1.2 TLSv1.3", "TLSv1 TLSv1.2"),
    ("version_disclosure", "common.conf", "server_tokens off", "server_tokens on"),
]
"""What gixy must call it; the file, what stands there, and the mistake in its place."""


def issues(configuration: Path) -> set[tuple[str, str]]:
    """All issues of whatever severity: the rule and the directive that breaks it, in this file or an included one."""
    with Manager(Config(load_default_vars=True)) as manager, configuration.open("rb") as file:
        manager.audit(str(configuration), file)
        found = {(rule.name, str(issue.directives[-1])) for rule in manager.results for issue in rule.issues}
        regexes = set(_regexes(manager.root))
    assert len(regexes) > 10
    return found | {("endless_regex", regex) for regex in regexes if _is_endless(regex)}


def _regexes(block) -> Iterator[str]:
    """All regular expressions that a request is held against; gixy passes over those in maps."""
    for child in block.children:
        if block.name == "map" and child.src_val.startswith("~"):
            yield child.src_val
        elif child.name == "location" and (child.modifier or "").startswith("~"):
            yield child.modifier + child.path
        elif child.name == "if" and "~" in (child.operand or ""):
            yield child.operand.lstrip("!") + child.value
        if child.is_block:
            yield from _regexes(child)


@functools.cache
def _is_endless(regex: str) -> bool:
    """Whether a request line can be made that takes exponential time. Powers of its length do not count: it has at most
    8 KB, of which the slowest of ours takes some 50 microseconds."""
    pattern = regex.lstrip("~").removeprefix("*").replace("(?<nexus_", "(?P<nexus_")
    answer = check(pattern, Flags(ignore_case=regex.startswith("~*")), Depth.quick())
    assert answer.status != Status.ERROR, regex
    return answer.is_vulnerable and answer.complexity.is_exponential


@pytest.fixture(scope="module")
def production(store, tmp_path_factory) -> Path:
    """What `nexus nginx` prints for a real site, in the smallest frame there is, with all it includes beside it."""
    directory = tmp_path_factory.mktemp("nginx")
    shutil.copytree(ROOT / "nginx", directory, dirs_exist_ok=True)
    site = nexus("nginx", **store.settings() | {"NEXUS_BASE_URL": "https://shop.example.com"})
    assert site.returncode == 0, site.stderr
    (directory / "nexus.conf").write_text(site.stdout.replace(str(ROOT / "nginx"), str(directory)))
    (directory / "frame.conf").write_text("events {}\nhttp {\n    include nexus.conf;\n}\n")
    return directory / "frame.conf"


def test_gixy_finds_nothing_in_what_runs_for_a_developer(store):
    assert issues(store.nginx_configuration()) == ACCEPTED.keys()


def test_gixy_finds_nothing_in_what_is_printed_for_production(production):
    assert issues(production) == ACCEPTED.keys()


@pytest.mark.parametrize("rule, name, right, wrong", MISTAKES, ids=[mistake[0] for mistake in MISTAKES])
def test_gixy_finds_a_mistake_that_is_put_in(production, tmp_path, rule, name, right, wrong):
    for file in production.parent.glob("*.conf"):
        (tmp_path / file.name).write_text(file.read_text().replace(str(production.parent), str(tmp_path)))
    text = (tmp_path / name).read_text()
    assert right in text
    (tmp_path / name).write_text(text.replace(right, wrong, 1))
    assert rule in {found for found, _ in issues(tmp_path / production.name) - ACCEPTED.keys()}
