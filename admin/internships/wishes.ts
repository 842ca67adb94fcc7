import type { WishesAnswer } from '../../components/internships/state.ts'
import { type Context, hasRole } from '../../src/access/actor.ts'
import { list, localeOf, type Row } from '../../src/access/select.ts'
import { MOST_WISHES } from '../../src/domain/internships/wishes.ts'
import { perform } from '../../src/kit/command.ts'
import { flowOf } from '../../src/kit/flow.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'

/** A student’s wishes for a campaign, as one ordered list: GET reads it, POST replaces it through the verb `rankOffers`. */
export function wishesAction(): void {
  declareAction(
    {
      name: 'wishes',
      routes: ['record'],
      methods: ['GET', 'POST'],
      right: (actor) => hasRole(actor, 'student'),
      tab: { label: { fr: 'Mes vœux', en: 'My wishes' }, component: 'WishesPanel' },
      handle: async ({ method, model, fields, row }, ctx) => {
        const campaign = opened(row)
        if (method === 'POST') {
          await perform(ctx, 'Campaign', 'rankOffers', campaign.id, { offers: String(fields.offers ?? '') })
        }
        const done = flowOf('Campaign')?.verbs.get('rankOffers')?.done?.[localeOf(ctx.actor)] ?? ''
        return {
          record: recordJson(model, campaign),
          wishes: await wishesOf(ctx, campaign),
          ...(method === 'POST' ? { notice: { type: 'success', message: done } } : {}),
        }
      },
    },
    ['Campaign'],
  )
}

async function wishesOf(ctx: Context, campaign: Row): Promise<WishesAnswer> {
  const kept = await list(ctx, 'Preference', {
    where: { campaignId: campaign.id },
    sort: { field: 'rank', direction: 'asc' },
    limit: MOST_WISHES,
  })
  return {
    most: MOST_WISHES,
    open: campaign.values.status === 'open' || campaign.values.status === 'applications_closed',
    offers: kept.map((wish) => ({ id: String(wish.values.offerId), title: wish.titles.offerId ?? '' })),
  }
}
