"""A site's settings: `dragoman.toml` in its folder, each overridable from the environment (`DRAGOMAN_SITE__TITLE`)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, IPvAnyAddress, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from dragoman.errors import UsageError
from dragoman.filters import FeedSettings, FilterSettings
from dragoman.targets import Address, Handle, HostPort, Language, Part, Ported, TargetSettings, Variable

FILE = "dragoman.toml"


class DatabaseSettings(Part):
    """Where the newsroom's tables are: a PostgreSQL address, or nothing for a file of the site's own folder.

    An address with a password belongs into the environment: DRAGOMAN_DATABASE__ADDRESS.
    """

    address: Annotated[str, Ported] = Field(
        default="", pattern=r"^(postgres(ql)?://[^\s/@#?]*(@[^\s/#?]+)?/[^\s/?#]+)?$"
    )


class SiteSettings(Part):
    """What readers see of the site itself, and what decides what it may show.

    `jurisdiction` is the law that it is under, by a code that the registry of sources may name (`EU`, `BR`);
    `quotation` is how many characters are quoted of a text without a licence: none, unless your law lets you.
    """

    title: str = "Dragoman"
    tagline: str = ""
    address: str = Field(default="http://127.0.0.1:8000", pattern=r"^https?://[^\s/]+(/[^\s]*[^\s/])?$")
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en", "pt")
    contact: str = ""
    commercial: bool = False
    jurisdiction: str = Field(default="", pattern=r"^([A-Za-z-]{2,12})?$")
    quotation: int = Field(default=0, ge=0, le=200)


class NetworkSettings(Part):
    """How the network door behaves; `allow` names private host:port pairs that it may reach."""

    allow: tuple[HostPort, ...] = ()
    gap: float = Field(default=1.0, ge=0)
    timeout: float = Field(default=30.0, gt=0)


class PollSettings(Part):
    """How often a feed is polled on the average, in minutes; lively ones more often, quiet ones less."""

    minutes: float = Field(default=15.0, gt=0)


class PushSettings(Part):
    """Whether hubs may push news to us (they must reach the site's address), and the hub that tells of ours."""

    subscribe: bool = False
    hub: str = Field(default="", pattern=r"^(https?://[^\s]+)?$")


class WorkSettings(Part):
    """How much of the machine the wire takes; 0 processes means one for each core."""

    processes: int = Field(default=0, ge=0)


class RetentionSettings(Part):
    """After how many days what is put away; 0 keeps it for ever.

    `revisions` are earlier texts of an article with their translations, from when a newer one took their place,
    `articles` whole articles, which are taken down: their addresses say so; `reporters` who reported what is settled.
    """

    revisions: int = Field(default=0, ge=0)
    articles: int = Field(default=0, ge=0)
    reporters: int = Field(default=180, ge=0)


class WatchingSettings(Part):
    """How machines watch a process at work: nothing is told where both are empty.

    `listen` is the host:port where it tells its metrics to Prometheus, `traces` the address of the OpenTelemetry
    collector to which it sends a trace of each article.
    """

    listen: Literal[""] | HostPort = ""
    traces: Literal[""] | Address = ""


class EngineSettings(Part):
    """A translation engine behind the network, at the address of its API.

    `key` names the environment variable that holds its secret; `pairs` (`en-pt`) are those that it translates, all
    where there are none. The `first` ones are asked before local engines, the `last` ones for what those could not
    prove; a `judge` translates nothing, and says what it finds wrong in what others did; one for `stories` gives
    vectors of meaning, of which `even` is the cosine that tells nothing. `day` and `month` bound the characters sent,
    0 means no bound.
    """

    name: Handle
    kind: Literal["openai", "libretranslate", "deepl", "apy"]
    address: Address
    model: str = ""
    key: Variable = ""
    pairs: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}-[a-z]{2,3}$")], ...] = ()
    role: Literal["first", "last", "judge", "stories"] = "first"
    even: float = Field(default=0.55, gt=0, lt=1)
    timeout: float = Field(default=60.0, gt=0)
    day: int = Field(default=0, ge=0)
    month: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _can(self) -> Self:
        if not self.translates and self.kind != "openai":
            what = "be a judge" if self.role == "judge" else "give vectors for stories"
            raise ValueError(f'only an engine of kind "openai" can {what}')
        return self

    @property
    def translates(self) -> bool:
        """Whether it makes translations."""
        return self.role in ("first", "last")


class PolicySettings(Part):
    """When an article is not shown whole: the shares of its sentences that stay in the original, or carry a doubt.

    It is then a headline and a link, or held back where `hold` is set.
    """

    max_original: float = Field(default=0.2, ge=0, le=1)
    max_flagged: float = Field(default=0.5, ge=0, le=1)
    hold: bool = False


