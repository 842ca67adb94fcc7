import type { Context } from '../../access/actor.ts'
import type { Text } from '../../platform/catalogue.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { later } from './later.ts'
import { LIMITS } from './limits.ts'
import { keepLines } from './lines.ts'
import { checkedMapping, type Mapping, reviewMapping } from './mapping.ts'
import { type OpenImport, openImport, sheetOf } from './open.ts'
import { type Plan, planImport, writableTargets } from './plan.ts'
import { paced } from './progress.ts'
import { rememberMapping } from './remembered.ts'
import { refuseUnlessDraft } from './start.ts'

/** Steps 2 and 3: keeps the mapping and tries every row. Nothing stays written but the report. */
export async function checkImport(ctx: Context, id: string, wanted?: Mapping): Promise<void> {
  const open = await openImport(ctx, id)
  refuseUnlessDraft(open.run.status)
  const targets = writableTargets(ctx, open.model)
  const { headers } = open.report.shape
  const mapping = checkedMapping(targets, headers, wanted ?? open.mapping)
  refuseMissing(reviewMapping(targets, headers, mapping).missing.map((target) => target.label))
  await rememberMapping(ctx, open.model, headers, mapping)
  const ready = { ...open, mapping }
  if (open.report.total > LIMITS.inWeb) return later(ctx, 'check', ready)
  await keepPlan(ready, await planImport(ctx, open.model.name, await sheetOf(open), mapping))
}

/** The check of a large file, by the worker. */
export async function checkLater(ctx: Context, id: string): Promise<void> {
  const open = await openImport(ctx, id)
  if (open.run.status !== 'draft') return
  const progress = paced(prisma(), id)
  await keepPlan(open, await planImport(ctx, open.model.name, await sheetOf(open), open.mapping, progress))
}

async function keepPlan({ run, mapping, report }: OpenImport, plan: Plan): Promise<void> {
  const next = { ...report, counts: plan.counts, working: null, failure: null }
  await transaction(
    async (tx) => {
      const data = { mapping, report: next }
      const { count } = await tx.importRun.updateMany({ where: { id: run.id, status: 'draft' }, data })
      if (count === 1) await keepLines(tx, run.id, plan.rows)
    },
    { long: true },
  )
}

function refuseMissing(labels: Text[]): void {
  if (labels.length === 0) return
  throw refuse.invalid(
    {},
    {
      fr: `Il manque : ${labels.map((one) => `« ${one.fr} »`).join(', ')}. Choisissez la colonne du fichier, ou une valeur pour toutes les lignes.`,
      en: `Missing: ${labels.map((one) => `“${one.en}”`).join(', ')}. Choose the column of the file, or one value for every row.`,
    },
  )
}
