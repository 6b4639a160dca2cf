"""Addresses without a language."""

from django.urls import path

from services.web import offers, small

urlpatterns = [
    path("", small.best_language),
    path("o/<str:code>", offers.by_code, name="offer_code"),
    path("exit/", small.leave, name="exit"),
    path("livez", small.livez),
    path("readyz", small.readyz),
    path("admin/preview/<uuid:pk>/", offers.preview, name="offer_preview"),
]
