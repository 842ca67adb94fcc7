import type { RequestHandler } from 'express'
import { current } from '../src/access/actor.ts'
import { isModel } from '../src/access/model.ts'
import { list } from '../src/access/select.ts'
import type { Text } from '../src/platform/catalogue.ts'
import { Refusal } from '../src/platform/errors.ts'
import { addressOf, readQuery } from './filters.ts'

/**
 * AdminJS takes the ticked records from the address, which a thousand ids would overflow: a form may carry them,
 * or the filter of “all that match”, which is read again here with the rights of whoever asks.
 */
export const bulkTargets: RequestHandler = async (request, _response, next) => {
  const found = /^\/resources\/(\w+)\/bulk\/\w+$/.exec(request.path)
  if (!found) return next()
  const { recordIds, matching, ...fields } = request.fields ?? {}
  const ticked = String(recordIds ?? request.query.recordIds ?? '')
  const ids = matching === undefined ? ticked : await matchingIds(found[1] ?? '', String(matching))
  if (ids === '') throw new Refusal('nothing_selected', 422, NOTHING)
  request.fields = fields
  Object.defineProperty(request, 'query', { value: { ...request.query, recordIds: ids }, configurable: true })
  next()
}

const MOST = 1000

async function matchingIds(model: string, search: string): Promise<string> {
  if (!isModel(model)) return ''
  const asked = readQuery(current(), model, addressOf(search))
  const rows = await list(current(), model, { ...asked, limit: MOST + 1 })
  if (rows.length > MOST) throw new Refusal('too_many', 422, TOO_MANY)
  return rows.map((row) => row.id).join(',')
}

const NOTHING: Text = {
  fr: 'Rien n’est sélectionné : cochez au moins un dossier et recommencez.',
  en: 'Nothing is selected: tick at least one record and try again.',
}

const TOO_MANY: Text = {
  fr: 'Plus de 1 000 dossiers correspondent : resserrez le filtre et recommencez. Rien n’a été changé.',
  en: 'More than 1,000 records match: narrow the filter and try again. Nothing was changed.',
}
