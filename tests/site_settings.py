"""The settings of a site that runs beside the tests: as in earnest, but on a copy of the tests' own database."""

import os

from beratung.settings import *  # noqa: F403
from beratung.settings import DATABASES

DATABASES["default"] |= {"NAME": os.environ["SITE_DATABASE"], "DATA_DIR": os.environ["SITE_CLUSTER"], "FSYNC": False}
