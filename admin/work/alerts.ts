import type { AlertState, AlertsAnswer } from '../../components/work/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { isModel, type ModelName } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { count, list, localeOf, type Row, titles } from '../../src/access/select.ts'
import type { Where } from '../../src/access/where.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { legalVerbs } from '../../src/kit/command.ts'
import { pageOf } from '../oversee/only.ts'
import { declarePage } from '../verbs.ts'
import { nounLabel } from '../words.ts'
import { choiceOf } from './words.ts'

/** The alerts as people work through them: mine, nobody’s, put off, closed; the gravest first. Verbs are the record’s own. */
export function alertsPage(): void {
  declarePage({
    name: 'alerts',
    menu: { label: { fr: 'Alertes', en: 'Alerts' }, icon: 'AlertTriangle', group: 'internships' },
    methods: ['GET'],
    right: (actor) => mayEver(actor, 'Alert', 'read'),
    handle: ({ query }, ctx) => alerts(ctx, query),
  })
}

const PER_PAGE = 60
const SEVERITIES = ['critical', 'warning', 'info']

const VIEWS: Record<string, (me: string) => Where> = {
  mine: (me) => ({ ownerId: me, status: 'open' }),
  unowned: () => ({ ownerId: null, status: 'open' }),
  open: () => ({ status: 'open' }),
  snoozed: () => ({ status: 'snoozed' }),
  closed: () => ({ status: 'closed' }),
}

async function alerts(ctx: Context, query: Record<string, string>): Promise<AlertsAnswer> {
  const locale = localeOf(ctx.actor)
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : ''
  const views = Object.entries(VIEWS).map(([name, where]): [string, Where] => [name, where(me)])
  const counts = Object.fromEntries(
    await Promise.all(views.map(async ([name, where]) => [name, await count(ctx, 'Alert', { where })] as const)),
  )
  const view = Object.hasOwn(VIEWS, query.view ?? '') ? String(query.view) : 'open'
  const page = pageOf(query)
  const sort = { field: view === 'closed' ? 'updatedAt' : 'severity', direction: 'desc' } as const
  const where = VIEWS[view]?.(me) ?? {}
  const rows = await list(ctx, 'Alert', { where, sort, limit: PER_PAGE, offset: (page - 1) * PER_PAGE })
  const states = await statesOf(ctx, rows, me)
  return {
    groups: SEVERITIES.flatMap((severity) => {
      const { label, tone } = choiceOf('AlertSeverity', severity, locale)
      const own = states.filter((state) => state.severity === severity)
      return own.length > 0 ? [{ severity, label, tone, alerts: own }] : []
    }),
    ...{ counts, view, total: counts[view] ?? 0, page, perPage: PER_PAGE },
  }
}

async function statesOf(ctx: Context, rows: Row[], me: string): Promise<AlertState[]> {
  const locale = localeOf(ctx.actor)
  const [verbs, about] = await Promise.all([legalVerbs(ctx, 'Alert', rows), aboutOf(ctx, rows)])
  return rows.map((row) => {
    const { values } = row
    const status = choiceOf('AlertStatus', values.status, locale)
    return {
      ...{ id: row.id, version: row.version ?? 0, title: row.title, advice: textOf(values.advice) },
      ...{ severity: String(values.severity), status: status.value, statusLabel: status.label, tone: status.tone },
      ...{ owner: row.titles.ownerId ?? null, mine: values.ownerId === me },
      ...{ dueOn: textOf(values.dueOn), snoozedUntil: textOf(values.snoozedUntil) },
      ...{ closeReason: textOf(values.closeReason), about: about.get(row.id) ?? null },
      verbs: (verbs.get(row.id) ?? []).map((verb) => verb.name),
    }
  })
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The record behind each alert by its name; one that this person may not read is named by its kind alone. */
async function aboutOf(ctx: Context, rows: Row[]): Promise<Map<string, AlertState['about']>> {
  const locale = localeOf(ctx.actor)
  const subjects = rows.flatMap((row) => {
    const subject = subjectOf(row)
    return subject ? [{ alert: row.id, ...subject }] : []
  })
  const names = new Map<string, string>()
  for (const [noun, own] of Map.groupBy(subjects, ({ noun }) => noun))
    for (const [id, title] of await titles(
      ctx,
      noun,
      own.map(({ id }) => id),
    ))
      names.set(`${noun} ${id}`, title)
  return new Map(
    subjects.map(({ alert, noun, id }) => {
      const title = names.get(`${noun} ${id}`)
      const label = nounLabel(noun, locale)
      return [alert, { label, title: title ?? '', href: title ? `/admin/resources/${noun}/records/${id}/show` : null }]
    }),
  )
}

function subjectOf({ values }: Row): { noun: ModelName; id: string } | null {
  const { noun, recordId, placementId } = values
  if (typeof noun === 'string' && typeof recordId === 'string' && isModel(noun) && !catalogue.models[noun].internal)
    return { noun, id: recordId }
  return typeof placementId === 'string' ? { noun: 'Placement', id: placementId } : null
}
