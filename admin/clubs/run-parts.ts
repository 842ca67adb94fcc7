import type { ChartState } from '../../components/charts/state.ts'
import type { Laurels, NextActivity, TaskLine, TopState } from '../../components/clubs/run-state.ts'
import type { Context } from '../../src/access/actor.ts'
import { list, localeOf, type Row } from '../../src/access/select.ts'
import type { Where } from '../../src/access/where.ts'
import type { Synthesis } from '../../src/domain/clubs/figures.ts'
import type { Top } from '../../src/domain/clubs/top.ts'
import type { Laurel } from '../../src/domain/clubs/winners.ts'
import { asDay, schoolDay, shownDay, shownInstant } from '../../src/kit/calendar.ts'
import { legalVerbs } from '../../src/kit/command.ts'
import { hrefOf } from '../address.ts'
import { choiceOf } from '../work/words.ts'
import type { Locale } from './run-words.ts'

export const recordHref = (model: string, id: string, tab = ''): string =>
  `/admin/resources/${model}/records/${id}/show${tab && `?tab=${tab}`}`

const instant = (value: unknown): string | null => (value instanceof Date ? shownInstant(value) : null)

/** The next activities of these clubs, those under way first; what one tap does to each. */
export async function nextActivities(ctx: Context, where: Where, limit = 6): Promise<NextActivity[]> {
  const locale = localeOf(ctx.actor)
  const sort = { field: 'startsAt', direction: 'asc' } as const
  const running = await list(ctx, 'Activity', { where: { AND: [where, { status: 'running' }] }, sort, limit })
  const planned = await list(ctx, 'Activity', {
    ...{ sort, limit: limit - running.length || 1 },
    where: { AND: [where, { status: 'planned', startsAt: { not: null } }] },
  })
  const rows = [...running, ...planned].slice(0, limit)
  const verbs = await legalVerbs(ctx, 'Activity', rows)
  return rows.map((row) => {
    const { theme, startsAt, place, status } = row.values
    const may = (verbs.get(row.id) ?? []).map(({ name }) => name)
    return {
      ...{ id: row.id, theme: String(theme), href: recordHref('Activity', row.id), when: instant(startsAt) },
      place: typeof place === 'string' ? place : null,
      status: choiceOf('ActivityStatus', status, locale),
      step: stepOf(String(status), may, place),
    }
  })
}

function stepOf(status: string, may: string[], place: unknown): NextActivity['step'] {
  if (status === 'running') return may.includes('showCode') ? 'resume' : null
  if (!may.includes('start')) return null
  return place ? 'start' : 'place'
}

/** Tasks as somebody acts on them. */
export async function taskLines(ctx: Context, where: Where, limit = 20): Promise<TaskLine[]> {
  const rows = await list(ctx, 'Task', { where, sort: { field: 'dueOn', direction: 'asc' }, limit })
  const verbs = await legalVerbs(ctx, 'Task', rows)
  const today = schoolDay(ctx.now)
  return rows.map((row) => taskLine(row, today, verbs.get(row.id)?.some(({ name }) => name === 'complete') ?? false))
}

function taskLine({ id, values, titles }: Row, today: string, canComplete: boolean): TaskLine {
  const due = dayIn(values.dueOn)
  return {
    ...{ id, name: String(values.name), href: recordHref('Task', id), canComplete },
    ...{ assignee: titles.assigneeId ?? null, activity: titles.activityId ?? null },
    due: due && shownDay(due),
    isLate: values.status === 'open' && due !== null && due < today,
  }
}

export const dayIn = (value: unknown): string | null =>
  value instanceof Date || typeof value === 'string' ? asDay(value) : null

/** Overdue and still to do, as a list says it in its address. */
export const lateTasks = (clubId?: string): Record<string, string> => ({
  ...{ status: 'open', 'dueOn~~past': 'true' },
  ...(clubId && { clubId }),
})

export const topState = (top: Top, title: string): TopState => ({
  ...{ title, more: top.more },
  lines: top.lines.map(({ id, rank, name, programme, level, score, isOrganiser }) => ({
    ...{ id, rank, name, score, isOrganiser },
    hint: `${programme} · ${level}`,
  })),
})

/** Competition by competition. */
export const laurelsState = (laurels: Laurel[]): Laurels[] =>
  [...Map.groupBy(laurels, ({ activityId }) => activityId)].map(([activityId, lines]) => ({
    activityId,
    title: `${lines[0]?.competition ?? ''} (${shownDay(lines[0]?.day ?? '')})`,
    href: recordHref('Activity', activityId),
    lines: lines.map(({ id, rank, name, category, score, prize, programme, level }) => ({
      ...{ id, rank, name },
      hint: [category, programme && level && `${programme} ${level}`, score, prize].filter(Boolean).join(' · '),
    })),
  }))

/** The mean of each quarter of the year, standing up. */
export function quartersChart({ quarters }: Synthesis, href: string, locale: Locale): ChartState {
  return {
    name: 'clubs.quarters',
    ...{ kind: 'weeks', href, parts: [] },
    title: { fr: 'Participants par activité, trimestre par trimestre', en: 'Participants per activity, by quarter' }[
      locale
    ],
    by: { fr: 'Trimestre', en: 'Quarter' }[locale],
    of: { fr: 'Moyenne', en: 'Mean' }[locale],
    empty: {
      fr: 'Aucune activité terminée cette année : la première fera la première barre.',
      en: 'No finished activity this year: the first one makes the first bar.',
    }[locale],
    groups: quarters.flatMap(({ name, attended }) =>
      attended.mean === null
        ? []
        : [{ label: name, tone: 'blue' as const, n: Math.round(attended.mean * 10) / 10, href, parts: [] }],
    ),
  }
}

/** Finished activities of a club over a span, as a list. */
export const heldHref = (clubId: string | null, span: { from: string; to: string }): string =>
  hrefOf('Activity', {
    ...{ status: 'finished', 'startsAt~~from': span.from, 'startsAt~~to': span.to },
    ...(clubId && { clubId }),
  })

export const participantsHref = (clubId: string | null): string =>
  hrefOf('Participant', { status: 'active', ...(clubId && { 'attendances.activity.clubId': clubId }) })
