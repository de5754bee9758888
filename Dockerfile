# One image for every role: fetcher, worker, api, migrate, flower. The command says which.
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/wirecopy && \
    /opt/wirecopy/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY schemas schemas
COPY wirecopy wirecopy
COPY workers workers
COPY services services
RUN /opt/wirecopy/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation . && \
    /opt/wirecopy/bin/python -m compileall -q /opt/wirecopy/lib

FROM python:3.13-slim
COPY --from=build /opt/wirecopy /opt/wirecopy
ENV PATH=/opt/wirecopy/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 WIRECOPY_DATA_DIR=/data
# A fixed number, so that volumes keep their owner from image to image.
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin wirecopy && \
    install -d -o wirecopy -g wirecopy /data
USER wirecopy
WORKDIR /data
VOLUME /data
EXPOSE 8080
CMD ["wirecopy", "--help"]
