import type { ImportState } from '../../components/import/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { models } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { checkImport } from '../../src/kit/import/check.ts'
import { type Asked, isLineFilter } from '../../src/kit/import/lines.ts'
import type { Mapping } from '../../src/kit/import/mapping.ts'
import { openImport } from '../../src/kit/import/open.ts'
import { recentImports } from '../../src/kit/import/recent.ts'
import { importMode, mappingInput, reading } from '../../src/kit/import/report.ts'
import { confirmImport } from '../../src/kit/import/run.ts'
import { readAgain, startImport } from '../../src/kit/import/start.ts'
import { undoImport } from '../../src/kit/import/undo.ts'
import { viewImport } from '../../src/kit/import/view.ts'
import type { Text } from '../../src/platform/catalogue.ts'
import { Refusal, refuse } from '../../src/platform/errors.ts'
import { opened } from '../actions/read.ts'
import { bareRecord } from '../record.ts'
import { type DeskAction, type DeskRequest, declareAction } from '../verbs.ts'

/** The import wizard of every model marked `@import`: one action, whose POST says which step. GET gives back where it stands. */
export function importActions(): void {
  const importable = models.filter((model) => model.importable && !model.internal)
  declareAction(
    importAction,
    importable.map((model) => model.name),
  )
  declareAction(wizardAction, ['ImportRun'])
}

const importAction: DeskAction = {
  name: 'import',
  routes: ['resource'],
  methods: ['GET', 'POST'],
  right: (actor, model) => catalogue.models[model].importable && mayEver(actor, model, 'create'),
  screen: { label: { fr: 'Importer', en: 'Import' }, component: 'ImportWizard', icon: 'Upload' },
  handle: async (request, ctx) => {
    const { query } = request
    if (request.method === 'GET' && !query.import) return { recent: await recentImports(ctx, request.model) }
    if (request.method === 'GET') return { import: await stateOf(ctx, request, query.import ?? '', askedOf(query)) }
    const wanted = String(request.fields.step)
    const step = Object.hasOwn(STEPS, wanted) ? STEPS[wanted] : undefined
    if (!step) throw refuse.unknownColumn('step')
    return { import: await stateOf(ctx, request, await step(request, ctx)) }
  },
}

/** An import found among the « Imports » is read, gone on with or taken back where it was made. */
const wizardAction: DeskAction = {
  name: 'wizard',
  routes: ['record'],
  methods: ['GET'],
  right: (actor, model) => mayEver(actor, model, 'read'),
  screen: { label: { fr: 'Ouvrir l’import', en: 'Open the import' }, component: 'OpenedRun', icon: 'Upload' },
  handle: async ({ row }, ctx) => {
    const { model, run } = await openImport(ctx, opened(row).id)
    return { record: bareRecord(run.id), href: `/admin/resources/${model.name}/actions/import?import=${run.id}` }
  },
}

/** Another model’s import is not found here. */
async function stateOf(ctx: Context, { model }: DeskRequest, id: string, asked: Asked = {}): Promise<ImportState> {
  const view = await viewImport(ctx, id, asked)
  if (view.model !== model) throw refuse.notFound()
  return view
}

/** An unknown filter or page is the first one. */
const askedOf = ({ rows, page }: Record<string, string>): Asked => ({
  ...(isLineFilter(rows) && { filter: rows }),
  page: Number(page ?? 1),
})

type Step = (request: DeskRequest, ctx: Context) => Promise<string>

const STEPS: Record<string, Step> = {
  start: async ({ model, files }, ctx) => {
    const { file } = files
    if (!file) throw new Refusal('import_no_file', 422, NO_FILE)
    return startImport(ctx, model, file)
  },
  read: async ({ fields }, ctx) => {
    const id = String(fields.import ?? '')
    const { sheet, encoding, separator } = fields
    const asked = reading.safeParse({
      ...(sheet ? { sheet } : {}),
      ...(encoding ? { encoding } : {}),
      ...(separator ? { separator } : {}),
    })
    if (!asked.success) throw refuse.unknownColumn('read')
    await readAgain(ctx, id, asked.data)
    return id
  },
  check: async ({ fields }, ctx) => {
    const id = String(fields.import ?? '')
    await checkImport(ctx, id, mappingOf(fields.mapping))
    return id
  },
  confirm: async ({ fields }, ctx) => {
    const id = String(fields.import ?? '')
    await confirmImport(ctx, id, importMode.catch('good').parse(fields.mode))
    return id
  },
  undo: async ({ fields }, ctx) => {
    const id = String(fields.import ?? '')
    await undoImport(ctx, id)
    return id
  },
}

function mappingOf(text: unknown): Mapping {
  const mapping = mappingInput.safeParse(parsed(String(text)))
  if (!mapping.success) throw refuse.unknownColumn('mapping')
  return mapping.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const NO_FILE: Text = {
  fr: 'Choisissez d’abord un fichier Excel (.xlsx) ou CSV.',
  en: 'Choose an Excel (.xlsx) or CSV file first.',
}
