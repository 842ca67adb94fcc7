import type { RecentAnswer } from '../../components/palette/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { isModel, modelOf } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { isId, list, localeOf } from '../../src/access/select.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { foundOf } from './found.ts'

const MOST = 8

/** The device only remembers ids: their names are read again, through the rights of today, and what is closed is left out. */
export async function recentOf(ctx: Context, asked: string): Promise<RecentAnswer> {
  const wanted = asked
    .split(',')
    .slice(0, MOST)
    .flatMap((one) => {
      const [name = '', id = ''] = one.split('/')
      const open = isModel(name) && !catalogue.models[name].internal && mayEver(ctx.actor, name, 'read')
      return open && isId(id) ? [{ name, id }] : []
    })
  const byModel = await Promise.all(
    [...Map.groupBy(wanted, ({ name }) => name)].map(async ([name, ones]) => {
      const rows = await list(ctx, name, { where: { id: { in: ones.map(({ id }) => id) } }, limit: MOST })
      return rows.map((row) => ({ model: modelOf(name), row }))
    }),
  )
  const known = byModel.flat()
  const locale = localeOf(ctx.actor)
  return {
    recent: wanted.flatMap(({ name, id }) => {
      const found = known.find(({ model, row }) => model.name === name && row.id === id)
      return found ? [{ ...foundOf(found.model, found.row, locale), icon: found.model.nav?.icon ?? 'Folder' }] : []
    }),
  }
}
