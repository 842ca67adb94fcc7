import type { HistoryEntry } from '../../components/state.ts'
import type { RevertAnswer } from '../../components/undo/state.ts'
import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { isId, localeOf, permitted, type Row } from '../../src/access/select.ts'
import { updateRecord } from '../../src/kit/record.ts'
import { type Back, type Going, goingBack } from '../../src/kit/revert.ts'
import { refuse } from '../../src/platform/errors.ts'
import { changesIn } from '../actions/history.ts'
import { opened } from '../actions/read.ts'
import { sayDate } from '../actions/say.ts'
import { saved, versionOf } from '../actions/write.ts'
import { recordJson } from '../record.ts'
import { type DeskAction, type DeskRequest, declareAction } from '../verbs.ts'
import { undoText } from './text.ts'

/** Back to a version, or one change taken back: GET says what would change, POST writes it as any other change. */
const revert: DeskAction = {
  name: 'revert',
  routes: ['record'],
  methods: ['GET', 'POST'],
  right: (actor, model) => mayEver(actor, model, 'update'),
  handle: async (request, ctx) => {
    const row = opened(request.row)
    const { event, to } = request.method === 'POST' ? request.fields : request.query
    const back: Back = to === 'change' ? 'change' : 'version'
    const { model } = request
    if (!isId(String(event)) || !(await mayChange(ctx, model, row))) throw refuse.notFound()
    const going = await goingBack(ctx, model, row, String(event), back)
    return request.method === 'POST' ? write(request, ctx, row, back, going) : shown(ctx, model, row, going)
  },
}

export const revertAction = (): void => declareAction(revert)

/** What each line of a history offers to whoever may change the record; `later` when newer lines are not among these. */
export async function withWaysBack(ctx: Context, model: ModelName, row: Row, story: HistoryEntry[], later = false) {
  if (!(await mayChange(ctx, model, row))) return story
  return story.map((entry, i) => ({
    ...entry,
    ...(later || story.slice(0, i).some((newer) => newer.changes.length > 0) ? { version: true as const } : {}),
    ...(entry.isUpdate && entry.changes.length > 0 ? { change: true as const } : {}),
  }))
}

const mayChange = async (ctx: Context, model: ModelName, row: Row): Promise<boolean> =>
  (await permitted(ctx, model, 'update', [row.id])).has(row.id)

async function shown(ctx: Context, model: ModelName, row: Row, going: Going): Promise<RevertAnswer> {
  const locale = localeOf(ctx.actor)
  const told = { id: row.id, noun: model, before: asJson(going.before), after: asJson(going.after) }
  return {
    record: recordJson(model, row),
    changes: (await changesIn(ctx, [told])).get(row.id) ?? [],
    left: going.left.map((field) => field.label[locale]),
  }
}

// As the history holds it: what is said of a value is said from its text
const asJson = (values: Record<string, unknown>): Record<string, unknown> => JSON.parse(JSON.stringify(values))

async function write({ model, fields }: DeskRequest, ctx: Context, row: Row, back: Back, { at, after }: Going) {
  const locale = localeOf(ctx.actor)
  const say = undoText(locale)
  const when = sayDate(at.toISOString(), false, locale)
  const reason = back === 'version' ? say.backTo(when) : say.cancelled(when)
  const { changed } = await updateRecord(ctx, model, row.id, versionOf(fields.version), after, { reason })
  return {
    ...(await saved(ctx, model, row.id, 'updated')),
    notice: { type: changed ? 'success' : 'info', message: changed ? say.reverted : say.nothingToRevert },
  }
}
