"""What a process reads once before it can answer a search, read before somebody waits for it."""

import logging
from datetime import date

from django.db import connection

from beratung import languages
from services.search import kept_rules
from services.search.query import SearchQuery
from services.search.run import search

_log = logging.getLogger(__name__)


def read_ahead() -> None:
    """Whatever goes wrong, mostly a database that is away, the worker answers: the first visitor meets the same, and is told so."""
    try:
        for language in languages.INTERFACE:
            search(SearchQuery(today=date.today(), lang=language.code, q="beratung"))
        kept_rules.current()
    except Exception:
        _log.warning("Nothing could be read ahead of the first search.", exc_info=True)
    finally:
        connection.close()
