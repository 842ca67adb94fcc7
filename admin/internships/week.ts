import { z } from 'zod'
import type { DayState, WeekAnswer } from '../../components/internships/week-state.ts'
import { type Context, hasRole } from '../../src/access/actor.ts'
import { list, localeOf, type Row } from '../../src/access/select.ts'
import { closedDay, mondayOf, weekAround, weeklyCap } from '../../src/domain/internships/logbook-rules.ts'
import { type Line, saveWeek } from '../../src/domain/internships/logbook-week.ts'
import { asDay, type Day, schoolDay } from '../../src/kit/calendar.ts'
import { dateOfDay, later } from '../../src/platform/clock.ts'
import { looking } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { declarePage } from '../verbs.ts'
import { choiceOf } from '../work/words.ts'

/** « Ma semaine »: seven days, their hours and a line each, kept and handed in from a telephone. */
export function weekPage(): void {
  declarePage({
    name: 'week',
    menu: { label: { fr: 'Ma semaine', en: 'My week' }, icon: 'Calendar', group: 'internships' },
    methods: ['GET', 'POST'],
    right: (actor) => hasRole(actor, 'student'),
    handle: async ({ method, query, fields }, ctx) => {
      const placement = await ownPlacement(ctx)
      if (method === 'GET') return week(ctx, placement, mondayAsked(query.week, ctx))
      if (!placement) throw refuse.notFound()
      const submit = fields.submit === 'true'
      await saveWeek(ctx, placement.id, linesOf(fields.days), { submit })
      return { notice: { type: 'success', message: (submit ? SUBMITTED : SAVED)[localeOf(ctx.actor)] } }
    },
  })
}

const SAVED = { fr: 'Brouillon enregistré : vous seul le voyez.', en: 'Draft saved: only you see it.' }
const SUBMITTED = {
  fr: 'Semaine soumise : votre tuteur en entreprise est prévenu.',
  en: 'Week submitted: your company tutor is told.',
}

const line = z.object({
  day: z.iso.date(),
  hours: z.string().regex(/^\d{0,2}([.,]\d{1,2})?$/),
  content: z.string().max(2_000),
  isAbsent: z.boolean(),
})

function linesOf(sent: unknown): Line[] {
  const read = z
    .string()
    .transform((text) => JSON.parse(text) as unknown)
    .pipe(z.array(line).length(7))
    .safeParse(sent)
  if (!read.success) throw refuse.invalid({ days: UNREADABLE })
  return read.data.map((one) => ({ ...one, hours: one.hours.replace(',', '.') }))
}

const UNREADABLE = {
  fr: 'Écrivez les heures en chiffres, par exemple 7 ou 3,5.',
  en: 'Write the hours as a number, for instance 7 or 3.5.',
}

/** The internship under way, else the last one that was. */
async function ownPlacement(ctx: Context): Promise<Row | null> {
  const where = { status: { in: ['ongoing', 'suspended', 'finished', 'broken'] } }
  const sort = { field: 'startsOn', direction: 'desc' } as const
  return (await list(ctx, 'Placement', { where, sort, limit: 1 }))[0] ?? null
}

function mondayAsked(asked: string | undefined, ctx: Context): Day {
  const known = z.iso.date().safeParse(asked)
  return mondayOf(known.success ? known.data : schoolDay(ctx.now))
}

const plus = (day: Day, days: number): Day => asDay(later(dateOfDay(day), { days }))

async function week(ctx: Context, placement: Row | null, monday: Day): Promise<WeekAnswer> {
  const next = plus(monday, 7)
  const base = { monday, previous: plus(monday, -7), next: next <= schoolDay(ctx.now) ? next : null }
  if (!placement) return { ...base, placement: null, cap: 0, approved: 0, planned: null, days: [] }
  const where = { placementId: placement.id, day: weekAround(monday) }
  const written = await list(ctx, 'LogbookEntry', { where, limit: 7 })
  const days = Array.from({ length: 7 }, (_, i) => plus(monday, i))
  return looking(async (tx) => {
    const { country } = (
      await tx.placement.findUniqueOrThrow({ where: { id: placement.id }, include: { company: true } })
    ).company
    const holidays = await tx.holiday.findMany({ where: { day: weekAround(monday), calendar: { country } } })
    const states: DayState[] = []
    for (const day of days) {
      const closed = await closedDay(tx, placement.id, day, ctx.now)
      const entry = written.find(({ values }) => dayIn(values.day) === day)
      const holiday = holidays.find((one) => asDay(one.day) === day)?.name ?? null
      states.push({ ...stateOf(ctx, entry), day, holiday, closed: closed?.[localeOf(ctx.actor)] ?? null })
    }
    const { approvedHours, plannedHours } = placement.values
    return {
      ...{ ...base, placement: { id: placement.id, title: placement.titles.companyId ?? placement.title } },
      ...{ cap: await weeklyCap(tx, placement.id, ctx.now), approved: Number(approvedHours ?? 0), days: states },
      planned: plannedHours === null ? null : Number(plannedHours),
    }
  })
}

const dayIn = (value: unknown): Day => asDay(value instanceof Date ? value : String(value))

function stateOf(ctx: Context, entry: Row | undefined): Omit<DayState, 'day' | 'holiday' | 'closed'> {
  if (!entry) return { hours: '', content: '', isAbsent: false, status: null, comment: null }
  const { hours, content, isAbsent, status, comment } = entry.values
  return {
    ...{ hours: String(Number(hours)), content: String(content), isAbsent: isAbsent === true },
    status: choiceOf('LogbookStatus', status, localeOf(ctx.actor)),
    comment: typeof comment === 'string' ? comment : null,
  }
}
