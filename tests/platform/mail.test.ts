import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { config } from '../../src/platform/config.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { postMail, sendPending } from '../../src/platform/mail.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { testDatabase } from '../support/database.ts'
import { type Mailbox, smtpServer } from '../support/smtp.ts'

beforeAll(testDatabase)

let box: Mailbox
let ill = false
beforeAll(async () => {
  box = await smtpServer({ refuse: () => ill })
})
afterAll(() => box.close())
beforeEach(() => {
  config.smtpUrl = box.url
})
afterEach(async () => {
  ill = false
  box.mails.splice(0)
  await prisma().mailDelivery.deleteMany()
})

const data = { seq: 7, at: new Date('2026-03-02T08:05:00Z'), hash: 'h', anchor: 'a' }
const letter = (key: string) => ({
  key,
  to: 'admin@horizon.demo',
  template: 'anchor.sealed',
  data,
  locale: 'fr' as const,
})
const post = (key: string) => transaction((tx) => postMail(tx, letter(key)))

test('a mail leaves once, to the right person, with the words of the moment it was written', async () => {
  await post('one')
  await drainQueue()
  expect(box.mails).toHaveLength(1)
  expect(box.mails[0]?.to).toEqual(['admin@horizon.demo'])
  expect(box.mails[0]?.source).toMatch(/Message-ID: <[0-9a-f-]{36}@/i)
  expect(await prisma().mailDelivery.findFirst()).toMatchObject({ status: 'sent', attempts: 1 })
})

test('the same fact told twice is one mail', async () => {
  await post('twice')
  await post('twice')
  await drainQueue()
  await post('twice')
  await drainQueue()
  expect(box.mails).toHaveLength(1)
})

test('a change that is rolled back sends nothing', async () => {
  const broken = transaction(async (tx) => {
    await postMail(tx, letter('never'))
    throw new Error('rolled back')
  })
  await expect(broken).rejects.toThrow('rolled back')
  await drainQueue()
  expect(box.mails).toEqual([])
  expect(await prisma().mailDelivery.count()).toBe(0)
})

test('while the mail server is ill the mail waits, and leaves once when it is well', async () => {
  ill = true
  await post('ill')
  await expect(drainQueue()).rejects.toThrow()
  expect(await prisma().mailDelivery.findFirst()).toMatchObject({
    status: 'pending',
    attempts: 1,
    lastError: expect.stringContaining('451'),
  })
  await sendPending()
  expect(box.mails).toEqual([])
  ill = false
  expect(await sendPending()).toBe(1)
  expect(await sendPending()).toBe(0)
  expect(box.mails).toHaveLength(1)
})

test('without a mail server each mail is a file, the same file however often it is sent', async () => {
  config.smtpUrl = undefined
  await post('file')
  await drainQueue()
  await prisma().mailDelivery.updateMany({ data: { status: 'pending' } })
  await sendPending()
  const files = readdirSync(join(config.dataDir, 'mail'))
  expect(files).toHaveLength(1)
  const eml = readFileSync(join(config.dataDir, 'mail', String(files[0])), 'utf8')
  expect(eml).toContain('To: admin@horizon.demo')
  expect(eml).toContain('multipart/alternative')
})

test('an address that carries a second one, or a header, is refused', async () => {
  const to = ['a@b.c, d@e.f', 'a@b.c\r\nBcc: x@y.z', 'nobody', '']
  for (const address of to) {
    await expect(transaction((tx) => postMail(tx, { ...letter('bad'), to: address }))).rejects.toThrow('not an address')
  }
})
