import type { Agreement, AgreementVersion } from '@prisma/client'
import { schoolDay } from '../../kit/calendar.ts'
import { Prisma, type Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { snapshotOf } from './agreement-snapshot.ts'

/** `C-2026-00042`: one series a year, without a hole, whoever else is being numbered at the same instant. */
export async function numbered(tx: Tx, now: Date): Promise<string> {
  const year = schoolDay(now).slice(0, 4)
  const [counter] = await tx.$queryRaw<{ value: number }[]>(Prisma.sql`
    INSERT INTO "Counter" (series, period, value) VALUES ('agreement', ${year}, 1)
    ON CONFLICT (series, period) DO UPDATE SET value = "Counter".value + 1
    RETURNING value`)
  return `C-${year}-${String(counter?.value ?? 0).padStart(5, '0')}`
}

/** The version in hand, with the words as they stand. */
export async function refreshVersion(tx: Tx, agreement: Agreement): Promise<void> {
  const version = await currentVersion(tx, agreement)
  if (version.sha256 !== null) return
  await tx.agreementVersion.update({ where: { id: version.id }, data: { snapshot: await snapshotOf(tx, agreement) } })
}

/** What is about to be frozen. A version whose document exists keeps it for ever: the next one takes the new words. */
export async function readyToFreeze(tx: Tx, agreement: Agreement): Promise<number> {
  const version = await currentVersion(tx, agreement)
  const snapshot = await snapshotOf(tx, agreement)
  if (version.sha256 === null) {
    await tx.agreementVersion.update({ where: { id: version.id }, data: { snapshot } })
    return version.number
  }
  const number = version.number + 1
  await tx.agreementVersion.create({ data: { agreementId: agreement.id, number, snapshot } })
  return number
}

/** The same agreement printed anew: only what is frozen may be, and the next version takes the words and the template of now. */
export async function printedAnew(tx: Tx, agreement: Agreement): Promise<number> {
  const { sha256 } = await currentVersion(tx, agreement)
  if (sha256 === null) throw BEING_PRINTED
  return readyToFreeze(tx, agreement)
}

const BEING_PRINTED = refuse.conflict('not_frozen', {
  fr: 'Le document de la convention est en préparation : il prendra de lui-même le modèle du moment.',
  en: 'The document is being made: it takes the present template by itself.',
})

const currentVersion = (tx: Tx, agreement: Agreement): Promise<AgreementVersion> =>
  tx.agreementVersion.findUniqueOrThrow({
    where: { agreementId_number: { agreementId: agreement.id, number: agreement.currentVersion } },
  })
