import type { TrashAnswer, TrashItem } from '../../components/undo/state.ts'
import { type Context, hasRole } from '../../src/access/actor.ts'
import { isModel, modelOf } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { count, find, isId, list, localeOf, type Row, titles } from '../../src/access/select.ts'
import type { Where } from '../../src/access/where.ts'
import { type Restored, restoreRecord } from '../../src/kit/restore.ts'
import { dayOf, later } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { daysOf } from '../../src/platform/settings.ts'
import { deskText } from '../locales/desk.ts'
import { iso, pageOf } from '../oversee/only.ts'
import { declarePage } from '../verbs.ts'
import { nounLabel } from '../words.ts'
import { undoText } from './text.ts'

/** The trash: what this person deleted, for the administrator what anybody deleted. POST puts one back. Its way in is under one’s own name, for every role. */
export function trashPage(): void {
  declarePage({
    name: 'trash',
    methods: ['GET', 'POST'],
    right: () => true,
    handle: ({ method, query, fields }, ctx) =>
      method === 'POST' ? putBack(ctx, String(fields.id)) : trash(ctx, query),
  })
}

const PER_PAGE = 25

async function trash(ctx: Context, query: Record<string, string>): Promise<TrashAnswer> {
  const page = pageOf(query)
  const days = await daysOf('trash.days')
  const everybody = hasRole(ctx.actor, 'admin')
  const person = everybody && query.person && isId(query.person) ? query.person : null
  const base = { days, page, perPage: PER_PAGE, everybody }
  if (!mayEver(ctx.actor, 'TrashedRecord', 'read')) return { ...base, items: [], total: 0, person: null }
  const where: Where = {
    AND: [STATES[query.state ?? '']?.() ?? {}, ...(person ? [{ deletedById: person }] : [])],
  }
  const asked = { where, ...(query.query ? { search: query.query } : {}) }
  const sort = { field: 'deletedAt', direction: 'desc' } as const
  const [rows, total] = await Promise.all([
    list(ctx, 'TrashedRecord', { ...asked, sort, limit: PER_PAGE, offset: (page - 1) * PER_PAGE }),
    count(ctx, 'TrashedRecord', asked),
  ])
  const name = person ? ((await titles(ctx, 'Person', [person])).get(person) ?? null) : null
  return { ...base, items: rows.map((row) => itemOf(ctx, row, days)), total, person: name }
}

const STATES: Record<string, () => Where> = {
  waiting: () => ({ restoredAt: null }),
  restored: () => ({ restoredAt: { not: null } }),
}

function itemOf(ctx: Context, { id, title, values, titles: names }: Row, days: number): TrashItem {
  const locale = localeOf(ctx.actor)
  const noun = String(values.noun)
  const known = isModel(noun) ? modelOf(noun) : null
  const at = values.deletedAt instanceof Date ? values.deletedAt : ctx.now
  const restoredAt = iso(values.restoredAt)
  return {
    ...{ id, noun: nounLabel(noun, locale), icon: known?.nav?.icon ?? 'Folder', title },
    ...{ deletedBy: names.deletedById ?? deskText(locale).automatic, deletedAt: at.toISOString() },
    goneOn: dayOf(later(at, { days }), config.schoolTz),
    restored: restoredAt
      ? {
          ...{ at: restoredAt, by: names.restoredById ?? deskText(locale).automatic },
          href: `/admin/resources/${noun}/records/${String(values.recordId)}/show`,
        }
      : null,
    mayRestore:
      !restoredAt && known !== null && ['create', 'delete'].every((one) => mayEver(ctx.actor, known.name, one)),
  }
}

async function putBack(ctx: Context, id: string) {
  const restored = await restoreRecord(ctx, id)
  const seen = await find(ctx, restored.model, restored.id)
  const redirectUrl = seen
    ? `/admin/resources/${restored.model}/records/${restored.id}/show`
    : `/admin/resources/${restored.model}`
  return { notice: { type: 'success', message: said(ctx, restored) }, redirectUrl }
}

function said(ctx: Context, { title, emptied }: Restored): string {
  const locale = localeOf(ctx.actor)
  const columns = emptied.map((label) => label[locale]).join(', ')
  return undoText(locale).restored(title, columns)
}
