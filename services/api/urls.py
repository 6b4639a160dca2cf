from django.urls import path

from services.api import eligibility, search

urlpatterns = [
    path("search", search.search_view, name="api_search"),
    path("eligibility", eligibility.eligibility_view, name="api_eligibility"),
]
