"""What the console and the API offer to do: one table of the deeds of `flow.operating`, with their words and fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dragoman.console.furnishing import here
from dragoman.flow import operating


@dataclass(frozen=True)
class Offer:
    """A deed on a kind of thing: `perform` takes the operator, the thing's name, and the fields as named arguments.

    A `grave` one can't be undone by another. One for `several` takes any number of names, and reads what it has to read
    of the whole site once for all of them.
    """

    kind: str
    name: str
    label: Promise
    told: Promise
    perform: Callable[..., str]
    fields: tuple[str, ...] = ()
    grave: bool = False
    several: bool = False

    @property
    def blank(self) -> forms.Form:
        """The form of its fields, to be filled in."""
        return self.form(auto_id=f"{self.name}-%s")

    def form(self, data: Mapping[str, Any] | None = None, auto_id: str = "id_%s") -> forms.Form:
        """Return the form of its fields, as it was filled in."""
        made = forms.Form(data, auto_id=auto_id)
        made.fields = {name: FIELDS[name]() for name in self.fields}
        return made


def _language() -> forms.Field:
    return forms.ChoiceField(label=_("Edition"), choices=_editions, required=False)


def _editions() -> list[tuple[str, str | Promise]]:
    return [("", _("all")), *((code, code) for code in here().settings.site.languages)]


def _reason() -> forms.Field:
    return forms.CharField(label=_("Why"), max_length=500, required=False)


def _hours() -> forms.Field:
    return forms.IntegerField(label=_("For how many hours"), min_value=1, max_value=LONGEST, required=False)


def _story() -> forms.Field:
    return forms.BooleanField(label=_("Whichever report of its story is best"), required=False)


LONGEST = 8760
"""Hours that anything is pinned for."""
FIELDS: dict[str, Callable[[], forms.Field]] = {
    "language": _language,
    "reason": _reason,
    "hours": _hours,
    "story": _story,
}
SOURCES, ARTICLES, REPORTS, ENGINES = "sources", "articles", "reports", "engines"
OFFERS = (
    Offer(SOURCES, "pause", _("Pause"), _("Stop polling it; its articles stay."), operating.pause),
    Offer(SOURCES, "resume", _("Resume"), _("Take it up again, as if nothing had been wrong."), operating.resume),
    Offer(SOURCES, "accept", _("Accept all entries"), _("Take what was left out as odd."), operating.accept),
    Offer(
        SOURCES,
        "remove",
        _("Remove"),
        _("Stop polling it for good and withdraw its articles; they come back if it is added again."),
        operating.remove,
        grave=True,
    ),
    Offer(
        ARTICLES,
        "hold",
        _("Hold"),
        _("Keep it from readers until you take that back; its texts stay."),
        operating.hold,
        ("language", "reason"),
    ),
    Offer(
        ARTICLES,
        "release",
        _("Release"),
        _("Show what stands now, whatever share is unproved; what rights forbid stays hidden."),
        operating.release,
        ("language",),
    ),
    Offer(
        ARTICLES,
        "leave",
        _("Leave to the policy"),
        _("Take back a hold or a release."),
        operating.leave,
        ("language",),
    ),
    Offer(
        ARTICLES,
        "pin",
        _("Pin"),
        _("Put it first on front pages, for some hours or until you take that back."),
        operating.pin,
        ("hours", "story"),
    ),
    Offer(ARTICLES, "unpin", _("Unpin"), _("Leave its place on front pages to their rule again."), operating.unpin),
    Offer(
        ARTICLES,
        "retranslate",
        _("Translate anew"),
        _("Forget what engines made of it and ask them again; what you worded stays."),
        operating.retranslate,
        several=True,
    ),
    Offer(
        ARTICLES,
        "withdraw",
        _("Withdraw"),
        _("Take it down from every edition and erase its texts; readers are told why."),
        operating.withdraw,
        ("reason",),
        grave=True,
    ),
    Offer(ARTICLES, "restore", _("Put back"), _("Read its page again, and show it once more."), operating.restore),
    Offer(
        REPORTS,
        "grant",
        _("Take down"),
        _("Withdraw its article at once, and erase its texts."),
        operating.grant,
        grave=True,
    ),
    Offer(
        REPORTS,
        "refuse",
        _("Refuse or settle"),
        _("Refuse a takedown, or settle the report of a fault."),
        operating.refuse,
    ),
    Offer(ENGINES, "wake", _("Ask again now"), _("Don't leave it alone any longer."), operating.wake),
)


def offers(kind: str, names: set[str] | None = None) -> list[Offer]:
    """Return what can be done with a kind of thing, of some names where these are given."""
    return [each for each in OFFERS if each.kind == kind and (names is None or each.name in names)]


def offer(kind: str, name: str) -> Offer | None:
    """Return a deed by its name, None where there is none."""
    return next((each for each in offers(kind) if each.name == name), None)
