"""Who may log in: made and removed by command, none by default."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from dragoman.errors import UsageError
from dragoman.flow.operating import Operator


def add(by: Operator, name: str, password: str) -> str:
    """Let somebody in by name and password; raise UsageError where the name is taken or the password too weak."""
    if User.objects.filter(username=name).exists():
        raise UsageError(f"There is a user {name} already; `dragoman console set-password` gives another password")
    user = User(username=name, is_staff=True, is_superuser=True)
    with by.doing("add user", name):
        _set(user, password)
    return f"{name} may log in"


def set_password(by: Operator, name: str, password: str) -> str:
    """Give somebody another password, by which they are logged out everywhere."""
    with by.doing("set password", name):
        _set(_named(name), password)
    return f"{name} has another password, and is logged out everywhere"


def remove(by: Operator, name: str) -> str:
    """Let somebody in no more; what they did stays told under their name."""
    with by.doing("remove user", name):
        _named(name).delete()
    return f"{name} may log in no more"


def every() -> list[str]:
    """Return the names of those who may log in."""
    return list(User.objects.filter(is_active=True).order_by("username").values_list("username", flat=True))


def _named(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise UsageError(f"There is no user {name}; `dragoman console users` shows those there are")
    return user


def _set(user: User, password: str) -> None:
    try:
        validate_password(password, user)
        user.set_password(password)
        user.full_clean()
    except ValidationError as error:
        raise UsageError(" ".join(error.messages).rstrip(".") + "; choose another") from None
    user.save()
