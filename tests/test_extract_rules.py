"""An operator's rules for a site: what they change, what they leave, and what is refused in one sentence."""

import pickle
from datetime import UTC, datetime

import pytest

from dragoman.errors import UsageError
from dragoman.extract import extract
from dragoman.extract.rules import Rules, read_rules
from dragoman.types import Document

LINES = [f"The {name} said that the tide would be higher than usual." for name in ("mayor", "teacher", "engineer")]
PAGE = f"""<html lang="en"><head><title>A note on the tide</title></head><body>
<h1>Sea news</h1><div class="kopf">A note on the tide</div><div class="vorweg">High <em>water</em> tonight.</div>
<span class="von">By Ana Lopes and Rui Sá</span><span class="wann">4 May 2026</span><span class="wo">Coast</span>
<aside class="box" id="one"><p>{LINES[0]}</p><p class="werbung">Buy a boat, and buy it now, at the harbour.</p></aside>
<div id="other"><p>Other words that stand on the page, and they are many more than those of the note on the tide.</p>
<p>Other words that stand on the page, and they go on for so long that every method would take them for text.</p></div>
<aside class="box" id="two"><p>{LINES[1]}</p><ul><li>High at 21:40</li></ul><p>{LINES[2]}</p></aside>
<div class="bild"><img src="/wall-at-night.jpg" width="600" height="400"></div></body></html>"""
RULES = """
["Paper.example"]
body = ["#two", ".box"]
drop = ".werbung"
headline = ".kopf"
standfirst = ".vorweg"
byline = ".von"
published = ".wann"
section = ".wo"
lead = ".bild"
"""


def read(rules: str, url: str = "https://www.paper.example/tide") -> Document:
    return extract(PAGE.encode(), url, rules=read_rules(rules))


def test_what_a_rule_names_goes_before_what_is_found_in_general() -> None:
    document = read(RULES)
    assert document.headline.text == "A note on the tide"
    assert document.standfirst.text == "High water tonight."
    assert [mark.kind for mark in document.standfirst.marks] == ["emphasis"]
    assert document.authors == ("Ana Lopes", "Rui Sá")
    assert document.published == datetime(2026, 5, 4, tzinfo=UTC)
    assert document.section == "Coast"
    assert document.lead is not None
    assert document.lead.src == "https://www.paper.example/wall-at-night.jpg"
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph", "list", "paragraph"]
    assert [str(block.text) for block in document.blocks if block.kind == "paragraph"] == LINES


def test_a_selector_that_finds_nothing_changes_nothing() -> None:
    plain = extract(PAGE.encode(), "https://www.paper.example/tide")
    assert read('["paper.example"]\nbody = ".gone"\nheadline = "h5"\nlead = "video"\npublished = ".kopf"') == plain


def test_rules_of_another_site_change_nothing() -> None:
    plain = extract(PAGE.encode(), "https://www.paper.example/tide")
    assert read(RULES.replace("Paper", "Other")) == plain
    assert read(RULES, "https://notpaper.example/tide") != read(RULES)


def test_the_nearest_domain_decides() -> None:
    rules = read_rules('["paper.example"]\nheadline = "h1"\n["news.paper.example"]\nheadline = "h2"')
    found = [rules.of(f"https://{host}/a") for host in ("paper.example", "en.news.paper.example", "paper.test")]
    assert [rule.host if rule else None for rule in found] == ["paper.example", "news.paper.example", None]


def test_rules_travel_to_worker_processes() -> None:
    rules = read_rules(RULES)
    assert pickle.loads(pickle.dumps(rules)) == rules  # noqa: S301 - our own bytes
    assert read_rules("") == Rules()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("body = ", "no TOML"),
        ('body = "p"', "must be a table named by a host"),
        ('[paper.example]\nbody = "p"', "in quotation marks"),
        ('["https://paper.example/"]\nbody = "p"', "must be a table named by a host"),
        ('["paper.example"]\ncontent = "p"', "no “content”; use body, drop"),
        ('["paper.example"]\nbody = "p >"', "no CSS selector that can be read: “p >”"),
        ('["paper.example"]\nbody = "p:unheard-of"', "no CSS selector that can be read"),
        ('["paper.example"]\nbody = 3', "must be a CSS selector or a list of them"),
        ('["paper.example"]\nbody = ["p", ""]', "must be a CSS selector or a list of them"),
    ],
)
def test_what_is_wrong_with_rules_is_said_in_one_sentence(text: str, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_rules(text, "rules.toml")
    assert says in str(refused.value)
    assert str(refused.value).startswith("rules.toml")
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)
