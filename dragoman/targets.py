"""The settings of places that are told of news, and what all settings are made of."""

from __future__ import annotations

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
Mailbox = Annotated[str, Field(pattern=r"^[^\s@<>,;\"]+@[^\s@<>,;\"]+$")]


def _has_a_port_or_none(address: str) -> str:
    try:
        _ = urlsplit(address if "//" in address else f"//{address}").port
    except ValueError:
        # Not in the words of urlsplit, which quote what may be a part of a password.
        raise ValueError("its port is no number up to 65535") from None
    return address


Ported = AfterValidator(_has_a_port_or_none)
Address = Annotated[str, Field(pattern=r"^https?://[^\s/@?#]+(/[^\s?#]*)?$"), Ported]
HostPort = Annotated[str, Field(pattern=r"^(\[[0-9a-f:]+\]|[^\s:/]+):\d{1,5}$"), Ported]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Handle = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Variable = Annotated[str, Field(pattern=r"^([A-Za-z_][A-Za-z0-9_]*)?$")]


class _Target(Part):
    """A place that is told of news: of all languages where there are none; `key` names the variable with its secret."""

    name: Handle
    key: Variable = ""
    languages: tuple[Language, ...] = ()
    timeout: float = Field(default=30.0, gt=0)


class WebhookSettings(_Target):
    """An address that is sent every change as a signed request."""

    kind: Literal["webhook"]
    address: Address


class WordPressSettings(_Target):
    """A WordPress blog, by its own address; `key` holds an application password of `user`."""

    kind: Literal["wordpress"]
    address: Address
    user: str = Field(min_length=1)
    status: Literal["draft", "publish"] = "draft"


class MastodonSettings(_Target):
    """A server that speaks Mastodon's API, by its own address; `length` is how many characters a post may have."""

    kind: Literal["mastodon"]
    address: Address
    visibility: Literal["public", "unlisted", "private"] = "public"
    length: int = Field(default=500, ge=300)


class MailSettings(_Target):
    """A digest by e-mail, once a day at an hour of UTC; where `user` is empty the server is not logged in to."""

    kind: Literal["mail"]
    server: HostPort
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    sender: Mailbox
    to: Annotated[tuple[Mailbox, ...], Field(min_length=1)]
    at: str = Field(default="07:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")

    @model_validator(mode="after")
    def _keeps_its_password(self) -> Self:
        if self.user and self.security == "none":
            raise ValueError('a password is sent encrypted only; set security to "starttls" or "tls"')
        return self


TargetSettings = WebhookSettings | WordPressSettings | MastodonSettings | MailSettings
