import type { IndicatorsAnswer } from '../../components/indicators/state.ts'
import { type Actor, type Context, hasRole } from '../../src/access/actor.ts'
import { localeOf } from '../../src/access/select.ts'
import { indicators } from '../../src/domain/internships/indicators/all.ts'
import { declarePage } from '../verbs.ts'
import { figureOf, isOpenTo } from './figures.ts'
import { said } from './said.ts'
import { type Chosen, chosen } from './selection.ts'

export const mayJudge = (actor: Actor): boolean => hasRole(actor, 'admin', 'internship_officer')

/** What the school is judged by: each figure with its definition, opening the rows it was worked out from. */
export function indicatorsPage(): void {
  declarePage({
    name: 'indicators',
    menu: { label: { fr: 'Indicateurs', en: 'Indicators' }, icon: 'BarChart2', group: 'reporting' },
    methods: ['GET'],
    right: mayJudge,
    handle: ({ query }, ctx) => page(ctx, query),
  })
}

async function page(ctx: Context, query: Record<string, string>): Promise<IndicatorsAnswer> {
  const asked = await chosen(ctx, query)
  const { selection, by, offered } = asked
  const locale = localeOf(ctx.actor)
  return {
    ...{ year: selection.year, campaign: selection.campaign?.id ?? '', programme: selection.programme ?? '', by },
    ...{ years: offered.years, programmes: offered.programmes },
    campaigns: offered.campaigns.filter((one) => one.year === selection.year).map(({ id, name }) => ({ id, name })),
    figures: (await figuresOf(ctx, asked)).map((figure) => said(figure, by, locale)),
  }
}

/** Every figure this person may ask for. */
export async function figuresOf(ctx: Context, { selection, by, offered }: Chosen) {
  if (selection.year === '') return []
  const open = indicators.filter((indicator) => isOpenTo(ctx, indicator))
  return Promise.all(open.map((indicator) => figureOf(ctx, indicator, selection, by, offered)))
}
