import type { ImportState } from '../../components/import/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { models } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { checkImport } from '../../src/kit/import/check.ts'
import type { Mapping } from '../../src/kit/import/mapping.ts'
import { importMode, mappingInput } from '../../src/kit/import/report.ts'
import { confirmImport } from '../../src/kit/import/run.ts'
import { chooseSheet, startImport } from '../../src/kit/import/start.ts'
import { viewImport } from '../../src/kit/import/view.ts'
import type { Text } from '../../src/platform/catalogue.ts'
import { Refusal, refuse } from '../../src/platform/errors.ts'
import { type DeskAction, type DeskRequest, declareAction } from '../verbs.ts'

/** The import wizard of every model marked `@import`: one action, whose POST says which step. GET gives back where it stands. */
export function importActions(): void {
  const importable = models.filter((model) => model.importable && !model.internal)
  declareAction(
    importAction,
    importable.map((model) => model.name),
  )
}

const importAction: DeskAction = {
  name: 'import',
  routes: ['resource'],
  methods: ['GET', 'POST'],
  right: (actor, model) => catalogue.models[model].importable && mayEver(actor, model, 'create'),
  screen: { label: { fr: 'Importer', en: 'Import' }, component: 'ImportWizard', icon: 'Upload' },
  handle: async (request, ctx) => {
    if (request.method === 'GET') return { import: await stateOf(ctx, request, request.query.import ?? '') }
    const wanted = String(request.fields.step)
    const step = Object.hasOwn(STEPS, wanted) ? STEPS[wanted] : undefined
    if (!step) throw refuse.unknownColumn('step')
    return { import: await stateOf(ctx, request, await step(request, ctx)) }
  },
}

/** Another model’s import is not found here. */
async function stateOf(ctx: Context, { model }: DeskRequest, id: string): Promise<ImportState> {
  const view = await viewImport(ctx, id)
  if (view.model !== model) throw refuse.notFound()
  return view
}

type Step = (request: DeskRequest, ctx: Context) => Promise<string>

const STEPS: Record<string, Step> = {
  start: async ({ model, files }, ctx) => {
    const { file } = files
    if (!file) throw new Refusal('import_no_file', 422, NO_FILE)
    return startImport(ctx, model, file)
  },
  sheet: async ({ fields }, ctx) => {
    const id = String(fields.import ?? '')
    await chooseSheet(ctx, id, String(fields.sheet ?? ''))
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
