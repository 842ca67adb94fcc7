import type { Choice } from '../../components/indicators/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { measured } from '../../src/access/measure.ts'
import { isId, list } from '../../src/access/select.ts'
import type { Dimension, Selection } from '../../src/kit/indicator.ts'

export type Offered = { years: string[]; campaigns: (Choice & { year: string })[]; programmes: Choice[] }
export type Chosen = { selection: Selection; by: Dimension; offered: Offered }

const DIMENSIONS: Dimension[] = ['programme', 'cohort', 'campaign']
/** Nobody compares more at a glance */
export const MOST = 60

const STARTED = { status: { notIn: ['draft', 'cancelled'] } }

/** What the address asks for, among what this person may look at; what it does not know is left out. */
export async function chosen(ctx: Context, query: Record<string, string>): Promise<Chosen> {
  const offered = await offeredTo(ctx)
  const campaign = offered.campaigns.find((one) => one.id === query.campaign)
  const asked = campaign?.year ?? query.year ?? ''
  const year = offered.years.includes(asked) ? asked : (offered.years[0] ?? '')
  const programme = offered.programmes.find((one) => one.id === query.programme)?.id ?? null
  const by = DIMENSIONS.find((one) => one === query.by) ?? 'programme'
  return {
    selection: { year, campaign: campaign ? { id: campaign.id, name: campaign.name } : null, programme },
    ...{ by, offered },
  }
}

async function offeredTo(ctx: Context): Promise<Offered> {
  const sort = { field: 'name', direction: 'asc' } as const
  const [years, campaigns, programmes] = await Promise.all([
    measured(ctx, 'Campaign', { by: 'academicYear', query: { where: STARTED } }),
    list(ctx, 'Campaign', { where: STARTED, limit: MOST }),
    list(ctx, 'Programme', { sort, limit: 200 }),
  ])
  return {
    years: years
      .flatMap(({ key, whole }) => (whole || key === null ? [] : [key]))
      .sort()
      .reverse(),
    campaigns: campaigns.map(({ id, title, values }) => ({ id, name: title, year: String(values.academicYear) })),
    programmes: programmes.filter(({ id }) => isId(id)).map(({ id, title }) => ({ id, name: title })),
  }
}
