"""The site of the tests with one page more: what a page costs that says nothing."""

from tests.site_settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
