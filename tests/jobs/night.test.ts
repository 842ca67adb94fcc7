import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { mailAnchor } from '../../jobs/core/anchor.ts'
import { purge } from '../../src/domain/core/purge.ts'
import { later, now, today } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { storeBytes } from '../../src/platform/files.ts'
import { testDatabase } from '../support/database.ts'
import { samplePdf } from '../support/samples.ts'

beforeAll(testDatabase)

const ago = (days: number) => later(now(), { days: -days })
const stored = (name: string, owner?: { model: string; id: string }) =>
  transaction((tx) => storeBytes(tx, samplePdf(), { name, mime: 'application/pdf', owner }))
const onDisk = (key: string) => readdirSync(join(config.dataDir, 'files', key.slice(0, 2))).includes(key)

test('a file that no record holds is gone a day later, bytes included; one that is held stays', async () => {
  const left = await stored('left.pdf')
  const fresh = await stored('fresh.pdf')
  const held = await stored('held.pdf')
  const owned = await stored('owned.pdf', { model: 'Agreement', id: crypto.randomUUID() })
  await prisma().company.create({ data: { name: 'Teranga', city: 'Dakar', agreementTemplateId: held.id } })
  await prisma().storedFile.updateMany({ where: { id: { not: fresh.id } }, data: { createdAt: ago(2) } })
  await purge()
  const names = (await prisma().storedFile.findMany({ orderBy: { name: 'asc' } })).map((file) => file.name)
  expect(names).toEqual(['fresh.pdf', 'held.pdf', 'owned.pdf'])
  expect([left, fresh, held, owned].map((file) => onDisk(file.storageKey))).toEqual([false, true, true, true])
})

test('the words of a mail are forgotten after ninety days; that it was sent is not', async () => {
  const mail = (key: string, sentAt: Date) => ({
    eventKey: key,
    recipient: 'a@b.c',
    subject: 's',
    template: 't',
    text: 't',
    html: 'h',
    messageId: key,
    status: 'sent' as const,
    sentAt,
  })
  await prisma().mailDelivery.createMany({ data: [mail('old', ago(91)), mail('new', ago(89))] })
  await purge()
  expect(await prisma().mailDelivery.findUnique({ where: { eventKey: 'old' } })).toMatchObject({
    html: '',
    text: '',
    status: 'sent',
  })
  expect(await prisma().mailDelivery.findUnique({ where: { eventKey: 'new' } })).toMatchObject({ html: 'h' })
})

test('each administrator, and nobody else, receives the head of the event chain, once a day', async () => {
  const give = async (email: string, role: 'admin' | 'internship_officer', endsOn?: Date) => {
    const person = await prisma().person.create({ data: { lastName: 'X', firstName: 'Y', email } })
    await prisma().account.create({ data: { personId: person.id, email, status: 'active' } })
    await prisma().roleAssignment.create({ data: { personId: person.id, role, startsOn: ago(400), endsOn } })
  }
  await give('stages@x.demo', 'internship_officer')
  await give('ancien@x.demo', 'admin', ago(10))
  await give('admin@x.demo', 'admin', today(config.schoolTz))
  await prisma().event.create({
    data: { at: now(), role: 'system', noun: 'Person', recordId: crypto.randomUUID(), verb: 'create' },
  })
  for (let twice = 0; twice < 2; twice++) await mailAnchor({ period: '2026-03-02', dueAt: now() })
  const sent = await prisma().mailDelivery.findMany({ where: { template: 'anchor.sealed' } })
  expect(sent.map((mail) => mail.recipient)).toEqual(['admin@x.demo'])
})
