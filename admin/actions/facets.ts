import { mayEver } from '../../src/access/rights.ts'
import { countBy } from '../../src/access/select.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { refuse } from '../../src/platform/errors.ts'
import { reached } from '../filter-path.ts'
import { type Address, readQuery } from '../filters.ts'
import type { DeskAction } from '../verbs.ts'

/** How many rows of the list hold each value of a column of choices, whatever is chosen there now: one statement. */
export const facetsAction: DeskAction = {
  name: 'facets',
  routes: ['resource'],
  methods: ['GET'],
  right: (actor, model) => mayEver(actor, model, 'read'),
  handle: async ({ model, query }, ctx) => {
    const { field: name = '', ...address } = query
    const { field } = reached(ctx.actor, model, name)
    if (!field?.enum || field.name !== name || field.list) throw refuse.unknownColumn(name)
    const found = await countBy(ctx, model, name, readQuery(ctx, model, others(address, name), []))
    const values = catalogue.enums[field.enum]?.values ?? []
    return { records: [], counts: Object.fromEntries(values.map(({ value }) => [value, found.get(value) ?? 0])) }
  },
}

/** The address without what it already asks of that column. */
const others = (address: Address, name: string): Address =>
  Object.fromEntries(Object.entries(address).filter(([key]) => key.split('~~')[0] !== `filters.${name}`))