class ReportSettings(Part):
    """Whether the server takes in reports by a form, and within how many hours a complete takedown takes effect.

    `hourly` bounds the reports of an hour; beyond `daily` takedowns in a day they wait for the operator. `proxies` are
    the addresses of servers of your own before this one: whom they name in X-Forwarded-For is taken for the sender.
    """

    form: bool = False
    hours: int = Field(default=24, ge=0)
    hourly: int = Field(default=60, ge=1)
    daily: int = Field(default=20, ge=0)
    proxies: tuple[IPvAnyAddress, ...] = ()


class MemorySettings(Part):
    """How many translated sentences are kept for the next time; a thousand take about a megabyte."""

    sentences: int = Field(default=500_000, ge=0)


class SearchSettings(Part):
    """How often the search is brought up to date, in minutes, where anything changed."""

    minutes: float = Field(default=10.0, gt=0)


class PictureSettings(Part):
    """Whether pictures are shown whose own licence allows it; `inspect` looks into files of which nobody says anything.

    That costs a request for nearly every picture there is, and few of their files name a licence.
    """

    show: bool = True
    inspect: bool = False


class ConsoleSettings(Part):
    """The operators' console; `address` is where they find it: https, where a proxy (it asks from `proxy`) ends TLS."""

    open: bool = False
    host: str = "127.0.0.1"
    port: int = Field(default=8010, ge=1, le=65535)
    address: str = Field(default="", pattern=r"^(https?://[^\s/@?#]+)?$")
    proxy: str = "127.0.0.1"

    @property
    def secure(self) -> bool:
        """Whether operators come by TLS."""
        return self.address.startswith("https://")

    @model_validator(mode="after")
    def _keeps_passwords(self) -> Self:
        if self.host not in ("127.0.0.1", "::1", "localhost") and not self.secure:
            raise ValueError("beyond this machine the console needs TLS; set its address to the https one of a proxy")
        return self


class SampleSettings(Part):
    """The sample source, served on loopback while the wire runs."""

    enabled: bool = False
    port: int = Field(default=8900, ge=1, le=65535)


class Settings(BaseSettings):
    """All settings of a site; unknown names are refused."""

    model_config = SettingsConfigDict(env_prefix="DRAGOMAN_", env_nested_delimiter="__", extra="forbid", frozen=True)

    site: SiteSettings = Field(default_factory=SiteSettings)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
    network: NetworkSettings = Field(default_factory=NetworkSettings)
    poll: PollSettings = Field(default_factory=PollSettings)
    push: PushSettings = Field(default_factory=PushSettings)
    work: WorkSettings = Field(default_factory=WorkSettings)
    watching: WatchingSettings = Field(default_factory=WatchingSettings)
    retention: RetentionSettings = Field(default_factory=RetentionSettings)
    policy: PolicySettings = Field(default_factory=PolicySettings)
    engines: tuple[EngineSettings, ...] = ()
    reports: ReportSettings = Field(default_factory=ReportSettings)
    memory: MemorySettings = Field(default_factory=MemorySettings)
    pictures: PictureSettings = Field(default_factory=PictureSettings)
    search: SearchSettings = Field(default_factory=SearchSettings)
    filters: tuple[FilterSettings, ...] = ()
    feeds: tuple[FeedSettings, ...] = ()
    announce: tuple[Annotated[TargetSettings, Field(discriminator="kind")], ...] = ()
    console: ConsoleSettings = Field(default_factory=ConsoleSettings)
    sample: SampleSettings = Field(default_factory=SampleSettings)

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        for what, named in (("targets of announce", self.announce), ("filters", self.filters), ("feeds", self.feeds)):
            names = [each.name for each in named]
            if twice := {name for name in names if names.count(name) > 1}:
                raise ValueError(f"two {what} are called {min(twice)}")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment speak before what was passed (the file)."""
        return env_settings, init_settings


def load(folder: Path) -> Settings:
    """Return a site folder's settings; raise UsageError in one sentence that says what to do."""
    file = folder / FILE
    try:
        return parse(file.read_text(encoding="utf-8"), str(file))
    except FileNotFoundError:
        raise UsageError(f"There is no {file}; make a site with `dragoman init`, or name one with --site") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text; save it as such") from None
    except OSError as error:
        raise UsageError(f"{file} can't be read ({error.strerror}); let Dragoman read it") from None


def parse(text: str, file: str = FILE) -> Settings:
    """Return the settings that a text holds; raise UsageError that names the file and the place."""
    try:
        values: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file} is not valid TOML ({error}); mend that line") from None
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"In {file}, {where} is wrong: {first['msg']}; mend or remove it") from None
