import type { CalendarAnswer, FeedsAnswer } from '../../components/calendar/state.ts'
import type { Actor, Context } from '../../src/access/actor.ts'
import { localeOf } from '../../src/access/select.ts'
import { feedsOf, revokeFeed, subscribe } from '../../src/domain/core/calendar-feed.ts'
import { agendaOf } from '../../src/kit/agenda.ts'
import { config } from '../../src/platform/config.ts'
import { declarePage } from '../verbs.ts'
import { itemOf, wallClock, windowOf } from './items.ts'

const isPerson = (actor: Actor): boolean => actor.kind === 'person'

/** What concerns somebody, day by day, and the links by which their telephone follows it. */
export function agendaPages(): void {
  declarePage({
    name: 'agenda',
    menu: { label: { fr: 'Agenda', en: 'Agenda' }, icon: 'Calendar' },
    methods: ['GET'],
    right: isPerson,
    handle: async ({ query }, ctx): Promise<CalendarAnswer> => {
      const { items, more } = await agendaOf(ctx, windowOf(ctx, query))
      return { items: items.map((one) => itemOf(one, one.what)), more, dates: [], by: null, now: wallClock(ctx.now) }
    },
  })
  declarePage({
    name: 'calendarFeeds',
    methods: ['GET', 'POST'],
    right: isPerson,
    handle: async ({ method, fields }, ctx) => (method === 'POST' ? change(ctx, fields) : { feeds: await shown(ctx) }),
  })
}

async function change(ctx: Context, fields: Record<string, unknown>): Promise<FeedsAnswer> {
  const say = SAID[localeOf(ctx.actor)]
  if (typeof fields.revoke === 'string') {
    await revokeFeed(ctx, fields.revoke)
    return { feeds: await shown(ctx), notice: { type: 'success', message: say.revoked } }
  }
  const token = await subscribe(ctx)
  const url = `${config.publicUrl}/calendar/${token}.ics`
  return { feeds: await shown(ctx), url, notice: { type: 'success', message: say.created } }
}

const shown = async (ctx: Context): Promise<FeedsAnswer['feeds']> =>
  (await feedsOf(ctx)).map(({ id, createdAt, lastUsedAt }) => ({
    ...{ id, createdAt: createdAt.toISOString() },
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }))

const SAID = {
  fr: {
    created: 'Votre lien est prêt : copiez-le maintenant, il ne sera plus affiché.',
    revoked: 'Le lien ne marche plus. Retirez-le aussi de votre application de calendrier.',
  },
  en: {
    created: 'Your link is ready: copy it now, it will not be shown again.',
    revoked: 'The link no longer works. Remove it from your calendar application too.',
  },
}
