"""Under which account the server runs, and where that account can go.

PostgreSQL refuses to run as root. Root therefore runs it as the owner of the data or as a system account.
"""

import os
import pwd
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

SYSTEM_ACCOUNTS = ("beratung", "postgres", "nobody")


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        return self.uid != os.geteuid()

    def switch(self) -> dict[str, Any]:
        """Arguments of `subprocess.run` that start a program under this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}

    def own(self, path: Path | int) -> None:
        if self.is_other:
            os.chown(path, self.uid, self.gid, follow_symlinks=isinstance(path, int))

    def make_directory(self, path: Path) -> None:
        """Another account may pass through what is made here, not list it; what exists stays as it is."""
        for place in [place for place in (*reversed(path.parents), path) if not place.is_dir()]:
            place.mkdir(mode=0o700, exist_ok=True)
            if self.is_other:
                place.chmod(0o711)

    def closed(self, path: Path) -> Path | None:
        """The first directory on the way to `path`, itself included, that the account may not enter. Knows no ACLs."""
        for place in (*reversed(path.parents), path):
            if place.is_dir() and not self._may_enter(place.stat()):
                return place
        return None

    def _may_enter(self, found: os.stat_result) -> bool:
        if self.uid in (0, found.st_uid):
            return bool(found.st_mode & stat.S_IXUSR) or self.uid == 0
        groups = {self.gid} if self.is_other else {self.gid, *os.getgroups()}
        return bool(found.st_mode & (stat.S_IXGRP if found.st_gid in groups else stat.S_IXOTH))

    def denied(self, place: Path) -> str:
        closed = self.closed(place)
        if closed is None:
            return f"The account “{self.name}” may not write to {place}"
        return f"The account “{self.name}”, which runs the database server, may not enter {closed} to reach {place}"


def account_for(data_dir: Path) -> Account:
    if os.geteuid() != 0:
        return _by_uid(os.geteuid(), os.getegid())
    for place in (data_dir / "postgres", data_dir):
        if place.is_dir() and (owner := place.stat()).st_uid != 0:
            return _by_uid(owner.st_uid, owner.st_gid)
    for name in SYSTEM_ACCOUNTS:
        try:
            return _by_uid(pwd.getpwnam(name).pw_uid, -1)
        except KeyError:
            continue
    raise ImproperlyConfigured("PostgreSQL does not run as root: start this as another user, or add a user “beratung”.")


def _by_uid(uid: int, gid: int) -> Account:
    try:
        found = pwd.getpwuid(uid)
    except KeyError:  # usual in containers; initdb will complain, in a sentence
        return Account(str(uid), uid, gid)
    return Account(found.pw_name, uid, found.pw_gid)


def choose_data_dir(preferred: Path) -> Path:
    """`preferred`, unless root's server could not reach it (a checkout below a closed home): then one below /var/lib.

    Not below /var/tmp: machines tidy up there, and the data is meant to stay.
    """
    preferred = preferred.absolute()
    if os.geteuid() != 0 or account_for(preferred).closed(preferred) is None:
        return preferred
    return Path("/var/lib") / f"beratung-{sha256(os.fsencode(preferred)).hexdigest()[:10]}"
