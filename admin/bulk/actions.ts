import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { localeOf } from '../../src/access/select.ts'
import { type Change, EDIT, verbOf } from '../../src/kit/bulk/change.ts'
import { type Complete, previewBulk } from '../../src/kit/bulk/preview.ts'
import { openBulk } from '../../src/kit/bulk/report.ts'
import { MOST_ATOMIC, startBulk } from '../../src/kit/bulk/start.ts'
import { type Targets, targetIds } from '../../src/kit/bulk/targets.ts'
import { Refusal, refuse } from '../../src/platform/errors.ts'
import { keepInputs } from '../actions/files.ts'
import { asked } from '../export/ticket.ts'
import { addressOf, readQuery } from '../filters.ts'
import { deskText } from '../locales/desk.ts'
import { type DeskAction, type DeskRequest, declareAction } from '../verbs.ts'

/** One change on many records, in two steps: `preview` says what would happen, `confirm` does it. */
export function bulkActions(): void {
  declareAction(manyAction)
}

const manyAction: DeskAction = {
  name: 'many',
  routes: ['resource'],
  methods: ['POST'],
  right: (actor, model) => mayEver(actor, model, 'read'),
  handle: async (request, ctx) => {
    const step = String(request.fields.step)
    if (step === 'preview') return preview(ctx, request)
    if (step === 'confirm') return confirm(ctx, request)
    throw refuse.unknownColumn('step')
  },
}

async function preview(ctx: Context, request: DeskRequest) {
  const { change, complete } = read(ctx, request)
  const ids = await targetIds(ctx, request.model, targetsOf(ctx, request))
  return { preview: await previewBulk(ctx, request.model, change, ids, complete), mostAtomic: MOST_ATOMIC }
}

async function confirm(ctx: Context, request: DeskRequest) {
  const { model, fields } = request
  const { change, complete } = read(ctx, request)
  const ids = await targetIds(ctx, model, targetsOf(ctx, request))
  // The list may have changed since it was shown: what was confirmed is a number
  if (fields.total !== undefined && Number(fields.total) !== ids.length) throw otherNumber(ids.length)
  const search = fields.matching === undefined ? undefined : String(fields.matching)
  const isAtomic = fields.mode === 'all'
  const given = { ids, change, isAtomic, ...(search !== undefined && { search }), ...(complete && { complete }) }
  const { id, later } = await startBulk(ctx, model, given)
  const href = `/admin/pages/bulk?id=${id}`
  if (later) return { run: id, redirectUrl: href }
  const { done, refused } = await openBulk(ctx, id)
  if (refused > 0) return { run: id, redirectUrl: href }
  const message = deskText(localeOf(ctx.actor)).notices.doneOnMany(done)
  return { run: id, notice: { type: 'success', message } }
}

/** What is to be done, and the files that come with it, kept where they are used. */
function read(ctx: Context, { model, fields, files }: DeskRequest): { change: Change; complete?: Complete } {
  const verb = String(fields.verb ?? '')
  const change: Change = {
    verb,
    input: inputOf(fields.values),
    reason: fields.reason === undefined ? null : String(fields.reason),
    ...(fields._force === 'true' && { force: true }),
  }
  if (Object.keys(files).length === 0) return { change }
  if (verb === EDIT) throw refuse.unknownColumn(Object.keys(files)[0] ?? '')
  return { change, complete: (tx) => keepInputs(tx, ctx, verbOf(ctx, model, verb), files) }
}

function inputOf(values: unknown): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(String(values ?? '{}'))
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { ...read }
  } catch {
    // Said below, like any other wrong shape
  }
  throw refuse.unknownColumn('values')
}

export function targetsOf(ctx: Context, { model, fields }: Pick<DeskRequest, 'model' | 'fields'>): Targets {
  if (fields.matching !== undefined) return { list: listOf(ctx, model, String(fields.matching)) }
  return {
    ids: String(fields.recordIds ?? '')
      .split(',')
      .filter(Boolean),
  }
}

/** The address of a list, read again with the rights of whoever asks. */
export const listOf = (ctx: Context, model: ModelName, search: string) =>
  asked(readQuery(ctx, model, addressOf(search)))

const otherNumber = (total: number) =>
  new Refusal(
    'other_number',
    409,
    {
      fr: `La liste a changé depuis l’aperçu : elle compte maintenant ${total.toLocaleString('fr-FR')} dossiers. Refaites l’aperçu, rien n’a été changé.`,
      en: `The list has changed since the preview: it now has ${total.toLocaleString('en')} records. Preview again, nothing was changed.`,
    },
    { detail: { total } },
  )
