"""The console's lists: sources, articles, reports, wordings and deeds, as rows of Django's admin. Nothing is edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dragoman.console.desk import console, operator
from dragoman.console.filters import BySource, Edition, LeftOut, Settled, Withdrawn
from dragoman.console.furnishing import here
from dragoman.console.offers import ARTICLES, REPORTS, SOURCES, Offer, offers
from dragoman.console.terms import sentence, translate_names
from dragoman.errors import DragomanError
from dragoman.flow import operating
from dragoman.flow.explaining import decision_of_source
from dragoman.newsroom import health, models, reports, rows
from dragoman.types import Decision, Pair

SHOWN = 50

apps.get_app_config("newsroom").verbose_name = _("News")
for _shown in (models.Source, models.Article, models.Report, models.Wording, models.Deed):
    translate_names(_shown)

if TYPE_CHECKING:
    Rows = admin.ModelAdmin[Any]
else:
    Rows = admin.ModelAdmin


class ReadOnly(Rows):
    """A list whose rows are facts: they are looked at, and changed only by deeds."""

    list_per_page = SHOWN
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    kind = ""
    subject = "pk"
    """The field by which deeds know a row."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the deeds that can be done to several rows at once: none that is grave."""
        return {each.name: (_action(each), each.name, each.label) for each in offers(self.kind) if not each.grave}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show a row with what can be done to it."""
        row = self.get_object(request, object_id)
        offered = self.offered(row) if row else []
        subject = getattr(row, self.subject, "")
        own = {"offers": offered, "kind": self.kind, "subject": subject, "subtitle": None, "title": subject}
        return super().change_view(request, object_id, form_url, own | (extra_context or {}))

    def offered(self, row: Any) -> list[Offer]:
        """Return what can be done to a row as it is."""
        return offers(self.kind)


def _action(offer: Offer) -> Callable[[ReadOnly, HttpRequest, QuerySet[Any]], None]:
    def act(self: ReadOnly, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        names = [getattr(row, self.subject) for row in queryset]
        for some in [names] if offer.several else [[name] for name in names]:
            try:
                told = offer.perform(operator(request), *some)
            except DragomanError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                self.message_user(request, told)

    return act


@admin.register(models.Source, site=console)
class SourceRows(ReadOnly):
    """The sources, how they are and what their rights let us do."""

    kind, subject = SOURCES, "slug"
    list_display = ("slug", "health", "rights", "licence", "language", "polled", "due")
    list_filter = ("paused", "kind", "language")
    search_fields = ("slug", "name", "feed")
    ordering = ("slug",)
    fields = (
        ("slug", "name"),
        "feed",
        "home",
        ("kind", "language", "licence"),
        "rights",
        "reasons",
        "uses",
        "health",
        ("error", "alarm", "reason"),
        ("added", "polled", "due"),
        "newest",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Source]:
        return super().get_queryset(request).filter(removed=None)

    @admin.display(description=_("health"))
    def health(self, row: models.Source) -> str:
        return gettext(health.word(row))

    @admin.display(description=_("may be shown"))
    def rights(self, row: models.Source) -> str:
        decision = _decision(row)
        how = _("translated") if decision.translate else _("not translated")
        return f"{gettext(decision.level)}, {how}"

    @admin.display(description=_("because"))
    def reasons(self, row: models.Source) -> str:
        return format_html_join(" ", "{}", ((sentence(each),) for each in _decision(row).reasons))

    @admin.display(description=_("may it be …"))
    def uses(self, row: models.Source) -> str:
        decision = _decision(row)
        said = (
            (gettext(use), _("yes") if decision.allows(use) else _("no"), sentence(why)) for use, why in decision.why
        )
        return format_html_join(mark_safe("<br>"), "{}: {}. {}", said)

    @admin.display(description=_("its articles"))
    def newest(self, row: models.Source) -> str:
        where = reverse("admin:newsroom_article_changelist")
        return format_html('<a href="{}?source={}">{}</a>', where, row.slug, _("Show them"))

    def offered(self, row: models.Source) -> list[Offer]:
        names = {"resume", "accept", "remove"} if row.paused else {"pause", "accept", "remove"}
        return offers(SOURCES, names)


def _decision(row: models.Source) -> Decision:
    site = here()
    return decision_of_source(site.registry, site.settings, rows.source(row), site.clock())


@admin.register(models.Article, site=console)
class ArticleRows(ReadOnly):
    """The articles; each leads to its own page."""

    kind, subject = ARTICLES, "public_id"
    list_display = ("headline", "by", "first_seen", "editions", "trouble")
    list_filter = (Withdrawn, LeftOut, Edition, BySource)
    list_select_related = ("source", "exclusion")
    search_fields = ("public_id", "url")
    search_help_text = _("A part of its address at the source, or its id")
    date_hierarchy = None
    ordering = ("-first_seen", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Article]:
        return super().get_queryset(request).prefetch_related("pages")

    @admin.display(description=_("headline"))
    def headline(self, row: models.Article) -> str:
        return rows.ENTRY.validate_json(row.entry).title or row.public_id

    @admin.display(description=_("source"), ordering="source__slug")
    def by(self, row: models.Article) -> str:
        return row.source.slug

    @admin.display(description=_("editions"))
    def editions(self, row: models.Article) -> str:
        pages = sorted(row.pages.all(), key=lambda page: page.language)
        if row.withdrawn:
            return gettext("withdrawn")
        return ", ".join(f"{page.language} {gettext(page.state)}" for page in pages)

    @admin.display(description=_("trouble"))
    def trouble(self, row: models.Article) -> str:
        out = getattr(row, "exclusion", None)
        return (out.reason if out else row.error)[:100]

    def change_view(self, request: HttpRequest, object_id: str, *_: Any, **__: Any) -> HttpResponse:
        """Go to the article's own page."""
        row = self.get_object(request, object_id)
        if row is None:
            return HttpResponseRedirect(reverse("admin:newsroom_article_changelist"))
        return HttpResponseRedirect(reverse("admin:article", args=[row.public_id]))


