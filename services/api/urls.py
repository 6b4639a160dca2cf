from django.urls import path

from services.api import search

urlpatterns = [path("search", search.search_view, name="api_search")]
