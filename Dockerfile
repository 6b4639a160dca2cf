# The same entry point as `make run`. Without DATABASE_URL it brings its own PostgreSQL and keeps everything in /data.
FROM python:3.11-slim

RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin beratung \
    && install -d -o beratung -g beratung -m 0700 /data
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY manage.py pyproject.toml LICENSE ./
COPY beratung beratung
COPY services services
COPY templates templates
COPY static static
COPY fixtures fixtures
# The catalogues are compiled when the site starts.
RUN chown -R beratung:beratung beratung/locale

USER beratung
ENV DATA_DIR=/data PORT=8000 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
VOLUME /data
EXPOSE 8000
# With https the site answers to its own name only, so the check has to say it.
HEALTHCHECK --interval=30s --timeout=5s --start-period=180s --retries=3 \
    CMD ["python", "-c", "import os; from urllib.parse import urlsplit; from urllib.request import Request, urlopen; urlopen(Request('http://127.0.0.1:' + os.environ['PORT'] + '/livez', headers={'Host': urlsplit(os.environ.get('PUBLIC_URL', '')).hostname or 'localhost'}), timeout=4)"]
ENTRYPOINT ["python", "-m", "beratung.serve"]
