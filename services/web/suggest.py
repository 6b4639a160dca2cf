"""Suggestions while typing, and "near me". Both by POST: what is typed and where somebody is stand in no address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from services.display import words_understood
from services.display.labels import current_labels
from services.search import places, suggest
from services.search.parameters import MAX_WORDS
from services.web.guard import same_origin


@same_origin
@require_POST
def suggestions(request: HttpRequest) -> HttpResponse:
    """The options of a datalist, for "what" or for "where"."""
    q, place = request.POST.get("q", "")[:MAX_WORDS], request.POST.get("place", "")[:MAX_WORDS]
    if "place" in request.POST and "q" not in request.POST:
        found = suggest.towns(place)
    else:
        labels = current_labels()
        meant = [words_understood.named(meaning, labels) for meaning in suggest.meanings(q)]
        found = [*meant, *suggest.organizations(q)][: suggest.MOST]
    response = render(request, "web/_suggestions.html", {"suggestions": list(dict.fromkeys(found))})
    response["Cache-Control"] = "no-store"
    return response


@same_origin
@require_POST
def near(request: HttpRequest) -> HttpResponse:
    """303 to the nearest postal code. The position was rounded to about a kilometre before it left the phone, and is kept nowhere."""
    try:
        lat, lon = float(request.POST.get("lat", "")), float(request.POST.get("lon", ""))
    except ValueError:
        code = None
    else:
        is_on_earth = abs(lat) <= 90 and abs(lon) <= 180
        code = places.nearest(lat, lon) if is_on_earth else None
    response = HttpResponseRedirect(f"{reverse('search')}?{urlencode({'place': code})}" if code else reverse("home"))
    response.status_code = 303
    response["Cache-Control"] = "no-store"
    return response
