import type { MorningAnswer, MorningGroup, MorningLine } from '../../components/morning/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { countMany, MOST } from '../../src/access/count-many.ts'
import { mayEver } from '../../src/access/rights.ts'
import { list, localeOf, type Row } from '../../src/access/select.ts'
import { morning } from '../../src/domain/internships/morning.ts'
import type { Calendar } from '../../src/kit/dashboard.ts'
import { nextStepOf } from '../../src/kit/next-step.ts'
import type { Watch } from '../../src/kit/worklist.ts'
import { dayOf, later } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { hrefOf, prefixed } from '../address.ts'
import { isReadable, readQuery } from '../filters.ts'
import { mayJudge } from '../indicators/page.ts'
import { declarePage } from '../verbs.ts'
import { crowdedGroups } from './crowded.ts'

/** What an officer opens first in the morning: everything that will go wrong by itself, the gravest first. */
export function morningPage(): void {
  declarePage({
    name: 'morning',
    menu: { label: { fr: 'À traiter ce matin', en: 'This morning' }, icon: 'Sunrise' },
    methods: ['GET'],
    right: mayJudge,
    handle: (_request, ctx) => answer(ctx),
  })
}

/** As many as one reads at a glance; the list has the rest. */
const SHOWN = 5

async function answer(ctx: Context): Promise<MorningAnswer> {
  const day = (offset: number) => dayOf(later(ctx.now, { days: offset }), config.schoolTz)
  const calendar: Calendar = { day, me: ctx.actor.kind === 'person' ? ctx.actor.personId : '' }
  const open = morning.filter(
    ({ model, filters }) => mayEver(ctx.actor, model, 'read') && isReadable(ctx, model, prefixed(filters(calendar))),
  )
  const asked = open.map((watch) => ({ watch, query: readQuery(ctx, watch.model, prefixed(watch.filters(calendar))) }))
  const [counts, crowded] = await Promise.all([
    countMany(
      ctx,
      asked.map(({ watch, query }) => ({ name: watch.model, where: query.where })),
    ),
    crowdedGroups(ctx, day),
  ])
  const groups = await Promise.all(
    asked.map(({ watch, query }, i) => groupOf(ctx, watch, query.where, counts[i] ?? 0, calendar)),
  )
  const found = [...groups, ...crowded].filter(({ count }) => count > 0)
  return { groups: [...found.filter(({ tone }) => tone === 'red'), ...found.filter(({ tone }) => tone !== 'red')] }
}

async function groupOf(ctx: Context, watch: Watch, where: object, count: number, calendar: Calendar) {
  const locale = localeOf(ctx.actor)
  const { model, sort, name, tone } = watch
  const filters = watch.filters(calendar)
  const rows = count === 0 ? [] : await list(ctx, model, { where: { ...where }, sort, limit: SHOWN })
  const verbs = watch.verbs.filter((verb) => mayEver(ctx.actor, model, verb))
  const group: MorningGroup = {
    ...{ name, tone, count, more: count >= MOST, title: watch.title[locale] },
    href: hrefOf(model, filters, { sortBy: sort.field, direction: sort.direction }),
    bulk: verbs.length > 0 ? { model, verbs, search: String(new URLSearchParams(prefixed(filters))) } : null,
    lines: await Promise.all(rows.map((row) => lineOf(ctx, watch, row, calendar))),
  }
  return group
}

async function lineOf(ctx: Context, watch: Watch, row: Row, calendar: Calendar): Promise<MorningLine> {
  const locale = localeOf(ctx.actor)
  const next = await nextStepOf(watch.model, row)
  const since = row.values[watch.since]
  return {
    ...{ id: row.id, title: row.title, href: `/admin/resources/${watch.model}/records/${row.id}/show` },
    why: watch.why(row, calendar)[locale],
    since: since instanceof Date ? since.toISOString() : typeof since === 'string' ? since : null,
    who: (watch.named ? row.titles[watch.named] : null) ?? watch.who[locale],
    next: next ? { at: next.at.toISOString(), text: next.text[locale] } : null,
  }
}
