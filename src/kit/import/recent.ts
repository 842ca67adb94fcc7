import type { Context } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import { list, localeOf } from '../../access/select.ts'
import { catalogue } from '../../generated/catalogue.ts'
import { importableModel } from './open.ts'

export type RecentImport = {
  id: string
  fileName: string
  at: string
  status: string
  tone: string | null
  counts: number[]
}

const MOST = 6

/** The last imports of this model that this person may see: to go on with one, to follow it, to take it back. */
export async function recentImports(ctx: Context, name: ModelName): Promise<RecentImport[]> {
  const model = importableModel(ctx, name)
  const rows = await list(ctx, 'ImportRun', { where: { model: model.name }, limit: MOST })
  const states = new Map(catalogue.enums.ImportStatus?.values.map((one) => [one.value, one]))
  return rows.map(({ id, values }) => {
    const state = states.get(String(values.status))
    return {
      id,
      fileName: String(values.fileName ?? ''),
      at: values.createdAt instanceof Date ? values.createdAt.toISOString() : String(values.createdAt),
      status: state?.label[localeOf(ctx.actor)] ?? '',
      tone: state?.tone ?? null,
      counts: [values.created, values.changed, values.refused].map(Number),
    }
  })
}
