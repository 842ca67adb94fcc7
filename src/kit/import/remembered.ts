import type { Context } from '../../access/actor.ts'
import type { AnyModel } from '../../access/model.ts'
import { sha256 } from '../../platform/crypto.ts'
import { prisma } from '../../platform/db.ts'
import type { Mapping } from './mapping.ts'
import { bare } from './nearest.ts'
import { writableTargets } from './plan.ts'
import { mappingInput } from './report.ts'

/** How this person placed the columns of a file with these headers; columns they may no longer write are left aside. */
export async function rememberedMapping(ctx: Context, model: AnyModel, headers: string[]): Promise<Mapping | null> {
  const where = memoryOf(ctx, model, headers)
  const kept = where && (await prisma().importMapping.findUnique({ where: { personId_model_headers: where } }))
  const mapping = mappingInput.safeParse(kept?.mapping)
  if (!mapping.success || mapping.data.columns.length !== headers.length) return null
  const open = new Set(writableTargets(ctx, model).map((target) => target.path))
  const { columns, constants } = mapping.data
  return {
    columns: columns.map((path) => (path !== null && open.has(path) ? path : null)),
    constants: Object.fromEntries(Object.entries(constants).filter(([path]) => open.has(path))),
  }
}

export async function rememberMapping(
  ctx: Context,
  model: AnyModel,
  headers: string[],
  mapping: Mapping,
): Promise<void> {
  const where = memoryOf(ctx, model, headers)
  if (!where) return
  await prisma().importMapping.upsert({
    where: { personId_model_headers: where },
    create: { ...where, mapping },
    update: { mapping },
  })
}

/** A hundred long headers do not fit in an index: their digest does. */
function memoryOf({ actor }: Context, model: AnyModel, headers: string[]) {
  if (actor.kind !== 'person') return null
  return { personId: actor.personId, model: model.name, headers: sha256(headers.map(bare).join('\n')) }
}
