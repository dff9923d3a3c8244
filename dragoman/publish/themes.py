"""The operator's own looks: `theme/` in the site's folder, before what comes with Dragoman.

`theme/templates/` holds templates that stand in the place of ours of the same name, and may extend those as
`dragoman/NAME`; `theme/style.css` follows our style sheet. A process has one theme, read when it opens a site.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    TemplateError,
    TemplateSyntaxError,
)

from dragoman.errors import UsageError

UNSOUND = (ValueError, TypeError, LookupError, TemplateError, UsageError)
"""What rendering what we did not foresee may raise; `blamed` makes UsageError of it in an operator's template."""
FOLDER = "theme"
STYLE = "style.css"
PLAIN = (".css", ".js")
"""What stands among the templates and is none."""
_CURE = "mend it, or take the file away"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme's folder, None where there is none, and the digest of what is in it."""

    folder: Path | None = None
    digest: str = ""

    @property
    def loader(self) -> BaseLoader:
        ours = PackageLoader("dragoman.publish")
        own = [FileSystemLoader(self.folder / "templates")] if self.folder else []
        return ChoiceLoader([*own, ours, PrefixLoader({"dragoman": ours})])

    @property
    def style(self) -> str:
        """What follows our style sheet."""
        file = self.folder / STYLE if self.folder else None
        return _read(file) if file and file.is_file() else ""

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """Raise UsageError that names file and line where what goes wrong within goes wrong in a template of ours."""
        try:
            yield
        except (TemplateError, TypeError, ValueError, LookupError) as error:
            frames = [at for at in walk_tb(error.__traceback__) if self._holds(at[0].f_code.co_filename)]
            if not frames:
                raise
            frame, line = frames[-1]
            if template := frame.f_globals.get("__jinja_template__"):  # Jinja has not put its own line there
                line = template.get_corresponding_lineno(line)
            raise UsageError(f"{frame.f_code.co_filename}, line {line}: {error}; {_CURE}") from error

    def _holds(self, file: str) -> bool:
        return self.folder is not None and Path(file).is_relative_to(self.folder)


_current = Theme()


def current() -> Theme:
    """Return the theme of the site that this process works at."""
    return _current


def use(site: Path | None) -> Theme:
    """Take the theme of a site's folder; raise UsageError that names file and line where a template is none."""
    global _current
    folder = site / FOLDER if site else None
    _current = _checked(folder) if folder and folder.is_dir() else Theme()
    return _current


def _checked(folder: Path) -> Theme:
    digest, environment = hashlib.sha256(), Environment(autoescape=True)
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        text = _read(file)
        digest.update(f"{file.relative_to(folder)}\0{text}\0".encode())
        if file.is_relative_to(folder / "templates") and file.suffix not in PLAIN:
            try:
                environment.compile(text, file.name, str(file))
            except TemplateSyntaxError as error:
                raise UsageError(f"{file}, line {error.lineno}: {error.message}; {_CURE}") from None
    return Theme(folder, digest.hexdigest())


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text; save it as such, or take the file away") from None
