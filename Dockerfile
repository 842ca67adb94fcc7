# One image for the web process and for the worker: ROLE=web, ROLE=worker, or both in one.
# PostgreSQL is another container; Chromium comes with the npm packages, its libraries and fonts included.
FROM node:24.11-bookworm-slim AS packages
WORKDIR /srv/preau
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma ./prisma
COPY src/platform/catalogue.ts ./src/platform/catalogue.ts
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24.11-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/var/lib/preau ROLE=all
WORKDIR /srv/preau
COPY --from=packages /srv/preau/node_modules ./node_modules
COPY --from=packages /srv/preau/src/generated ./src/generated
COPY . .
RUN useradd --system --home-dir /var/lib/preau --create-home --shell /usr/sbin/nologin preau
USER preau
VOLUME /var/lib/preau
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "if (process.env.ROLE !== 'worker') fetch('http://127.0.0.1:' + process.env.PORT + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=16", "src/main.ts"]
