"""Pages that exist in every language; the prefix is added by `beratung.urls`."""

from django.urls import path

from services.web import entities, home, offers, pages, results, suggest, you

#: Tried in this order: what is asked most comes first.
urlpatterns = [
    path("search/", results.results, name="search"),
    path("", home.home, name="home"),
    path("you/", you.you, name="you"),
    path("suggest/", suggest.suggestions, name="suggest"),
    path("near/", suggest.near, name="near"),
    path("offers/<uuid:pk>/", offers.offer, name="offer"),
    path("offers/<uuid:pk>/<slug:slug>/", offers.offer, name="offer"),
    path("organizations/<uuid:pk>/", entities.organization, name="organization"),
    path("organizations/<uuid:pk>/<slug:slug>/", entities.organization, name="organization"),
    path("programmes/", entities.programmes, name="programmes"),
    path("programmes/<str:code>/", entities.programme, name="programme"),
    path("projects/<uuid:pk>/", entities.project, name="project"),
    path("projects/<uuid:pk>/<slug:slug>/", entities.project, name="project"),
    path("funding/<uuid:pk>/", entities.funding, name="funding"),
    path("funding/<uuid:pk>/<slug:slug>/", entities.funding, name="funding"),
    path("sources/<uuid:pk>/", entities.source, name="source"),
    path("pages/<slug:slug>/", pages.page, name="page"),
]
