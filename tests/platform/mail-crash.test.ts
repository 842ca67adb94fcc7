import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { config } from '../../src/platform/config.ts'
import { databaseUrl, prisma, transaction } from '../../src/platform/db.ts'
import { postMail } from '../../src/platform/mail.ts'
import { asOwner, testDatabase } from '../support/database.ts'
import { run } from '../support/process.ts'
import { type Mailbox, smtpServer } from '../support/smtp.ts'

beforeAll(testDatabase)
let box: Mailbox
beforeAll(async () => {
  box = await smtpServer({ delayMs: 30 })
})
afterAll(() => box.close())

const TOTAL = 40
const data = { seq: 7, at: new Date('2026-03-02T08:05:00Z'), hash: 'h', anchor: 'a' }
const post = (batch: string) =>
  transaction(async (tx) => {
    for (let n = 0; n < TOTAL; n++)
      await postMail(tx, {
        key: `${batch}-${n}`,
        to: `p${n}@horizon.demo`,
        template: 'anchor.sealed',
        data,
        locale: 'fr',
      })
  })

const worker = (SMTP_URL: string) =>
  run('tests/support/programs/mailer.ts', { DATABASE_URL: databaseUrl(), DATA_DIR: config.dataDir, SMTP_URL })
const sent = (batch: string) =>
  prisma().mailDelivery.count({ where: { status: 'sent', eventKey: { startsWith: batch } } })

/** Kills the worker each time it has sent a few more, as often as asked, then lets the last one finish. */
async function killAndRestart(batch: string, kills: number, smtp: string): Promise<void> {
  for (let kill = 1; kill <= kills + 1; kill++) {
    const one = worker(smtp)
    const goal = kill > kills ? TOTAL : Math.floor((TOTAL * kill) / (kills + 2))
    for (let tries = 0; tries < 600 && (await sent(batch)) < goal; tries++)
      await new Promise((done) => setTimeout(done, 25))
    one.child.kill('SIGKILL')
    await one.ended
    // A job whose worker died is given again when it expires, after four minutes: the test does not wait for them.
    await asOwner(
      "update pgboss.job set state = 'retry', start_after = now() where name = 'mail.send' and state = 'active'",
      [],
      databaseUrl(),
    )
  }
}

test('a worker killed twice loses no mail; at most the one it was sending leaves again, under the same number', async () => {
  await post('smtp')
  await killAndRestart('smtp', 2, box.url)
  expect(await sent('smtp')).toBe(TOTAL)
  const numbers = box.mails.map((mail) => /Message-ID: (\S+)/i.exec(mail.source)?.[1])
  expect(new Set(numbers).size).toBe(TOTAL)
  expect(numbers.length).toBeLessThanOrEqual(TOTAL + 2 * 2)
})

test('without a mail server, a worker killed twice leaves exactly one file per mail', async () => {
  await post('file')
  await killAndRestart('file', 2, '')
  const folder = join(config.dataDir, 'mail')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : []
  expect(files).toHaveLength(TOTAL)
  expect(await sent('file')).toBe(TOTAL)
})
