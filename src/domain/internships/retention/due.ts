import { system } from '../../../access/actor.ts'
import { asDay, schoolDay, shownDay } from '../../../kit/calendar.ts'
import { record } from '../../../kit/event.ts'
import { leaveNotice } from '../../../kit/notice.ts'
import { dateOfDay, later, now } from '../../../platform/clock.ts'
import { prisma, type Tx, transaction } from '../../../platform/db.ts'
import { daysOf } from '../../../platform/settings.ts'

/** When nothing obliges the school to keep somebody’s record any longer, and why that day. */
export type Due = { on: Date; basis: string }

type Stay = { endsOn: Date | null; brokenOn: Date | null; pay: unknown; agreements: unknown[] }
type Years = { paid: number; other: number }

/** The longest of what each internship asks: signed and paid, so many years; anything else, fewer. */
export function dueOf(stays: Stay[], last: Date, { paid, other }: Years): Due {
  const each = stays.flatMap(({ endsOn, brokenOn, pay, agreements }): Due[] => {
    const end = brokenOn ?? endsOn
    if (!end) return []
    const isPaid = agreements.length > 0 && Number(pay ?? 0) > 0
    const years = isPaid ? paid : other
    const what = isPaid ? 'Stage gratifié' : 'Stage non gratifié'
    return [{ on: later(end, { years }), basis: `${what} terminé le ${shownDay(asDay(end))} + ${years} ans` }]
  })
  const none = {
    on: later(last, { years: other }),
    basis: `Aucun stage effectué ; promotion ${asDay(last).slice(0, 4)} + ${other} ans`,
  }
  return each.reduce((longest, one) => (one.on > longest.on ? one : longest), each[0] ?? none)
}

/** Each night: whose time is over is listed, and whose is not any more (a new internship, longer years) is taken off. */
export async function listDue(): Promise<void> {
  const years = { paid: await daysOf('retention.paidYears'), other: await daysOf('retention.otherYears') }
  const today = dateOfDay(schoolDay(now()))
  const students = await prisma().student.findMany({
    where: { status: { in: ['graduated', 'left'] }, erasure: { isNot: { status: 'done' } } },
    select: {
      ...{ id: true, erasure: true, cohort: { select: { year: true } } },
      placements: {
        select: {
          status: true,
          endsOn: true,
          brokenOn: true,
          pay: true,
          agreements: { where: SIGNED, select: { id: true } },
        },
      },
    },
  })
  let added = 0
  for (const { id, erasure, cohort, placements } of students) {
    const due = dueOf(
      placements.filter(({ status }) => DONE.has(status)),
      dateOfDay(`${cohort.year}-12-31`),
      years,
    )
    const isDue = due.on <= today && placements.every(({ status }) => OVER.has(status))
    if (isDue) added += (await noted(id, due, erasure !== null)) ? 1 : 0
    else if (erasure?.status === 'due') await prisma().erasure.delete({ where: { id: erasure.id } })
  }
  await wakeKept(today)
  if (added > 0) await tellAdministrators(added)
}

const SIGNED = { status: { in: ['signed' as const, 'broken' as const, 'archived' as const] } }
const DONE = new Set(['finished', 'closed', 'broken'])
const OVER = new Set([...DONE, 'cancelled', 'not_done'])

const noted = (studentId: string, { on, basis }: Due, known: boolean): Promise<boolean> =>
  transaction(async (tx) => {
    if (known) {
      await tx.erasure.updateMany({ where: { studentId, status: 'due' }, data: { dueOn: on, basis } })
      return false
    }
    const ctx = system('Fin de la durée de conservation')
    const { id } = await tx.erasure.create({ data: { studentId, dueOn: on, basis, createdAt: ctx.now } })
    await record(tx, ctx, {
      noun: 'Erasure',
      recordId: id,
      verb: 'create',
      role: 'system',
      after: { studentId, dueOn: on },
    })
    return true
  })

/** What was kept longer than usual comes back when its new day has passed. */
const wakeKept = (today: Date) =>
  prisma().erasure.updateMany({
    where: { status: 'kept', keptUntil: { lt: today } },
    data: { status: 'due', keptUntil: null },
  })

async function tellAdministrators(count: number): Promise<void> {
  await transaction(async (tx) => {
    const [last] = await tx.erasure.findMany({ where: { status: 'due' }, orderBy: { id: 'desc' }, take: 1 })
    if (!last) return
    for (const { personId, person } of await administrators(tx)) {
      const english = person.account?.locale === 'en'
      await leaveNotice(tx, {
        ...{ personId, eventId: last.id, body: null, createdAt: now() },
        title: english ? TITLE.en(count) : TITLE.fr(count),
        href: '/admin/resources/Erasure?filters.status~~is=due',
      })
    }
  })
}

const administrators = (tx: Tx) =>
  tx.roleAssignment.findMany({
    where: { role: 'admin', OR: [{ endsOn: null }, { endsOn: { gte: dateOfDay(schoolDay(now())) } }] },
    select: { personId: true, person: { select: { account: { select: { locale: true } } } } },
  })

const TITLE = {
  fr: (n: number) =>
    `${n} ${n > 1 ? 'dossiers d’étudiants arrivent' : 'dossier d’étudiant arrive'} au terme de leur conservation : à vérifier, puis à effacer`,
  en: (n: number) =>
    `${n} student ${n > 1 ? 'records have' : 'record has'} reached the end of retention: to check, then to erase`,
}
