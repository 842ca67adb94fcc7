import type { RequestHandler } from 'express'
import { current } from '../src/access/actor.ts'
import { isModel } from '../src/access/model.ts'
import { AT_ONCE, startBulk } from '../src/kit/bulk/start.ts'
import { targetIds } from '../src/kit/bulk/targets.ts'
import { targetsOf } from './bulk/actions.ts'

/**
 * AdminJS takes the ticked records from the address, which a thousand ids would overflow: a form may carry them,
 * or the filter of “all that match”, which is read again here with the rights of whoever asks. More than a few become a run,
 * all or nothing as on this route, whose report is where the answer leads.
 */
export const bulkTargets: RequestHandler = async (request, response, next) => {
  const [, model = '', verb = ''] = /^\/resources\/(\w+)\/bulk\/(\w+)$/.exec(request.path) ?? []
  if (!isModel(model)) return next()
  const { recordIds, matching, ...fields } = request.fields ?? {}
  const given = { ...(matching === undefined ? {} : { matching }), recordIds: recordIds ?? request.query.recordIds }
  const ids = await targetIds(current(), model, targetsOf(current(), { model, fields: given }))
  if (request.method === 'POST' && ids.length > AT_ONCE) {
    const { reason, _force, ...input } = fields
    const change = { verb, input, reason: reason === undefined ? null : String(reason), force: _force === 'true' }
    const search = matching === undefined ? {} : { search: String(matching) }
    const { id } = await startBulk(current(), model, { ids, change, isAtomic: true, ...search })
    return void response.json({ records: [], redirectUrl: `/admin/pages/bulk?id=${id}` })
  }
  request.fields = fields
  Object.defineProperty(request, 'query', {
    value: { ...request.query, recordIds: ids.join(',') },
    configurable: true,
  })
  next()
}
