"""One way to say what a person does in a browser, for Chromium, Firefox and WebKitGTK."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Browser, BrowserContext, Playwright
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.service import Service

WAIT_SECONDS = 10
CSP_WORDS = ("Content Security Policy", "Content-Security-Policy", "The page’s settings blocked")
"""How Chromium and Firefox report that a page broke its own policy."""

FORBIDDEN = """
    const inline = [...document.querySelectorAll("script, style, [style], iframe, object, embed, base")]
    const handlers = [...document.querySelectorAll("*")].filter(e => e.getAttributeNames().some(n => n.startsWith("on")))
    const asked = performance.getEntriesByType("resource").map(e => e.name).filter(url => !url.startsWith(arguments[0]))
    const sheets = document.styleSheets.length ? [] : ["no style sheet was let in"]
    return [...inline, ...handlers].map(e => e.outerHTML.slice(0, 200)).concat(asked, sheets)
"""
"""What stands in a page against the store's policy, for a browser whose driver tells nothing of its console."""


class Visitor(Protocol):
    """A person at a browser. Selectors are CSS; the first match counts, as in tests that outsiders write."""

    def open(self, path: str) -> None: ...
    def fill(self, selector: str, text: str) -> None: ...
    def click(self, selector: str) -> None: ...
    def press(self, words: str) -> None: ...
    def wait_for(self, path: str) -> None: ...
    def text(self) -> str: ...
    def path(self) -> str: ...
    def keep(self, place: Path) -> None: ...
    def complaints(self) -> list[str]: ...
    def leave(self) -> None: ...


def launch(playwright: Playwright, name: str) -> Browser:
    """Debian's own Chromium or Firefox, without a window; `chromium with large text` as people set it who need that."""
    if name == "chromium with large text":
        return playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--blink-settings=defaultFontSize=32"])
    if name == "chromium":
        return playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    return playwright.firefox.launch(channel="moz-firefox", executable_path="/usr/bin/firefox-esr")


class PlaywrightVisitor:
    def __init__(self, browser: Browser, url: str, javascript: bool = True) -> None:
        self.context: BrowserContext = browser.new_context(
            base_url=url, ignore_https_errors=True, java_script_enabled=javascript)
        self.page = self.context.new_page()
        self.origin = url
        self.problems: list[str] = []
        self.page.on("console", lambda message: self._hear(message.text))
        self.page.on("pageerror", lambda error: self._hear(str(error)))
        self.page.on("request", lambda request: self._see(request.url))

    def _hear(self, text: str) -> None:
        if any(words in text for words in CSP_WORDS):
            self.problems.append(text)

    def _see(self, url: str) -> None:
        if not url.startswith(self.origin + "/"):
            self.problems.append(f"asked another host: {url}")

    def open(self, path: str) -> None:
        self.page.goto(path)

    def fill(self, selector: str, text: str) -> None:
        self.page.fill(selector, text)

    def click(self, selector: str) -> None:
        self.page.click(selector)

    def press(self, words: str) -> None:
        self.page.click(f':is(a, button):text-is("{words}")')

    def wait_for(self, path: str) -> None:
        self.page.wait_for_url(re.compile(path), timeout=WAIT_SECONDS * 1000)

    def text(self) -> str:
        return self.page.inner_text("body")

    def path(self) -> str:
        return self.page.url.removeprefix(self.origin)

    def keep(self, place: Path) -> None:
        heard = list(self.problems)
        self.page.screenshot(path=place.with_suffix(".png"), full_page=True)
        self.problems = heard  # for a picture Playwright puts a style of its own into the page
        place.with_suffix(".html").write_text(self.page.content())

    def complaints(self) -> list[str]:
        return self.problems

    def leave(self) -> None:
        self.context.close()


class WebKitVisitor:
    """WebKitGTK's MiniBrowser on a virtual screen of its own."""

    def __init__(self, url: str) -> None:
        self.screen, display = _virtual_screen()
        options = webdriver.WebKitGTKOptions()
        options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")))
        options.add_argument("--automation")
        options.set_capability("acceptInsecureCerts", True)
        service = Service(shutil.which("WebKitWebDriver"), env=os.environ | {"DISPLAY": display})
        self.driver = webdriver.WebKitGTK(options=options, service=service)
        self.driver.set_window_size(1280, 900)
        self.origin = url
        self.problems: list[str] = []

    def _look(self) -> None:
        self.problems += self.driver.execute_script(FORBIDDEN, self.origin + "/static/")

    def open(self, path: str) -> None:
        self.driver.get(self.origin + path)
        self._look()

    def fill(self, selector: str, text: str) -> None:
        field = self.driver.find_element(By.CSS_SELECTOR, selector)
        field.clear()
        field.send_keys(text)

    def click(self, selector: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def press(self, words: str) -> None:
        self.driver.find_element(By.XPATH, f"//*[self::a or self::button][normalize-space()='{words}']").click()

    def wait_for(self, path: str) -> None:
        WebDriverWait(self.driver, WAIT_SECONDS).until(
            lambda driver: re.search(path, driver.current_url)
            and driver.execute_script("return document.readyState") == "complete",
            f"never at {path}, but at {self.driver.current_url}",
        )
        self._look()

    def text(self) -> str:
        return self.driver.execute_script("return document.body.innerText")

    def path(self) -> str:
        return self.driver.current_url.removeprefix(self.origin)

    def keep(self, place: Path) -> None:
        self.driver.save_screenshot(str(place.with_suffix(".png")))
        place.with_suffix(".html").write_text(self.driver.page_source)

    def complaints(self) -> list[str]:
        return self.problems

    def leave(self) -> None:
        self.driver.quit()
        self.screen.terminate()
        self.screen.wait()


def _virtual_screen() -> tuple[subprocess.Popen[bytes], str]:
    """Xvfb, and the display number that it chose itself, so that several runs can stand side by side."""
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    assert number, "Xvfb did not start"
    return screen, f":{number}"
