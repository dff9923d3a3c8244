"""Open the places that are told of news: settings and secrets to what each kind of place is told with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from dragoman.announce import Channel, Message, News, mail, mastodon, webhook, wordpress
from dragoman.flow import apis
from dragoman.flow.apis import Endpoint
from dragoman.flow.desk import Desk
from dragoman.net.mail import MailServer, send
from dragoman.publish.facts import SiteFacts
from dragoman.publish.words import endonym, words
from dragoman.targets import MailSettings, MastodonSettings, TargetSettings, WebhookSettings, WordPressSettings

MESSAGES: Mapping[str, Callable[[News], Message]] = {
    "webhook": webhook.message,
    "wordpress": wordpress.whole,
    "mastodon": mastodon.message,
    "mail": mail.message,
}
"""What each kind of place is told, as far as that says whether there is anything new."""


def channel(
    desk: Desk, target: TargetSettings, site: SiteFacts, language: str, warn: Callable[[str], object]
) -> Channel:
    """Return what tells a target of news in a language; raise UsageError where its secret is missing or none.

    `warn` is told what could not be had of what was told all the same.
    """
    key = secret(target)
    match target:
        case WebhookSettings():
            return webhook.Webhook(_api(desk, target), webhook.secret_of(key, target.name), desk.clock)
        case WordPressSettings():
            return wordpress.WordPress(target.name, _api(desk, target), target.user, key, warn, target.status)
        case MastodonSettings():
            return mastodon.Mastodon(target.name, _api(desk, target), key, target.visibility, target.length)
        case MailSettings():
            host, _, port = target.server.rpartition(":")
            server = MailServer(host.strip("[]"), int(port), target.security, target.user, key, target.timeout)
            heading = mail.Heading(site.title, _subject(desk, site, language), target.sender, _unsubscribe(site))
            return mail.Mail(heading, partial(send, server, target.sender, target.to), desk.clock)


def _api(desk: Desk, target: WebhookSettings | WordPressSettings | MastodonSettings) -> Endpoint:
    return Endpoint(target.address, desk.door, target.timeout)


def _subject(desk: Desk, site: SiteFacts, language: str) -> str:
    return f"{site.title} · {endonym(language)} · {words(language).date(desk.clock())}"


def _unsubscribe(site: SiteFacts) -> str:
    return site.contact if "@" in site.contact and ":" not in site.contact else ""


def secret(target: TargetSettings) -> str:
    """Return a target's secret from the environment; raise UsageError where it needs one and there is none."""
    needed = not isinstance(target, MailSettings) or bool(target.user)
    return apis.secret(target.key, f"the target {target.name}", needed=needed)
