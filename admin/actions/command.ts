import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { localeOf, type Row } from '../../src/access/select.ts'
import { type Performed, type PerformOptions, perform } from '../../src/kit/command.ts'
import { type AnyVerb, flowOf } from '../../src/kit/flow.ts'
import { type Tx, transaction } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { deskText } from '../locales/desk.ts'
import { recordJson } from '../record.ts'
import { type DeskAction, type DeskRequest, declareAction } from '../verbs.ts'
import { keepInputs } from './files.ts'
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
    const done = await transaction((tx) => onEach(tx, request, ctx, verb))
    return request.rows ? answerMany(ctx, request.model, request.rows) : answer(ctx, request.model, verb, done)
  },
})

/** On one record or on many, in one transaction with the files that came along: the first refusal undoes everything. */
async function onEach(tx: Tx, request: DeskRequest, ctx: Context, verb: AnyVerb): Promise<Performed[]> {
  const { model, files, rows } = request
  const { typed, options } = sent(request, verb)
  const input = { ...typed, ...(await keepInputs(tx, ctx, verb, files)) }
  const done: Performed[] = []
  for (const { id } of rows ?? [opened(request.row)]) {
    done.push(await perform(ctx, model, verb.name, id, input, { ...options, tx }))
  }
  return done
}

/** Beside the verb’s own input a form sends the reason, the version that was on screen, and whether to pass over the guard. */
function sent({ fields, rows }: DeskRequest, verb: AnyVerb) {
  const { reason, version, _force, ...others } = fields
  const options: PerformOptions = {
    reason: reason === undefined ? null : String(reason),
    ...(rows || version === undefined || version === '' ? {} : { version: Number(version) }),
    ...(_force === 'true' ? { force: true } : {}),
  }
  return { typed: verb.input && 'reason' in verb.input.shape ? { ...others, reason } : others, options }
}

const answerMany = (ctx: Context, model: ModelName, rows: Row[]) => ({
  records: rows.map((row) => recordJson(model, row)),
  notice: { type: 'success', message: deskText(localeOf(ctx.actor)).notices.doneOnMany(rows.length) },
  redirectUrl: `/admin/resources/${model}`,
})

async function answer(ctx: Context, model: ModelName, verb: AnyVerb, [done]: Performed[]) {
  if (!done) throw refuse.notFound()
  const told = await saved(ctx, model, done.id, 'done', verb.done?.[localeOf(ctx.actor)])
  return done.redirect ? { ...told, redirectUrl: hrefOf(done.redirect) } : told
}

/** A file that was asked for waits among one’s own. */
const hrefOf = ({ model, id }: { model: ModelName; id: string }): string =>
  model === 'ExportRun' ? `/admin/pages/exports?id=${id}` : `/admin/resources/${model}/records/${id}/show`
