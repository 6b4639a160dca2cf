"""Addresses: public pages under their language, JSON, the staff's rooms, and the two health checks."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(path("", include("services.web.urls"))),
    path("", include("services.web.root_urls")),
    path("api/v1/", include("services.api.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "services.web.errors.bad_request"
handler403 = "services.web.errors.forbidden"
handler404 = "services.web.errors.not_found"
handler500 = "services.web.errors.server_error"
