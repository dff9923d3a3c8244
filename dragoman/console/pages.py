"""The console's own pages: an article beside its original, a sentence to be mended, engines, glossary, quality."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from dragoman.console import offers
from dragoman.console.desk import console, operator
from dragoman.console.furnishing import here
from dragoman.errors import DragomanError, UsageError
from dragoman.flow import operating, overview
from dragoman.flow.operating import FactDiffers
from dragoman.flow.overview import Seen
from dragoman.newsroom import pins, quality
from dragoman.translate.termlist import read_terms

WEEKS = 12
PROPOSALS = 100
LONGEST = 5000
"""Characters of a wording."""


class Wording(forms.Form):
    """How a sentence is to stand."""

    target = forms.CharField(
        label=_("How it is to stand"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "autofocus": True})
    )
    anyway = forms.BooleanField(label=_("Take it although a fact differs"), required=False)


@require_safe
def article(request: HttpRequest, id_: str) -> HttpResponse:
    """Show an article with all its editions, sentence by sentence beside the original."""
    seen = _seen(id_)
    names = {"restore"} if seen.standing.withdrawn else {"hold", "release", "pin", "retranslate", "withdraw"}
    if any(edition.ruling for edition in seen.editions):
        names.add("leave")
    if seen.pin:
        names.add("unpin")
    return _page(
        request,
        "article",
        title=seen.standing.headline or seen.standing.id,
        seen=seen,
        offers=offers.offers(offers.ARTICLES, names),
        kind=offers.ARTICLES,
        subject=id_,
    )


def mend(request: HttpRequest, id_: str, language: str, place: str, number: int) -> HttpResponse:
    """Word a sentence for good; where the checks find a fact that differs, ask whether it is wanted anyway."""
    try:
        line = overview.line(_seen(id_), language, place, number)
    except UsageError as error:
        raise Http404(str(error)) from None
    form = Wording(request.POST or None, initial={"target": line.sentence.target.text})
    found = line.sentence.findings
    if request.method == "POST" and form.is_valid():
        pair = operating.pair_of(line.language, language)
        wanted = form.cleaned_data
        try:
            kept = operating.word(
                operator(request), pair, line.sentence.source.text, wanted["target"], anyway=wanted["anyway"]
            )
        except FactDiffers as error:
            found = error.found
            form.add_error("target", _("A fact differs from the source; mend the wording, or take it all the same."))
        else:
            messages.success(request, kept.told)
            return HttpResponseRedirect(f"{reverse('admin:article', args=[id_])}#{language}-{place}-{number}")
    return _page(
        request, "mend", title=_("Mend a sentence"), id=id_, language=language, line=line, form=form, found=found
    )


@require_POST
def deed(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Do something to a thing, and go back to where it was asked for."""
    offer = offers.offer(kind, name)
    if offer is None:
        raise Http404
    subject, form = forms.CharField(max_length=2048), offer.form(request.POST)
    try:
        named = subject.clean(request.POST.get("subject"))
    except forms.ValidationError:
        raise Http404 from None
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
    else:
        try:
            messages.success(request, offer.perform(operator(request), named, **form.cleaned_data))
        except DragomanError as error:
            messages.error(request, str(error))
    return HttpResponseRedirect(_back(request))


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """Show what leads the front page of each edition, and why."""
    found = {language: overview.front(language) for language in here().settings.site.languages}
    return _page(request, "front", title=_("Front page"), editions=found, pins=pins.every())


@require_GET
def engines(request: HttpRequest) -> HttpResponse:
    """Show the engines behind the network with budgets and rests."""
    site = here()
    found = list(overview.engines(site.settings, site.clock()))
    return _page(
        request, "engines", title=_("Engines"), engines=found, offers=offers.offers(offers.ENGINES), kind=offers.ENGINES
    )


@require_GET
def glossary(request: HttpRequest) -> HttpResponse:
    """Show the operator's own glossary, and words that may belong into it."""
    terms = read_terms(here().terms, "glossary.toml").items()
    return _page(request, "glossary", title=_("Glossary"), pairs=terms, proposals=overview.proposals(PROPOSALS))


@require_GET
def weeks(request: HttpRequest) -> HttpResponse:
    """Show how well translations came out, week by week."""
    return _page(request, "quality", title=_("Quality"), weeks=quality.weeks(here().clock(), WEEKS), count=WEEKS)


def _seen(id_: str) -> Seen:
    site = here()
    try:
        return overview.article(site.registry, site.settings, id_, site.clock())
    except UsageError as error:
        raise Http404(str(error)) from None


def _page(request: HttpRequest, template: str, **context: Any) -> TemplateResponse:
    return TemplateResponse(request, f"console/{template}.html", console.each_context(request) | context)


def _back(request: HttpRequest) -> str:
    """Return the page of ours that a deed was asked for on."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("admin:index")


PAGES = (
    ("articles/<id:id_>/", article, "article"),
    ("articles/<id:id_>/<slug:language>/<place:place>/<int:number>/", mend, "mend"),
    ("do/<slug:kind>/<slug:name>/", deed, "deed"),
    ("front/", front, "front"),
    ("engines/", engines, "engines"),
    ("glossary/", glossary, "glossary"),
    ("quality/", weeks, "quality"),
)
"""Address, view and name of each."""
