"""What is written to the logs: times, methods, paths, states. Never a query string, a body, a cookie or a whole address."""

import logging
import logging.config
import traceback
from typing import Any


class WithoutFacts(logging.Formatter):
    """Tracebacks without the message and the values: an exception's text can hold what a person typed."""

    def formatException(self, ei: Any) -> str:
        kind, _error, trace = ei
        frames = "".join(traceback.format_list(traceback.extract_tb(trace)[-12:]))
        return f"{frames}{getattr(kind, '__name__', kind)}"

    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith("django.request") and record.args:
            # Django's arguments hold the path with what people typed behind it
            record.args = tuple(str(part).split("?")[0] for part in (record.args if isinstance(record.args, tuple) else (record.args,)))
        return super().format(record)


def configure(level: str) -> None:
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "plain": {"()": WithoutFacts, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
                "access": {"format": "[%(asctime)s] %(message)s"},
            },
            "handlers": {
                "console": {"class": "logging.StreamHandler", "formatter": "plain"},
                "access": {"class": "logging.StreamHandler", "formatter": "access", "stream": "ext://sys.stdout"},
            },
            "root": {"handlers": ["console"], "level": "WARNING"},
            "loggers": {
                "beratung": {"level": level},
                "beratung.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
                "services": {"level": level},
                "django.security": {"level": "ERROR"},
                "django.db.backends": {"level": "WARNING"},
            },
        }
    )
