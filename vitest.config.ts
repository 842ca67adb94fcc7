import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// One folder for the run: its PostgreSQL, its files, its mails. tests/support/global.ts removes it.
const dataDir = mkdtempSync(join(tmpdir(), 'preau-tests-'))

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    globalSetup: ['tests/support/global.ts'],
    setupFiles: ['tests/support/setup.ts'],
    env: {
      NODE_ENV: 'test',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      PORT: '0',
      PUBLIC_URL: '',
      DATABASE_URL: '',
      SMTP_URL: '',
      SCHOOL_TZ: 'Africa/Dakar',
      ROLE: 'all',
      TZ: 'UTC',
      ADMIN_JS_SKIP_BUNDLE: 'true',
    },
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
