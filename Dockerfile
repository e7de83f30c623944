# podquote in a container: the locked dependencies, checked by their hashes, and a user without rights.
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /opt/podquote \
 && /opt/podquote/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements/run.txt
COPY . .
RUN /opt/podquote/bin/pip install --no-cache-dir --no-build-isolation --no-deps .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data podquote && install -d -o podquote /data
COPY --from=build /opt/podquote /opt/podquote
ENV PATH=/opt/podquote/bin:$PATH PYTHONUNBUFFERED=1 \
    PODQUOTE_HTTP_HOST=0.0.0.0 PODQUOTE_DATABASE_URL=sqlite:////data/podquote.db
USER podquote
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --start-period=20s CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('PODQUOTE_HTTP_PORT', '8080') + '/healthz', timeout=3)"]
ENTRYPOINT ["podquote"]
CMD ["run"]
