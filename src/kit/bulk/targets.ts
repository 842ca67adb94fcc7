import type { Context } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import { isId, type Query } from '../../access/select.ts'
import { idsOf } from '../../access/table.ts'
import type { Text } from '../../platform/catalogue.ts'
import { Refusal, refuse } from '../../platform/errors.ts'

/** Ticked one by one, or every record of a list. */
export type Targets = { ids: string[] } | { list: Query }

/** Past this nobody reads what they are about to do. */
export const MOST = 100_000

/** The records meant, in the order of the list. One that the person may not see makes the whole missing: nothing is done. */
export async function targetIds(ctx: Context, name: ModelName, targets: Targets): Promise<string[]> {
  const ids = 'ids' in targets ? await ticked(ctx, name, targets.ids) : await idsOf(ctx, name, targets.list, MOST + 1)
  if (ids.length === 0) throw new Refusal('nothing_selected', 422, NOTHING)
  if (ids.length > MOST) throw new Refusal('too_many', 422, TOO_MANY)
  return ids
}

async function ticked(ctx: Context, name: ModelName, given: string[]): Promise<string[]> {
  const wanted = [...new Set(given)]
  if (!wanted.every(isId)) throw refuse.notFound()
  const seen = wanted.length === 0 ? [] : await idsOf(ctx, name, { where: { id: { in: wanted } } }, wanted.length)
  if (seen.length !== wanted.length) throw refuse.notFound()
  return seen
}

const NOTHING: Text = {
  fr: 'Rien n’est sélectionné : cochez au moins un dossier et recommencez.',
  en: 'Nothing is selected: tick at least one record and try again.',
}

const TOO_MANY: Text = {
  fr: 'Plus de 100 000 dossiers correspondent : resserrez le filtre et recommencez. Rien n’a été changé.',
  en: 'More than 100,000 records match: narrow the filter and try again. Nothing was changed.',
}
