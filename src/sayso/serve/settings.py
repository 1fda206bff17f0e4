"""What a workbench is started with."""

import ipaddress
from pathlib import Path

import msgspec

from sayso.errors import SaysoError

MAX_BODY = 2_000_000  # bytes of one request
MAX_TEXT = 200_000  # characters that “try it” codes
MAX_PAGE = 500  # rows of one page or answer
QUERY_SECONDS = 15.0
CODING_SECONDS = 60.0
IDLE_SECONDS = 20.0  # then the database is let go, so that `sayso code` can write to it


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the workbench finds the database, where it listens, and who may come in.

    ``token`` is what every visitor has to give; ``None`` asks nobody, which is allowed on a loopback address only.
    ``person`` is the name that judgements carry unless the page says another. ``model`` and ``threshold`` are for the
    coder, as for ``sayso code``. With ``warm`` the coder is loaded, and what is counted over all claims is counted, as
    soon as the workbench starts, beside whatever it is asked for.
    """

    db: Path
    host: str = "127.0.0.1"
    port: int = 8321
    token: str | None = None
    person: str = "me"
    model: str | None = None
    threshold: float | None = None
    warm: bool = False

    def check(self) -> None:
        """Raises ``SaysoError`` where others could come in without a token."""
        if self.token is None and not loopback(self.host):
            raise SaysoError(
                f"{self.host} can be reached from other machines, and no token is set; give one with --token "
                "(or SAYSO_TOKEN), or leave --host out"
            )
        if self.token is not None and len(self.token) < 8:
            raise SaysoError("the token is too short to keep anybody out; take at least 8 characters")


def loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone: ``127.0.0.1``, ``::1``, ``localhost``."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
