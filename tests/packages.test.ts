import { expect, test } from 'vitest'
import { missingPackages, readLock } from '../scripts/complete-lock.ts'

test('npm ci accepts the lockfile on every platform (else: node scripts/complete-lock.ts)', () => {
  expect(Object.keys(missingPackages(readLock()))).toEqual([])
})

test('a package that the lockfile forgot is named for its platform', () => {
  const lock = { packages: { 'node_modules/a': { optionalDependencies: { 'a-darwin-arm64': '1.0.0' } } } }
  expect(missingPackages(lock)).toEqual({
    'node_modules/a-darwin-arm64': { version: '1.0.0', os: ['darwin'], cpu: ['arm64'], optional: true },
  })
})
