"""Articles built by hand for tests of what is published: every kind of block, every outcome, three languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dragoman.publish.facts import SiteFacts
from dragoman.publish.paths import slug
from dragoman.publish.reports import Counts
from dragoman.publish.sections import sections
from dragoman.publish.site import (
    LATEST,
    Candidates,
    Day,
    Deleted,
    EditionFacts,
    Files,
    FullItem,
    Listing,
    account_files,
    archive_files,
    article_files,
    day_files,
    day_part_files,
    front_files,
    items_of,
    listed,
    month_files,
    part_files,
    shelf_files,
    site_files,
    sitemap_files,
    sitemap_index_files,
    sitemap_key,
    standing_list_files,
)
from dragoman.types import (
    Article,
    Code,
    Decision,
    Document,
    Embed,
    Figure,
    Finding,
    Heading,
    ItemList,
    Level,
    Licence,
    Mark,
    Outcome,
    Paragraph,
    Place,
    Quote,
    Rendition,
    Sentence,
    Severity,
    Shelf,
    Source,
    State,
    Table,
    Text,
)

SEEN = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
BY = Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
PART = 100
SITE = SiteFacts("The Dragoman", "https://news.example.org", ("en", "pt", "ar"), contact="desk@example.org")
SOURCE = Source(
    "correio",
    "https://correio.example/feed.xml",
    "Correio do Porto Novo",
    "https://correio.example/",
    "pt",
    "CC BY 4.0",
)


def said(source: str | Text, target: str | Text, outcome: Outcome = Outcome.CLEAN, **more: Any) -> Sentence:
    """Return a translated sentence."""
    return Sentence(_text(source), _text(target), outcome, "fake", **more)


def kept(source: str | Text, *messages: str) -> Sentence:
    """Return a sentence that was left in the original."""
    return said(source, source, Outcome.ORIGINAL, findings=_findings(Severity.FAIL, messages))


def doubted(source: str, target: str, *messages: str) -> Sentence:
    """Return a sentence that is shown with a doubt."""
    return said(source, target, Outcome.FLAGGED, findings=_findings(Severity.WARN, messages))


def _findings(severity: Severity, messages: tuple[str, ...]) -> tuple[Finding, ...]:
    return tuple(Finding("numbers", severity, message) for message in messages)


def _text(text: str | Text) -> Text:
    return text if isinstance(text, Text) else Text(text)


def article(document: Document, passages: Mapping[str, Mapping[Place, tuple[Sentence, ...]]], **more: Any) -> Article:
    """Return a published article: in its own language, and in every language that has passages."""
    made = SEEN + timedelta(seconds=9)
    renditions = {document.language: Rendition(document.language, State.PUBLISHED, made=SEEN)}
    for language, found in passages.items():
        renditions[language] = Rendition(
            language,
            State.PUBLISHED,
            found,
            engine="fxtranslate 0.5, model base 2026-02",
            checks=("numbers", "quotations", "completeness"),
            made=made,
        )
    headlines = {code: "".join(s.target.text for s in found["headline"]) for code, found in passages.items()}
    facts = {
        "id": "a1b2c3d4e5",
        "source": SOURCE,
        "url": document.url,
        "first_seen": SEEN,
        "updated": SEEN,
        "revision": 1,
        "document": document,
        "decision": Decision(Level.FULL, True, BY, ("The feed states CC BY 4.0.",)),
        "renditions": renditions,
        "slugs": {document.language: slug(document.headline.text)} | {c: slug(h) for c, h in headlines.items()},
    }
    return Article(**{**facts, **more})


def short(**more: Any) -> Article:
    """Return a short Portuguese article with its English and Arabic translations."""
    document = Document(
        "https://correio.example/lota",
        "pt",
        Text("Lota reabre na segunda-feira"),
        (Paragraph(Text("A lota reabre na segunda-feira. O prefeito disse: “Não há perigo.”")),),
        standfirst=Text("O mercado estava fechado desde maio."),
        authors=("Rita Moura",),
        published=datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
    )
    document = replace(document, **more.pop("document", {}))
    return article(document, more.pop("passages", {"en": _SHORT_EN, "ar": _SHORT_AR}), **more)


_SHORT_EN = {
    "headline": (said("Lota reabre na segunda-feira", "Fish auction reopens on Monday"),),
    "standfirst": (said("O mercado estava fechado desde maio.", "The market had been closed since May."),),
    "0": (
        said("A lota reabre na segunda-feira.", "The fish auction reopens on Monday."),
        said("O prefeito disse: “Não há perigo.”", "The mayor said: “There is no danger.”"),
    ),
}
_SHORT_AR = {
    "headline": (said("Lota reabre na segunda-feira", "مزاد السمك يعود إلى العمل يوم الاثنين"),),
    "standfirst": (said("O mercado estava fechado desde maio.", "كانت السوق مغلقة منذ شهر مايو."),),
    "0": (
        said("A lota reabre na segunda-feira.", "يعود مزاد السمك إلى العمل يوم الاثنين."),
        said("O prefeito disse: “Não há perigo.”", "وقال رئيس البلدية: «لا يوجد خطر»."),
    ),
}


def _marked(text: str, *marks: tuple[str, str, str | None]) -> Text:
    """Return a text whose marks are given by the words that they cover."""
    found = [Mark(kind, at := text.index(part), at + len(part), href) for kind, part, href in marks]  # type: ignore[arg-type]
    return Text(text, tuple(found))


_REPORT = "https://correio.example/relatorio"


def rich(**more: Any) -> Article:
    """Return a Portuguese article with every kind of block, and an English translation with every outcome."""
    document = Document(
        "https://correio.example/quebra-mar",
        "pt",
        Text("Novo quebra-mar protege 240 barcos do Porto Novo"),
        (
            Paragraph(
                _marked(
                    "A obra custou R$ 3,5 milhões, segundo o relatório da prefeitura. Ela termina em março de 2027.",
                    ("link", "relatório da prefeitura", _REPORT),
                    ("strong", "R$ 3,5 milhões", None),
                )
            ),
            Heading(Text("O que muda"), 3),
            Paragraph(Text("O mestre Zé Cação não acredita. “Já vi isso antes”, diz ele.")),
            Quote(Text("O mar não espera por ninguém.\nNós também não.")),
            ItemList((Text("Dois guindastes"), Text("Um farol de 18 metros")), ordered=True),
            Figure(
                "https://correio.example/cais.jpg",
                alt="Barcos coloridos atrás de um muro de pedra",
                caption=Text("Barcos no cais norte, na quinta-feira."),
                credit="Ana Lobo/Correio",
            ),
            Heading(Text("Os números"), 3),
            Table(
                (
                    (Text("Ano"), Text("Barcos")),
                    (Text("2024"), Text("198")),
                    (Text("2026"), Text("240")),
                ),
                header=True,
                caption=Text("Barcos registrados"),
            ),
            Embed("https://video.example/v/1", Text("Vídeo: a última pedra")),
            Code("if maré > 2: fechar()"),
            Paragraph(Text("A Capitania ainda estuda o caso. O prazo é de 90 dias.")),
        ),
        standfirst=Text("A última pedra foi posta na quinta-feira, dois anos depois da tempestade."),
        authors=("Rita Moura", "João Vaz"),
        published=datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
        section="Porto",
        tags=("porto", "obras"),
        lead=Figure(
            "https://correio.example/aereo.jpg",
            alt="Novo quebra-mar protege 240 barcos do Porto Novo",
            caption=Text("O quebra-mar visto do alto."),
            credit="Correio",
        ),
    )
    document = replace(document, **more.pop("document", {}))
    return article(document, more.pop("passages", {"en": _RICH_EN}), **more)


_RICH_EN = {
    "headline": (
        said("Novo quebra-mar protege 240 barcos do Porto Novo", "New breakwater shelters 240 boats in Porto Novo"),
    ),
    "standfirst": (
        said(
            "A última pedra foi posta na quinta-feira, dois anos depois da tempestade.",
            "The last stone was laid on Thursday, two years after the storm.",
        ),
    ),
    "lead.caption": (said("O quebra-mar visto do alto.", "The breakwater seen from above."),),
    "0": (
        said(
            _marked(
                "A obra custou R$ 3,5 milhões, segundo o relatório da prefeitura.",
                ("link", "relatório da prefeitura", _REPORT),
                ("strong", "R$ 3,5 milhões", None),
            ),
            _marked(
                "The work cost R$3.5 million, according to the city’s report.",
                ("link", "city’s report", _REPORT),
                ("strong", "R$3.5 million", None),
            ),
        ),
        said("Ela termina em março de 2027.", "It will end in March 2027.", Outcome.REPAIRED),
    ),
    "1": (said("O que muda", "What changes"),),
    "2": (
        doubted("O mestre Zé Cação não acredita.", "Master Zé Cação does not believe it.", "A name may differ."),
        said("“Já vi isso antes”, diz ele.", "“I have seen this before,” he says."),
    ),
    "3": (
        said("O mar não espera por ninguém.", "The sea waits for no one.", gap="\n"),
        said("Nós também não.", "Neither do we."),
    ),
    "4.items.0": (said("Dois guindastes", "Two cranes"),),
    "4.items.1": (said("Um farol de 18 metros", "An 18-metre lighthouse"),),
    "5.alt": (said("Barcos coloridos atrás de um muro de pedra", "Colourful boats behind a stone wall"),),
    "5.caption": (said("Barcos no cais norte, na quinta-feira.", "Boats at the north quay on Thursday."),),
    "6": (said("Os números", "The numbers"),),
    "7.caption": (said("Barcos registrados", "Registered boats"),),
    "7.rows.0.0": (said("Ano", "Year"),),
    "7.rows.0.1": (said("Barcos", "Boats"),),
    "7.rows.1.0": (said("2024", "2024"),),
    "7.rows.1.1": (said("198", "198"),),
    "7.rows.2.0": (said("2026", "2026"),),
    "7.rows.2.1": (said("240", "240"),),
    "8.text": (said("Vídeo: a última pedra", "Video: the last stone"),),
    "10": (
        said("A Capitania ainda estuda o caso.", "The port authority is still looking into the case."),
        kept("O prazo é de 90 dias.", "The number “90” is missing."),
    ),
}


def stories(language: str, articles: Sequence[Article], site: SiteFacts = SITE) -> tuple[list[FullItem], list[Deleted]]:
    """Return what lists hold of articles in an edition: those that can be seen, and those that were withdrawn."""
    every = [(article, items_of(article, site)) for article in articles]
    found = [(article, it[language]) for article, it in every if language in it]
    seen = [it for _, it in found if it]
    return seen, [Deleted(article.id, article.updated) for article, it in found if not it]


def index_files(language: str, articles: Sequence[Article], site: SiteFacts = SITE) -> Files:
    """Return the front page, the feeds and the list of what is newest in an edition; articles come newest first."""
    found, deleted = stories(language, articles, site)
    newest = Listing(Shelf(language), found, deleted)
    return shelf_files(newest, site) | front_files(language, Candidates([story.item for story in found]), (), site)


def whole_site(articles: Sequence[Article], site: SiteFacts = SITE) -> Files:
    """Return every file of a site that holds these articles."""
    files: Files = {**site_files(site, [SOURCE])}
    seen: dict[str, list[Article]] = {}
    for article in articles:
        files |= article_files(article, site)
        seen.setdefault(sitemap_key(article.first_seen), []).append(article)
    for language in site.languages:
        files |= _edition(language, articles, site)
    for key, found in seen.items():
        files |= sitemap_files(key, [listed(article, site) for article in found], site)
    return files | sitemap_index_files(seen, site)


def _edition(language: str, articles: Sequence[Article], site: SiteFacts) -> Files:
    came, deleted = stories(language, sorted(articles, key=lambda it: (it.first_seen, it.id)), site)
    numbers = {story.item.id: number for number, story in enumerate(came)}
    found = sorted(came, key=lambda story: (-story.item.dated.timestamp(), story.item.id))
    present = [key for key in sections() if any(story.item.section == key for story in found)]
    named = {story.item.source for story in found}
    parts = [*(Shelf(language, section=key) for key in present), *(Shelf(language, source=slug) for slug in named)]
    files = front_files(language, Candidates([story.item for story in found]), present, site)
    files |= account_files(language, articles, Counts(asked=2), site)
    files |= standing_list_files(language, EditionFacts([SOURCE], parts), site)
    for shelf in (Shelf(language), *parts):
        files |= _shelf(shelf, found, deleted, numbers, site)
    return files | _archive(language, found, numbers, site)


def _archive(language: str, found: Sequence[FullItem], numbers: Mapping[str, int], site: SiteFacts) -> Files:
    files: Files = {}
    days = sorted({story.item.dated.date() for story in found})
    for n, day in enumerate(days):
        of_day = [story.item for story in found if story.item.dated.date() == day]
        parts = sorted({numbers[item.id] // PART for item in of_day})
        beside = days[n - 1] if n else None, days[n + 1] if n + 1 < len(days) else None
        for part in parts:
            it = Day(language, day, part, [i for i in of_day if numbers[i.id] // PART == part], parts, *beside)
            files |= day_part_files(it, site) | day_files(it, site)
    for month in {day.replace(day=1) for day in days}:
        files |= month_files(language, month, [day for day in days if day.replace(day=1) == month], site)
    return {**files, **archive_files(language, sorted({day.replace(day=1) for day in days}), site)}


def _shelf(
    shelf: Shelf, every: Sequence[FullItem], deleted: Sequence[Deleted], numbers: Mapping[str, int], site: SiteFacts
) -> Files:
    found = [it for it in every if shelf.section in ("", it.item.section) and shelf.source in ("", it.item.source)]
    others = found if shelf.whole else found[LATEST:]
    last = max((numbers[story.item.id] // PART for story in others), default=-1)
    parts = [part for part in sorted({numbers[story.item.id] // PART for story in found}) if part <= last]
    files = shelf_files(Listing(shelf, found[:LATEST], deleted, before=parts[-1] if parts else None), site)
    for n, part in enumerate(parts):
        held = [story for story in found if numbers[story.item.id] // PART == part]
        files |= part_files(Listing(shelf, held, part=part, before=parts[n - 1] if n else None), site)
    return files
