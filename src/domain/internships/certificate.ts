import { Decimal } from 'decimal.js'
import { system } from '../../access/actor.ts'
import { asDay, schoolDay, shownDay } from '../../kit/calendar.ts'
import { record } from '../../kit/event.ts'
import { rounded, shownMoney } from '../../kit/money.ts'
import { now } from '../../platform/clock.ts'
import { type Prisma, prisma, type Tx, transaction } from '../../platform/db.ts'
import { storeBytes } from '../../platform/files.ts'
import { renderPdf } from '../../platform/pdf.ts'
import { type Facts, factsOf, gridOf, periodOf, presenceOf } from './legal/facts.ts'
import { fullName, nextNumber, schoolName } from './paper.ts'
import { HOURS_A_DAY, monthsAndDays } from './presence.ts'
import { printed } from './templates/print.ts'

/** What the law wants at the end of an internship: its effective duration and what was paid in all. Once for each. */
export const openCertificate = (placementId: string, ctx = system('Le stage est terminé')): Promise<void> =>
  transaction(async (tx) => {
    const known = await tx.certificate.findUnique({ where: { placementId } })
    const snapshot = known ? null : await certified(tx, placementId)
    if (!snapshot) return
    const year = schoolDay(ctx.now).slice(0, 4)
    const number = `A-${year}-${await nextNumber(tx, 'certificate', year)}`
    const { id } = await tx.certificate.create({ data: { placementId, number, snapshot, createdAt: ctx.now } })
    const after = { placementId, number }
    await record(tx, ctx, { noun: 'Certificate', recordId: id, verb: 'create', role: 'system', after })
  })

/** Prints a certificate once and for ever; run twice, nothing is printed the second time. */
export async function printCertificate(id: string, ctx = system('Attestation figée')): Promise<void> {
  const found = await prisma().certificate.findUnique({ where: { id }, include: { placement: true } })
  if (!found || found.sha256) return
  const { number } = found
  const words = { ...(found.snapshot as Prisma.JsonObject), number }
  const { html, templateVersion } = await printed('certificate', found.placement.campaignId, words)
  const bytes = await renderPdf(html, { footer: `Attestation de stage ${number} — modèle ${templateVersion}` })
  await transaction(async (tx) => {
    const owner = { model: 'Certificate', id }
    const name = `attestation-${number}.pdf`
    const file = await storeBytes(tx, bytes, { name, mime: 'application/pdf', owner })
    const frozen = { fileId: file.id, sha256: file.sha256, templateVersion }
    const after = { ...frozen, generatedAt: now() }
    const { count } = await tx.certificate.updateMany({ where: { id, sha256: null }, data: after })
    // Another worker was faster: its document stands, this one goes with the transaction
    if (count === 0) throw new Error('This certificate is already frozen')
    await record(tx, ctx, { noun: 'Certificate', recordId: id, verb: 'update', role: 'system', after })
  })
}

/** The words of the certificate as they stand now; null while dates or hours are unknown. */
async function certified(tx: Tx, placementId: string): Promise<Prisma.InputJsonObject | null> {
  const facts = await factsOf(tx, placementId)
  const period = periodOf(facts)
  if (!period || !facts.presence) return null
  const { student, company } = await tx.placement.findUniqueOrThrow({
    where: { id: placementId },
    include: { company: true, student: { include: { person: true, cohort: { include: { programme: true } } } } },
  })
  const { birthDate } = student.person
  // Broken off, what was agreed in all is owed for the hours that were done
  const whole = facts.brokenOn ? await plannedHours(tx, facts) : facts.presence.hours
  const total = totalPay(facts, facts.presence.hours, whole)
  return {
    school: { name: await schoolName(tx) },
    student: {
      name: fullName(student.person),
      matricule: student.matricule,
      birthDate: birthDate ? shownDay(asDay(birthDate)) : null,
    },
    programme: { name: student.cohort.programme.name, year: student.cohort.year },
    company: { name: company.name, address: company.address, city: company.city, country: company.country },
    subject: facts.isConfidential ? null : facts.subject,
    dates: { startsOn: shownDay(period.startsOn), endsOn: shownDay(period.endsOn) },
    presence: {
      hours: facts.presence.hours.toString().replace('.', ','),
      days: facts.presence.hours.div(HOURS_A_DAY).floor().toString(),
      shown: monthsAndDays(facts.presence.hours),
    },
    pay: shownMoney(total, facts.currency),
    issuedOn: shownDay(schoolDay(now())),
  }
}

const HOURS_A_MONTH = 22 * HOURS_A_DAY
const FULL_WEEK = 35

/** What the hours really done are worth, on the basis that was agreed. */
export function totalPay({ pay, payUnit, weeklyHours, currency }: Pay, hours: Decimal, planned: Decimal): Decimal {
  const amount = new Decimal(pay?.toString() ?? 0)
  if (payUnit === 'hour') return rounded(amount.times(hours), currency)
  if (payUnit === 'month') {
    // A month of somebody part-time is shorter, for the same amount
    const month = new Decimal(weeklyHours?.toString() ?? FULL_WEEK).div(FULL_WEEK).times(HOURS_A_MONTH)
    return rounded(month.isZero() ? amount : amount.times(hours).div(month), currency)
  }
  return rounded(planned.isZero() ? amount : amount.times(hours).div(planned), currency)
}

async function plannedHours(tx: Tx, facts: Facts): Promise<Decimal> {
  const { presence, interruptions } = await tx.placement.findUniqueOrThrow({
    where: { id: facts.id },
    include: { presence: true, interruptions: true },
  })
  const whole = presenceOf({ ...facts, brokenOn: null }, facts.holidays, {
    grid: presence.map(gridOf),
    without: interruptions,
  })
  return whole?.hours ?? new Decimal(0)
}

type Pay = Pick<Facts, 'pay' | 'payUnit' | 'weeklyHours' | 'currency'>
