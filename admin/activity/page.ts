import type { ActivityAnswer } from '../../components/activity/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { type Happenings, happened, type Since, type Told } from '../../src/access/happened.ts'
import { localeOf } from '../../src/access/select.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { later } from '../../src/platform/clock.ts'
import { declarePage } from '../verbs.ts'
import { linesOf } from './lines.ts'
import { toldTo } from './nouns.ts'

/** What happened lately on records that this person may read: a few lines of it on their first page, all of it here. */
export function activityPage(): void {
  declarePage({
    name: 'activity',
    menu: { label: { fr: 'Activité récente', en: 'Recent activity' }, icon: 'Activity' },
    methods: ['GET'],
    right: (actor) => actor.kind === 'person',
    handle: ({ query }, ctx) => activity(ctx, query),
  })
}

const PER_PAGE = 30
const FEW = 8

async function activity(ctx: Context, query: Record<string, string>): Promise<ActivityAnswer> {
  const locale = localeOf(ctx.actor)
  const told = toldTo(ctx.actor)
  const one = told.find(({ noun }) => noun === query.noun)
  const limit = query.few === '1' ? FEW : PER_PAGE
  const { happened: found, next } = await read(ctx, one ? [one] : told, { ...placeIn(ctx, query), limit })
  return {
    lines: await linesOf(ctx, found),
    next: next && `before=${next.before.toISOString()}&until=${next.until.toISOString()}`,
    noun: one?.noun ?? null,
    nouns: told
      .map(({ noun }) => ({ value: noun, label: catalogue.models[noun].plural[locale] }))
      .sort((a, b) => a.label.localeCompare(b.label, locale)),
  }
}

/** A stretch of time may hold nothing for this person: it is crossed, as far as is cheap. */
async function read(ctx: Context, told: Told[], since: Since): Promise<Happenings> {
  let found = await happened(ctx, told, since)
  for (let turn = 0; found.happened.length === 0 && found.next && turn < CROSSED; turn++)
    found = await happened(ctx, told, { ...since, ...found.next })
  return found
}

const CROSSED = 5

function placeIn(ctx: Context, { before, until }: Record<string, string>): Pick<Since, 'before' | 'until'> {
  const start = later(ctx.now, { seconds: 1 })
  const place = instant(before)
  return { before: place ?? start, until: (place && instant(until)) ?? place ?? start }
}

// Beyond these years PostgreSQL and this clock no longer agree on what an instant is
function instant(text = ''): Date | null {
  if (!/^(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return null
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? null : at
}
