"""The typed record between a file and the database: which row, which values, which relations."""

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from services.models import Fact

NAMESPACE = uuid.UUID("6f1f2a39-6c5b-5b0f-9d3e-4b6a6c8f8a11")


class BadFile(ValueError):
    """Says which file, which row and what is wrong there."""


def identity(kind: str, key: str) -> uuid.UUID:
    """The same row has the same id on every site: uuid5 of kind and key."""
    return uuid.uuid5(NAMESPACE, f"{kind}:{key}")


def fingerprint(values: Any) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Record:
    """`values` are column values (foreign keys as `…_id`), `many` the ids of many-to-many fields; `where` is file and row."""

    model: type[Fact]
    id: uuid.UUID
    values: dict[str, Any]
    many: dict[str, list[uuid.UUID]] = field(default_factory=dict)
    where: str = ""

    @property
    def kind(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def wanted(self) -> str:
        many = {name: sorted(map(str, ids)) for name, ids in self.many.items()}
        return fingerprint([self.values, many])
