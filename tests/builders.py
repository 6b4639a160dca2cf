"""Facts for tests: name only what matters, the rest is made up; each call is recorded like every other write."""

from itertools import count
from typing import Any

from services.actions import recording
from services.models import (
    Area,
    Check,
    Contact,
    Language,
    Location,
    Organization,
    Programme,
    Service,
    ServiceAtLocation,
    Source,
    SpokenLanguage,
)

_number = count(1)


def organization(**values: Any) -> Organization:
    with recording.atomic():
        return Organization.objects.create(**{"name": f"Träger {next(_number)}", **values})


def area(key: str = "14612:Dresden") -> Area:
    return Area.objects.get(key=key)


def source(**values: Any) -> Source:
    with recording.atomic():
        return Source.objects.create(**{"title": f"Quelle {next(_number)}", **values})


def location(**values: Any) -> Location:
    with recording.atomic():
        if "organization" not in values:
            values["organization"] = organization()
        return Location.objects.create(**{"city": "Dresden", "area": area(), **values})


def service(**values: Any) -> Service:
    with recording.atomic():
        needs = values.pop("needs", ())
        if isinstance(values.get("programme"), str):
            values["programme"] = Programme.objects.get(code=values["programme"])
        if "organization" not in values:
            values["organization"] = organization()
        made = Service.objects.create(**{"name_de": f"Beratung {next(_number)}", **values})
        made.needs.set(needs)
        return made


def offer(*, at: dict[str, Any] | None = None, of: dict[str, Any] | None = None, **values: Any) -> ServiceAtLocation:
    """`at` are values of its place, `of` of its service; published unless said otherwise."""
    with recording.atomic():
        made = service(**(of or {}))
        contacts = values.pop("contacts", ())
        place = location(organization=made.organization, **(at or {}))
        created = ServiceAtLocation.objects.create(**{"service": made, "location": place, "status": "published", **values})
        created.contacts.set(Contact.objects.create(organization=made.organization, kind=kind, value=value) for kind, value in contacts)
        return created


def speaks(of: ServiceAtLocation, code: str | None, mode: str = "staff", **values: Any) -> SpokenLanguage:
    with recording.atomic():
        language = Language.objects.get(code=code) if code else None
        return SpokenLanguage.objects.create(offer=of, language=language, mode=mode, **values)


def checked(of: ServiceAtLocation, group: str, day: Any, **values: Any) -> Check:
    with recording.atomic():
        return Check.objects.create(**{"offer": of, "group": group, "day": day, "method": "phone", "outcome": "confirmed", **values})
