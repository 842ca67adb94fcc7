import { existsSync, readFileSync } from 'node:fs'
import { validate } from 'dockerfile-utils'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../src/platform/config.ts'

const dockerfile = readFileSync('Dockerfile', 'utf8')
const compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true })

const settingsOf = (service: string, given: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries<string>(compose.services[service].environment).map(([name, value]) => [
      name,
      String(value).replace(
        /\$\{(\w+)(?::-([^}]*)|:\?)?\}/g,
        (_, key: string, fallback = '') => given[key] ?? fallback,
      ),
    ]),
  )

test('the Dockerfile has no error a linter can name', () => {
  expect(validate(dockerfile)).toEqual([])
})

test('the image runs as somebody who is not root, in production, and stops on the signal we listen to', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
  expect(last).toMatch(/^USER (?!root)\w+$/m)
  expect(last).toMatch(/NODE_ENV=production/)
  expect(last).toMatch(/^STOPSIGNAL SIGTERM$/m)
  expect(dockerfile).not.toMatch(/^(ARG|ENV) .*(KEY|PASSWORD|SECRET)/m)
})

test('everything the image copies exists, and no secret nor data goes with it', () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((line) => String(line[1]).split(' '))
  expect(copied.filter((path) => !existsSync(path))).toEqual([])
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
  expect(ignored[0]).toBe('**')
  expect(ignored.filter((line) => /^!.*(\.env|\.data|\.git$|node_modules)/.test(line))).toEqual([])
})

test('compose starts one web process, one worker and one database, which both wait for', () => {
  expect(Object.keys(compose.services)).toEqual(['app', 'worker', 'postgres'])
  expect([settingsOf('app').ROLE, settingsOf('worker').ROLE]).toEqual(['web', 'worker'])
  for (const name of ['app', 'worker']) {
    expect(compose.services[name].depends_on).toEqual({ postgres: { condition: 'service_healthy' } })
    expect(compose.services[name].volumes).toEqual(['data:/var/lib/preau'])
  }
  expect(compose.services.postgres.ports).toBeUndefined()
})

test('with its three secrets given, what compose sets is a safe production; without them it does not start', () => {
  const secrets = {
    POSTGRES_PASSWORD: 'x',
    MASTER_KEY: Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64'),
    PUBLIC_URL: 'https://preau.ecole.example',
  }
  for (const name of ['app', 'worker']) {
    expect(readConfig({ NODE_ENV: 'production', ...settingsOf(name, secrets) })).toMatchObject({
      production: true,
      trustProxy: 1,
    })
    expect(() => readConfig({ NODE_ENV: 'production', ...settingsOf(name) })).toThrow('MASTER_KEY')
  }
})
