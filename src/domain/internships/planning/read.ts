import type { AcademicRank } from '@prisma/client'
import type { Context } from '../../../access/actor.ts'
import { list, MAX_PAGE, type Row, titles } from '../../../access/select.ts'
import { schoolDay } from '../../../kit/calendar.ts'
import { dateOfDay } from '../../../platform/clock.ts'
import { looking, type Tx } from '../../../platform/db.ts'
import type { Busy, Facts, Seat } from './board.ts'

/** Still to be held: what an officer plans, or has planned. */
export const TO_HOLD = ['to_plan', 'postponed', 'planned', 'confirmed'] as const

export type Line = Seat & { version: number; company: string; isResit: boolean; status: string; tutor: string | null }

/** The defenses of a campaign that are still to be held, in the order of the students’ names; `more` stand beyond a page. */
export async function linesOf(ctx: Context, campaignId: string): Promise<Line[]> {
  const where = { placement: { campaignId }, status: { in: [...TO_HOLD] } }
  const rows = await list(ctx, 'Defense', { where, sort: { field: 'createdAt', direction: 'asc' }, limit: MAX_PAGE })
  const ids = rows.map(({ values }) => String(values.placementId))
  const [placements, jurors] = await Promise.all([
    list(ctx, 'Placement', { where: { id: { in: ids } }, limit: MAX_PAGE }),
    jurorsOf(
      ctx,
      rows.map(({ id }) => id),
    ),
  ])
  const byId = new Map(placements.map((one) => [one.id, one]))
  return rows
    .flatMap((row) => {
      const placement = byId.get(String(row.values.placementId))
      return placement ? [lineOf(row, placement, jurors.get(row.id) ?? [])] : []
    })
    .toSorted((a, b) => a.student.localeCompare(b.student, 'fr') || a.id.localeCompare(b.id))
}

function lineOf({ id, values }: Row, placement: Row, jury: string[]): Line {
  const startsAt = values.startsAt instanceof Date ? values.startsAt : null
  const length = values.endsAt instanceof Date && startsAt ? values.endsAt.getTime() - startsAt.getTime() : 0
  return {
    ...{ id, version: Number(values.version), status: String(values.status), isResit: values.isResit === true },
    ...{ studentId: String(placement.values.studentId), student: placement.titles.studentId ?? '' },
    ...{ company: placement.titles.companyId ?? '', tutor: placement.titles.schoolTutorId ?? null },
    tutorId: typeof placement.values.schoolTutorId === 'string' ? placement.values.schoolTutorId : null,
    ...{ startsAt, minutes: Math.round(length / 60_000), jury },
    roomId: typeof values.roomId === 'string' ? values.roomId : null,
    fixed: values.status === 'confirmed',
  }
}

const SEATS = ['chair', 'rapporteur', 'examiner', 'guest']

/** Who sits in each, the chair first. */
async function jurorsOf(ctx: Context, defenseIds: string[]): Promise<Map<string, string[]>> {
  const all: Row[] = []
  const where = { defenseId: { in: defenseIds } }
  for (let offset = 0; ; offset += MAX_PAGE) {
    const page = await list(ctx, 'JuryMember', {
      where,
      sort: { field: 'defenseId', direction: 'asc' },
      limit: MAX_PAGE,
      offset,
    })
    all.push(...page)
    if (page.length < MAX_PAGE) break
  }
  const sat = all.toSorted((a, b) => SEATS.indexOf(String(a.values.role)) - SEATS.indexOf(String(b.values.role)))
  const byDefense = Map.groupBy(sat, ({ values }) => String(values.defenseId))
  return new Map([...byDefense].map(([id, rows]) => [id, rows.map(({ values }) => String(values.personId))]))
}

export type Juror = { id: string; name: string; rank: AcademicRank | null }

/** Who may sit: those who teach, those who tutor, and whoever sits already; only people that the officer reads. */
export async function possibleJurors(ctx: Context, lines: readonly Line[]): Promise<Juror[]> {
  const known = lines.flatMap(({ jury, tutorId }) => [...jury, ...(tutorId ? [tutorId] : [])])
  const found = await looking((tx) => teaching(tx, ctx.now, known))
  const names = await titles(
    ctx,
    'Person',
    found.map(({ id }) => id),
  )
  return found
    .flatMap(({ id, teacher }) => {
      const name = names.get(id)
      return name ? [{ id, name, rank: teacher?.rank ?? null }] : []
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
}

const MOST_JURORS = 300

function teaching(tx: Tx, at: Date, known: string[]) {
  const today = dateOfDay(schoolDay(at))
  const tutors = {
    role: 'school_tutor' as const,
    startsOn: { lte: today },
    OR: [{ endsOn: null }, { endsOn: { gte: today } }],
  }
  return tx.person.findMany({
    where: { OR: [{ teacher: { isNot: null } }, { roleAssignments: { some: tutors } }, { id: { in: known } }] },
    select: { id: true, teacher: { select: { rank: true } } },
    orderBy: { id: 'asc' },
    take: MOST_JURORS,
  })
}

/** What the table is judged with. What other tables hold is known by its hour alone: it may be another department’s. */
export async function factsFor(
  ctx: Context,
  lines: readonly Line[],
  jurors: readonly Juror[],
  rooms: Map<string, string>,
) {
  const busy = await looking((tx) =>
    elsewhere(
      tx,
      ctx.now,
      lines.map(({ id }) => id),
    ),
  )
  const people = new Map(jurors.map((one) => [one.id, one]))
  return { now: ctx.now, rooms, people, busy } satisfies Facts
}

async function elsewhere(tx: Tx, at: Date, own: string[]): Promise<Busy[]> {
  const held = await tx.defense.findMany({
    where: { id: { notIn: own }, status: { in: ['planned', 'confirmed'] }, endsAt: { gt: at } },
    select: { startsAt: true, endsAt: true, roomId: true, jury: { select: { personId: true } } },
  })
  return held.flatMap(({ startsAt, endsAt, roomId, jury }) =>
    startsAt && endsAt ? [{ startsAt, endsAt, roomId, people: jury.map(({ personId }) => personId) }] : [],
  )
}
