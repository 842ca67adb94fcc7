import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { localeOf } from '../../src/access/select.ts'
import { type Performed, type PerformOptions, perform } from '../../src/kit/command.ts'
import { type AnyVerb, flowOf } from '../../src/kit/flow.ts'
import { transaction } from '../../src/platform/db.ts'
import { deskText } from '../locales/desk.ts'
import { recordJson } from '../record.ts'
import { type DeskAction, type DeskRequest, declareAction } from '../verbs.ts'
import { opened } from './read.ts'
import { saved } from './write.ts'

/** Every verb of every life cycle becomes an action of the desk: POST only, on one record, or on many at once. */
export function declareVerbs(model: ModelName): void {
  for (const verb of flowOf(model)?.verbs.values() ?? []) declareAction(verbAction(verb), [model])
}

const verbAction = (verb: AnyVerb): DeskAction => ({
  name: verb.name,
  routes: ['record', 'bulk'],
  methods: ['POST'],
  right: (actor, model) => mayEver(actor, model, verb.name),
  handle: async (request, ctx) => {
    const { input, options } = sent(request)
    if (request.rows) return onMany(request, ctx, verb, input, options)
    return answer(
      ctx,
      request.model,
      verb,
      await perform(ctx, request.model, verb.name, opened(request.row).id, input, options),
    )
  },
})

/** Beside the verb’s own input a form sends the reason, the version that was on screen, and whether to pass over the guard. */
function sent({ fields, files }: DeskRequest) {
  const { reason, version, _force, ...typed } = fields
  const options: PerformOptions = {
    reason: reason === undefined ? null : String(reason),
    ...(version === undefined || version === '' ? {} : { version: Number(version) }),
    ...(_force === 'true' ? { force: true } : {}),
  }
  return { input: { ...typed, ...files }, options }
}

/** All of them or none: the first refusal undoes the others. */
async function onMany(
  { model, rows = [] }: DeskRequest,
  ctx: Context,
  verb: AnyVerb,
  input: Record<string, unknown>,
  { version: _one, ...options }: PerformOptions,
) {
  await transaction(async (tx) => {
    for (const row of rows) await perform(ctx, model, verb.name, row.id, input, { ...options, tx })
  })
  return {
    records: rows.map((row) => recordJson(model, row)),
    notice: { type: 'success', message: deskText(localeOf(ctx.actor)).notices.doneOnMany(rows.length) },
    redirectUrl: `/admin/resources/${model}`,
  }
}

async function answer(ctx: Context, model: ModelName, verb: AnyVerb, done: Performed) {
  const told = await saved(ctx, model, done.id, 'done', verb.done?.[localeOf(ctx.actor)])
  return done.redirect ? { ...told, redirectUrl: hrefOf(done.redirect) } : told
}

const hrefOf = ({ model, id }: { model: ModelName; id: string }): string =>
  `/admin/resources/${model}/records/${id}/show`
