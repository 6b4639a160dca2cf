"""The first page: needs as tiles, one search box, one place box."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from services.models import NeedCategory


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    categories = list(NeedCategory.objects.prefetch_related("needs").order_by("code"))
    needs = [need for category in categories for need in category.needs.all()]
    context = {
        "core": sorted((need for need in needs if need.is_core), key=lambda need: _TILES.get(need.code, 99)),
        "categories": categories,
        "place": "",
    }
    return render(request, "web/home.html", context)


#: Most people come with a letter; what is sensitive does not stand on top of a stranger's screen.
_ORDER = ["amt", "psyche", "asyl", "aufenthalt", "geld", "wohnen", "deutsch", "arbeit", "anerkennung", "gesundheit", "schwanger", "gewalt"]
_TILES = {code: position for position, code in enumerate(_ORDER)}
