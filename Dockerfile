# textback as a container beside Asterisk, on amd64 and arm64. See the README ("As a container") and
# config/compose.example.yml. Both images may be others (--build-arg): the first brings Node 20 or newer and
# npm, the second is a Debian 12, or anything with its C and C++ libraries, useradd and install.
ARG BUILD_IMAGE=docker.io/library/node:24-bookworm-slim
ARG BASE_IMAGE=docker.io/library/debian:bookworm-slim

FROM ${BUILD_IMAGE} AS build
WORKDIR /opt/textback
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src src
# Out goes what only compilers and editors read. The database's native part comes for eight platforms, with its
# sources; Node with its manual and headers.
RUN npm run build \
 && chmod +x dist/cli/main.js \
 && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
 && cd node_modules \
 && rm -rf better-sqlite3/deps better-sqlite3/src node-linux-*/share node-linux-*/include node-linux-*/CHANGELOG.md \
 && find better-sqlite3/prebuilds -name '*.node' ! -name "linux-$(node -p process.arch).node" -delete \
 && find . -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete

FROM ${BASE_IMAGE}
# The ids are fixed, so that files of the host can be given to them.
RUN useradd --uid 8480 --user-group --home-dir /var/lib/textback --no-create-home --shell /usr/sbin/nologin textback \
 && install -d -o textback -g textback -m 0750 /var/lib/textback \
 && install -d -o root -g textback -m 0750 /etc/textback \
 && ln -sf /opt/textback/node_modules/.bin/node /usr/local/bin/node \
 && ln -sf /opt/textback/dist/cli/main.js /usr/local/bin/textback
WORKDIR /opt/textback
COPY --from=build /opt/textback/node_modules node_modules
COPY --from=build /opt/textback/dist dist
COPY src/http/assets src/http/assets
COPY asterisk asterisk
COPY config config
COPY migrations migrations
COPY systemd systemd
COPY package.json LICENSE ./
ENV NODE_ENV=production
USER textback
VOLUME /var/lib/textback
# Whether it lives, not whether Asterisk or the carrier do: a new start would not mend those.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["textback", "health"]
# Node is process 1 itself: SIGTERM reaches it, and calls and texts under way are finished.
ENTRYPOINT ["textback"]
CMD ["serve"]
