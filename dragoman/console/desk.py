"""The console's front door: Django's admin site, with its own way in and its own list of rooms."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from dragoman.console import guards
from dragoman.console.furnishing import here
from dragoman.flow.operating import Operator
from dragoman.flow.reload import mistake
from dragoman.newsroom import health


class Console(AdminSite):
    """The console of one site."""

    site_header = _("Console")
    site_title = "Dragoman"
    index_title = _("How it stands")
    index_template = "console/index.html"
    login_template = "console/login.html"
    site_url = None
    enable_nav_sidebar = True
    empty_value_display = "–"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the admin's addresses, and before them those of our own pages."""
        from dragoman.console import pages

        own: list[URLPattern | URLResolver] = [
            path(where, self.admin_view(view), name=name) for where, view, name in pages.PAGES
        ]
        return [*own, *super().get_urls()]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Let somebody in; not while their address, or everybody, fails too often."""
        if request.method == "POST" and guards.too_many(guards.address_of(request)):
            waits = int(guards.WHILE.total_seconds())
            context = self.each_context(request) | {"minutes": waits // 60}
            return TemplateResponse(
                request, "console/wait.html", context, status=429, headers={"Retry-After": str(waits)}
            )
        return super().login(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show how the wire is, and what waits for an operator."""
        report = health.report(here().clock()) | {"settings": mistake(here().folder)}
        unwell = [each for each in report["sources"] if each["health"] not in ("well", "new")]
        return super().index(request, {"report": report, "unwell": unwell, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the rooms of the console for its menu."""
        return [
            {
                "name": name,
                "app_label": label,
                "app_url": reverse("admin:index"),
                "has_module_perms": True,
                "models": [
                    {
                        "name": told,
                        "object_name": told,
                        "perms": {},
                        "admin_url": reverse(f"admin:{where}"),
                        "add_url": None,
                        "view_only": True,
                    }
                    for told, where in rooms
                ],
            }
            for label, name, rooms in ROOMS
            if app_label in (None, "newsroom", label)
        ]


ROOMS: tuple[tuple[str, Any, tuple[tuple[Any, str], ...]], ...] = (
    (
        "news",
        _("News"),
        (
            (_("Articles"), "newsroom_article_changelist"),
            (_("Front page"), "front"),
            (_("Sources"), "newsroom_source_changelist"),
            (_("Readers' reports"), "newsroom_report_changelist"),
        ),
    ),
    (
        "words",
        _("Words"),
        (
            (_("Wordings by hand"), "newsroom_wording_changelist"),
            (_("Glossary"), "glossary"),
            (_("Quality"), "quality"),
        ),
    ),
    ("works", _("Works"), ((_("Engines"), "engines"), (_("What was done"), "newsroom_deed_changelist"))),
)

console = Console()
"""The one that this process serves."""


def operator(request: HttpRequest) -> Operator:
    """Return who is logged in, as the one who acts now."""
    return Operator(f"{request.user.get_username()} (console)", here().clock())
