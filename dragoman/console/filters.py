"""By what the console's lists can be narrowed down."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dragoman.newsroom import models, sources


class _Filled(SimpleListFilter):
    """Rows in which something stands in a field, or nothing."""

    field = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("no")), ("yes", _("yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "no":
                return queryset.filter(**{self.field: ""})
            case "yes":
                return queryset.exclude(**{self.field: ""})
        return queryset


class Withdrawn(_Filled):
    """Articles that stand, or that were withdrawn."""

    title, parameter_name, field = _("withdrawn"), "withdrawn", "withdrawn"


class LeftOut(SimpleListFilter):
    """Articles that a filter of the settings leaves out, or that none does."""

    title, parameter_name = _("left out"), "left-out"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("no")), ("yes", _("yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = {"no": True, "yes": False}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(exclusion__isnull=wanted)


class Settled(_Filled):
    """Reports that wait for the operator, or that are settled."""

    title, parameter_name, field = _("settled"), "settled", "outcome"


class Edition(SimpleListFilter):
    """Articles by what readers see of them in any edition."""

    title, parameter_name = _("edition"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("published", _("published")),
            ("partial", _("partial")),
            ("headline", _("headline")),
            ("held", _("held")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        pages = models.Page.objects.filter(state=self.value())
        return queryset.filter(pk__in=pages.values("article")) if self.value() else queryset


class BySource(SimpleListFilter):
    """Articles of one source."""

    title, parameter_name = _("source"), "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, name) for name in sorted(sources.names())]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(source__slug=self.value()) if self.value() else queryset
