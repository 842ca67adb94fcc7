import { describe, expect, test } from 'vitest'
import {
  hashPassword,
  hmac,
  open,
  sameText,
  seal,
  sha256,
  stableId,
  verifyPassword,
} from '../../src/platform/crypto.ts'

describe('secrets', () => {
  test('a sealed secret opens only where it was put', () => {
    const sealed = seal('JBSWY3DPEHPK3PXP', 'Account.totpSecret:1')
    expect(sealed).not.toContain('JBSWY3DPEHPK3PXP')
    expect(open(sealed, 'Account.totpSecret:1')).toBe('JBSWY3DPEHPK3PXP')
    expect(() => open(sealed, 'Account.totpSecret:2')).toThrow()
  })

  test('a sealed secret that was touched does not open', () => {
    const sealed = seal('secret', 'here')
    const [version, iv, tag, body] = sealed.split('.')
    const touched = Buffer.from(String(body), 'base64url')
    touched.writeUInt8(touched.readUInt8(0) ^ 1, 0)
    expect(() => open([version, iv, tag, touched.toString('base64url')].join('.'), 'here')).toThrow()
  })

  test('the same secret sealed twice does not look the same', () => {
    expect(seal('secret', 'here')).not.toBe(seal('secret', 'here'))
  })

  test('a digest made for one purpose says nothing in another', () => {
    expect(hmac('anchor', 'text')).toBe(hmac('anchor', 'text'))
    expect(hmac('anchor', 'text')).not.toBe(hmac('device', 'text'))
  })

  test('texts are compared whole', () => {
    expect(sameText('abc', 'abc')).toBe(true)
    expect(sameText('abc', 'abcd')).toBe(false)
  })

  test('the same name always gives the same UUID, version 5 as everybody computes it', () => {
    expect(stableId('www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
    expect(stableId('a')).not.toBe(stableId('b'))
  })

  test('SHA-256 is written in hexadecimal', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })
})

describe('passwords', () => {
  test('a password is recognised, another is not, and nobody has none', async () => {
    const hash = await hashPassword('horizon-demo-2026')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,p=1,t=2\$/)
    expect(await verifyPassword(hash, 'horizon-demo-2027')).toBe(false)
    expect(await verifyPassword(hash, ' horizon-demo-2026')).toBe(false)
    expect(await verifyPassword(null, 'horizon-demo-2026')).toBe(false)
    expect(await verifyPassword(hash, 'horizon-demo-2026')).toBe(true)
  })

  test('past fifty people in line, the next is told to come back in two seconds', async () => {
    const asked = Array.from({ length: 60 }, () =>
      hashPassword('x').then(
        () => 'done',
        (error: Error) => error,
      ),
    )
    const answers = await Promise.all(asked)
    const refused = answers.filter((answer) => answer instanceof Error)
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(52)
    expect(refused).toHaveLength(8)
    expect(refused[0]).toMatchObject({ code: 'too_busy', status: 503, detail: { retryAfter: 2 } })
  })
})
