"""``sayso serve``: the workbench, in a browser."""

# ruff: noqa: PLC0415 - the web libraries are an extra, and nothing else pays for them
import getpass
import socket
from pathlib import Path

import click

from sayso.cli.options import db_option
from sayso.cli.output import note
from sayso.errors import SaysoError


@click.command(short_help="Open the workbench on a database, in a browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; others need a token.")
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="At which port.")
@click.option(
    "--token", envvar="SAYSO_TOKEN", show_envvar=True, metavar="TEXT", help="What visitors have to give to come in."
)
@click.option("--person", metavar="NAME", help="Who judges, unless the page says another.  [default: your user name]")
@click.option("--threshold", type=click.FloatRange(0, 1), metavar="0..1", help="For “try it”, as for `sayso code`.")
@click.option("--model", type=click.Path(exists=True), metavar="FOLDER", help="For “try it”, as for `sayso code`.")
@click.option("--open/--no-open", "browse", default=False, help="Open a browser window on it.")
@db_option
def serve(
    *,
    host: str,
    port: int,
    token: str | None,
    person: str | None,
    threshold: float | None,
    model: str | None,
    browse: bool,
    db: Path,
) -> None:
    """Open the workbench: claims with filters, reports with every claim marked in place, actors, dyads, map and
    network, judging, and a JSON API at /api.

    It listens on this machine alone. With another --host a token is required, and anybody who has it can read all and
    judge. Takes the extra: pip install 'sayso[serve]'.

    \b
      sayso serve --db news.duckdb
      SAYSO_TOKEN=… sayso serve --host 0.0.0.0
    """
    try:
        import uvicorn

        from sayso.serve.app import application
    except ImportError as error:
        raise SaysoError("the workbench needs its web libraries: pip install 'sayso[serve]'") from error
    from sayso.serve.settings import Settings

    settings = Settings(
        db=db, host=host, port=port, token=token, person=person or _user(), model=model, threshold=threshold, warm=True
    )
    app = application(settings)
    with _listening(host, port) as listener:
        address = _address(host, listener.getsockname()[1])
        note(f"Workbench on {db}: {address} (Ctrl-C ends it)")
        if browse:
            click.launch(address)
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            limit_concurrency=100,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=3,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family)
    except OSError as error:
        why = error.strerror or str(error)
        raise SaysoError(f"{host} port {port} cannot be listened at: {why}; name another with --port") from error


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no user of that number, no name in the environment
        return "me"
