"""What a process reads once before it can answer a search, read before somebody waits for it."""

import logging
from datetime import date

from django.db import DatabaseError, InterfaceError, connection

from beratung import languages
from services.search import kept_rules
from services.search.query import SearchQuery
from services.search.run import search

_log = logging.getLogger(__name__)


def read_ahead() -> None:
    """For a thread of its own. Without a database nothing is read: the first visitor meets the same, and is told so."""
    try:
        for language in languages.INTERFACE:
            search(SearchQuery(today=date.today(), lang=language.code, q="beratung"))
        kept_rules.current()
    except (DatabaseError, InterfaceError) as reason:
        _log.warning("Nothing could be read ahead of the first search (%s).", type(reason).__name__)
    finally:
        connection.close()
