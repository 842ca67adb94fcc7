import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../src/platform/config.ts'

const key = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37) % 256)).toString('base64')
const production = {
  NODE_ENV: 'production',
  MASTER_KEY: key,
  DATABASE_URL: 'postgresql://preau@db/preau',
  PUBLIC_URL: 'https://preau.ecole.example/',
}

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.setting
    throw error
  }
  return 'accepted'
}

describe('in production, a setting that is not safe stops the boot by its name', () => {
  test('the safe ones open', () => {
    expect(refusal(production)).toBe('accepted')
    expect(readConfig(production).publicUrl).toBe('https://preau.ecole.example')
  })

  test.each([
    ['MASTER_KEY', { MASTER_KEY: '' }],
    ['MASTER_KEY', { MASTER_KEY: 'court' }],
    ['MASTER_KEY', { MASTER_KEY: Buffer.alloc(32).toString('base64') }],
    ['DATABASE_URL', { DATABASE_URL: '' }],
    ['PUBLIC_URL', { PUBLIC_URL: '' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'http://preau.ecole.example' }],
  ])('%s %j', (setting, wrong) => {
    expect(refusal({ ...production, ...wrong })).toBe(setting)
  })
})

describe('anywhere', () => {
  test.each([
    ['PORT', { PORT: 'three thousand' }],
    ['ROLE', { ROLE: 'boss' }],
    ['SCHOOL_TZ', { SCHOOL_TZ: 'Africa/Dakkar' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'true' }],
  ])('a %s that means nothing is named', (setting, wrong) => {
    expect(refusal({ DATA_DIR: mkdtempSync(join(String(process.env.DATA_DIR), 'preau-config-')), ...wrong })).toBe(
      setting,
    )
  })

  test('without settings, the house opens on port 3000 for this machine only, with a key of its own, kept', () => {
    const DATA_DIR = join(mkdtempSync(join(String(process.env.DATA_DIR), 'preau-config-')), 'data')
    const first = readConfig({ DATA_DIR })
    expect(first).toMatchObject({ port: 3000, host: '127.0.0.1', role: 'all', production: false, trustProxy: 0 })
    expect(readConfig({ DATA_DIR }).masterKey.equals(first.masterKey)).toBe(true)
    expect(statSync(join(DATA_DIR, 'master.key')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(DATA_DIR, 'master.key'), 'utf8').trim()).toBe(first.masterKey.toString('base64'))
  })
})