@admin.register(models.Report, site=console)
class ReportRows(ReadOnly):
    """What readers reported: faults, and takedowns with the time at which they take effect."""

    kind, subject = REPORTS, "number"
    list_display = ("number", "kind_of", "about", "received", "due", "outcome_of")
    list_filter = (Settled, "kind")
    list_select_related = ("article",)
    ordering = ("-received", "-id")
    fields = (("number", "kind_of"), "about", "place", "text", ("name", "mail"), ("received", "due"), "outcome_of")

    @admin.display(description=_("kind"), ordering="kind")
    def kind_of(self, row: models.Report) -> str:
        return gettext(row.kind)

    @admin.display(description=_("outcome"), ordering="outcome")
    def outcome_of(self, row: models.Report) -> str:
        return gettext(row.outcome)

    @admin.display(description=_("article"))
    def about(self, row: models.Report) -> str:
        where = reverse("admin:article", args=[row.article.public_id])
        return format_html('<a href="{}">{}</a>', where, row.article.url or row.article.public_id)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def offered(self, row: models.Report) -> list[Offer]:
        return offers(REPORTS) if row.outcome not in (reports.REFUSED, reports.CLOSED) else []


@admin.register(models.Wording, site=console)
class WordingRows(ReadOnly):
    """The sentences that an operator worded, for good."""

    list_display = ("source", "target", "source_language", "target_language", "made")
    list_filter = ("source_language", "target_language")
    search_fields = ("source", "target")
    ordering = ("-made", "key")
    fields = (("source_language", "target_language"), "source", "target", "made")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {"unword": (_unword, "unword", _("Leave these sentences to the engines again"))}


def _unword(_rows: WordingRows, request: HttpRequest, queryset: QuerySet[models.Wording]) -> None:
    for row in queryset:
        pair = Pair(row.source_language, row.target_language)
        messages.info(request, operating.unword(operator(request), pair, row.source))


@admin.register(models.Deed, site=console)
class DeedRows(ReadOnly):
    """What was done, by whom."""

    list_display = ("made", "who", "action", "subject", "told")
    list_display_links = None
    list_filter = ("action",)
    search_fields = ("who", "subject")
    date_hierarchy = "made"
    ordering = ("-made", "-id")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}
