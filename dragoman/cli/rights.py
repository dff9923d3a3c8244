"""Say what rights let us do: `dragoman rights explain`, and the standing of each source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.app import SiteOption, app, open_site
from dragoman.config import FILE, Settings

if TYPE_CHECKING:
    from dragoman.flow.explaining import Explained

HERE = Path()

rights = typer.Typer(help="What publishers let you do with their articles, and why.", no_args_is_help=True)
app.add_typer(rights, name="rights")

_SHOWN = {"full": "the whole text", "headline": "the headline and a link", "skip": "nothing"}
_VERBS = {
    "translate": "translated",
    "remember": "kept in the translation memory",
    "compare": "shown beside its original",
    "index": "listed in search",
    "illustrate": "shown with its pictures",
}


@rights.command(epilog="Example: dragoman rights explain https://example.org/a-story")
def explain(
    url: Annotated[str, typer.Argument(help="The address of an article or a feed, or a saved page.")],
    site: SiteOption = HERE,
    address: Annotated[str, typer.Option("--url", help="The address that a saved page came from.")] = "",
    licence: Annotated[str, typer.Option(help="The licence you know it grants, or `permission`.")] = "",
    commercial: Annotated[bool, typer.Option("--commercial", help="As for a site that earns money.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """Print every signal about its use that an address gives, and what follows from them."""
    from dragoman.flow.explaining import Asked, explain_address, explain_file, source_of
    from dragoman.newsroom import sources
    from dragoman.rights import registry

    is_site = (site / FILE).is_file()
    settings = _settings(open_site(site) if is_site else Settings(), commercial)
    known = (state.source for state in sources.sources()) if is_site else iter(())
    file = Path(url) if Path(url).is_file() else None
    place = address if file else url
    asked = Asked(place, settings, registry.load(site), source_of(known, place, licence))
    explained = explain_file(asked, file.read_bytes()) if file else explain_address(asked)
    if as_json:
        typer.echo(json.dumps(explained.plain(), ensure_ascii=False, indent=2))
        return
    for line in _lines(explained):
        typer.echo(line)


def _settings(settings: Settings, commercial: bool) -> Settings:
    site = settings.site.model_copy(update={"commercial": settings.site.commercial or commercial})
    return settings.model_copy(update={"site": site})


def _lines(explained: Explained) -> Iterator[str]:
    from dragoman.cli.adding import known

    decision, licence = explained.decision, explained.decision.licence
    yield "Signals:" if explained.signals else "It gives no signal about its use."
    width = max((len(signal.place) for signal in explained.signals), default=0)
    yield from (f"  {signal.place:{width}}  {signal.name}: {signal.value}" for signal in explained.signals)
    if explained.listed:
        yield known(explained.listed)
    yield from explained.notes
    yield f"Shown: {_SHOWN.get(decision.level, f'an excerpt of {decision.excerpt} characters and a link')}."
    yield from (f"  {reason}" for reason in decision.reasons)
    yield f"Licence: {f'{licence.name} {licence.url}'.rstrip() if licence else 'none that we know'}"
    yield from (f"May be {_VERBS[use]}: {'yes' if decision.allows(use) else 'no'}. {why}" for use, why in decision.why)
    if decision.until:
        yield f"Not to be shown after {decision.until:%Y-%m-%d %H:%M %Z}"


def standings(
    site: Path, settings: Settings, found: Iterable[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each source with what may be done with it: by its newest article, or by its terms where none was read."""
    from dragoman.cli.adding import standing
    from dragoman.clock import utc_now
    from dragoman.flow.explaining import decision_of_source
    from dragoman.newsroom.sources import source
    from dragoman.rights import registry

    listed = registry.load(site)
    for each in found:
        decision = decision_of_source(listed, settings, source(each["source"]).source, utc_now())
        plain = {"level": decision.level, "translate": decision.translate, "reasons": list(decision.reasons)}
        yield each, plain | {"why": dict(decision.why), "told": standing(decision)}
