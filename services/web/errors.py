"""Clear sentences instead of faults; nothing of the request stands on them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _sorry(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    response = render(request, "web/sorry.html", {"title": title, "sentence": sentence}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _sorry(
        request, 400, _("We could not read this address"), _("Something in the address is too long or not text. Please start again.")
    )


def personal(request: HttpRequest) -> HttpResponse:
    return _sorry(
        request,
        400,
        _("This may not stand in an address"),
        _("Age, paper and situation never stand in an address: addresses are stored and shared. Please use our form."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _sorry(
        request,
        403,
        _("Please send the form from our page"),
        _("This form was not sent from our own page. Please open the page again and repeat it."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _sorry(
        request,
        404,
        _("This page does not exist (any more)"),
        _("Perhaps the offer has moved or has ended. The search finds what there is today."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _sorry(request, 500, _("Something went wrong here"), _("That was our fault, not yours. Please try again."))
