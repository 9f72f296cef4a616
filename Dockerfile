# syntax=docker/dockerfile:1

FROM node:22-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY vite.config.js ./
COPY static ./static
RUN npm run build

FROM python:3.13-slim-bookworm AS packages
WORKDIR /app
COPY requirements.production.lock ./
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.production.lock

FROM python:3.13-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin backoffice \
 && install -d -o backoffice -g backoffice /data /data/media /data/audit
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    DJANGO_SETTINGS_MODULE=backoffice.settings.production
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=assets /app/static/dist ./static/dist
# The key is for collecting files only; the container gets its own when it starts.
RUN python manage.py messages --compile --settings=backoffice.settings.dev \
 && SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    ALLOWED_HOSTS=build.invalid DATABASE_URL=postgres://build/build REDIS_URL=redis://build \
    python manage.py collectstatic --noinput \
 && python -m compileall -q . \
 && rm -rf var/*.sqlite3
USER backoffice
EXPOSE 8000
VOLUME ["/data/media", "/data/audit"]
CMD ["granian", "--interface=wsgi", "--host=0.0.0.0", "--port=8000", "--workers=2", \
     "--blocking-threads=1", "--no-ws", "--respawn-failed-workers", "--workers-kill-timeout=30", \
     "backoffice.wsgi:application"]
