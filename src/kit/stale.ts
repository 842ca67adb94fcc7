import { type ModelName, modelOf } from '../access/model.ts'
import type { Tx } from '../platform/db.ts'
import { type Refusal, refuse } from '../platform/errors.ts'

/** Somebody saved in between: who, when, and which columns now hold something else. */
export async function refuseStale(
  tx: Tx,
  noun: ModelName,
  recordId: string,
  version: number,
  mine: Record<string, unknown>,
): Promise<Refusal> {
  const last = await tx.event.findFirst({
    where: { noun, recordId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    include: { actor: { select: { firstName: true, lastName: true } } },
  })
  const who = last?.actor ? `${last.actor.firstName} ${last.actor.lastName}` : null
  const theirs = Object.keys((last?.after ?? {}) as Record<string, unknown>)
  const labels = modelOf(noun)
    .fields.filter((field) => theirs.includes(field.name))
    .map((field) => field.label)
  const what = { fr: labels.map((one) => one.fr).join(', '), en: labels.map((one) => one.en).join(', ') }
  return refuse.stale(
    { version, by: who, at: last?.at.toISOString() ?? null, columns: theirs, mine: Object.keys(mine) },
    {
      fr: `${who ?? 'Une tâche automatique'} a modifié ce dossier entre-temps${what.fr ? ` (${what.fr})` : ''}. Votre saisie est conservée : comparez, puis recommencez.`,
      en: `${who ?? 'An automatic task'} changed this record meanwhile${what.en ? ` (${what.en})` : ''}. What you typed is kept: compare, then try again.`,
    },
  )
}
