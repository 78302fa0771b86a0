# textback as a container beside Asterisk, on amd64 and arm64. See the README ("As a container") and
# config/compose.example.yml. Both images may be others (--build-arg): the first brings Node 20 or newer and
# npm, the second is a Debian 12, or anything with its C and C++ libraries, useradd and install.
ARG BUILD_IMAGE=docker.io/library/node:24-bookworm-slim
ARG BASE_IMAGE=docker.io/library/debian:bookworm-slim

FROM ${BUILD_IMAGE} AS build
WORKDIR /opt/textback
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json LICENSE ./
COPY src src
COPY asterisk asterisk
COPY config config
COPY migrations migrations
COPY systemd systemd
# As it runs, with the terms and a bill of all that comes along; SOURCE_DATE_EPOCH says how old it is.
ARG SOURCE_DATE_EPOCH
RUN npm run build && npm run stage -- /opt/staged

FROM ${BASE_IMAGE}
# The ids are fixed, so that files of the host can be given to them.
RUN useradd --uid 8480 --user-group --home-dir /var/lib/textback --no-create-home --shell /usr/sbin/nologin textback \
 && install -d -o textback -g textback -m 0750 /var/lib/textback \
 && install -d -o root -g textback -m 0750 /etc/textback \
 && ln -sf /opt/textback/node_modules/.bin/node /usr/local/bin/node \
 && ln -sf /opt/textback/dist/cli/main.js /usr/local/bin/textback
WORKDIR /opt/textback
COPY --from=build /opt/staged .
ENV NODE_ENV=production
USER textback
VOLUME /var/lib/textback
# Whether it lives, not whether Asterisk or the carrier do: a new start would not mend those.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["textback", "health"]
# Node is process 1 itself: SIGTERM reaches it, and calls and texts under way are finished.
ENTRYPOINT ["textback"]
CMD ["serve"]
