"""What the store and the stages say, in the operator's language: words that rows hold, names of columns, sentences.

They are stored and told in English, as the command line and the API show them; here the words are marked for the
catalogue, which `make messages` brings up to date. The sentences are those that the site's pages know.
"""

from __future__ import annotations

from django.db.models import Model
from django.template import Library
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext_noop as _

from dragoman.flow.overview import told

TERMS = (
    # what readers see of an article, and how much of it they may
    *(_("published"), _("partial"), _("headline"), _("held"), _("withdrawn"), _("released")),
    *(_("full"), _("excerpt"), _("skip")),
    *(_("translate"), _("remember"), _("compare"), _("index"), _("illustrate")),
    # how sentences come out
    *(_("clean"), _("repaired"), _("flagged"), _("original"), _("by hand")),
    # how sources are
    *(_("paused"), _("failing"), _("failed once"), _("odd"), _("well"), _("new")),
    # what waits
    *(_("to read"), _("to translate"), _("for an engine"), _("to publish")),
    *(_("reading"), _("rendering"), _("showing")),
    # reports and withdrawals
    *(_("fault"), _("takedown"), _("hidden"), _("refused"), _("closed")),
    *(_("source"), _("operator"), _("request"), _("age"), _("removal")),
)
"""Words of which rows and reports hold one."""
NAMES = (
    *(_("sources"), _("article"), _("articles"), _("report"), _("reports")),
    *(_("wording"), _("wordings"), _("deed"), _("deeds")),
    *(_("slug"), _("name"), _("feed"), _("home"), _("kind"), _("language"), _("licence")),
    *(_("error"), _("alarm"), _("reason"), _("added"), _("polled"), _("due"), _("first seen")),
    *(_("number"), _("received"), _("outcome"), _("place"), _("text"), _("mail")),
    *(_("target"), _("source language"), _("target language"), _("made")),
    *(_("who"), _("action"), _("subject"), _("told")),
)
"""Names of tables and columns that are not among the words."""

register = Library()


@register.filter
def sentence(message: str) -> str:
    """Return a sentence of the checks, the policy or the rights as HTML."""
    return told(get_language() or "en", message)


def translate_names(model: type[Model]) -> None:
    """Have the names of a table and of its columns translated; Django makes them of the code's, which are English."""
    table = model._meta
    table.verbose_name = gettext_lazy(str(table.verbose_name))
    table.verbose_name_plural = gettext_lazy(str(table.verbose_name_plural))
    for column in table.fields:
        column.verbose_name = gettext_lazy(str(column.verbose_name))
