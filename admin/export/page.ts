import type { ExportsState } from '../../components/export/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { isModel } from '../../src/access/model.ts'
import { localeOf } from '../../src/access/select.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { ownExports } from '../../src/kit/export/kept.ts'
import { paperOf } from '../../src/kit/export/paper.ts'
import { declarePage } from '../verbs.ts'
import { nounLabel } from '../words.ts'

const SHOWN = 50

/** A person’s own exports: what is being made, what may be fetched and until when. */
export function exportsPage(): void {
  declarePage({
    name: 'exports',
    methods: ['GET'],
    right: (actor) => actor.kind === 'person',
    handle: async (_request, ctx) => stateOf(ctx),
  })
}

const pluralOf = (model: string, locale: 'fr' | 'en'): string =>
  isModel(model) ? catalogue.models[model].plural[locale] : nounLabel(model, locale)

async function stateOf(ctx: Context): Promise<ExportsState> {
  const locale = localeOf(ctx.actor)
  const label = (name: string, value: string) =>
    catalogue.enums[name]?.values.find((one) => one.value === value)?.label[locale] ?? value
  const exports = (await ownExports(ctx, SHOWN)).map((run) => {
    const open = run.file !== null && run.expiresAt !== null && run.expiresAt > ctx.now
    return {
      id: run.id,
      what: paperOf(run.query)?.title[locale] ?? pluralOf(run.model, locale),
      list: `/admin/resources/${run.model}`,
      format: label('ExportFormat', run.format),
      status: run.status,
      statusLabel: label('TaskStatus', run.status),
      tone: catalogue.enums.TaskStatus?.values.find((one) => one.value === run.status)?.tone ?? ('grey' as const),
      rows: run.rows,
      size: open ? (run.file?.size ?? null) : null,
      href: open ? `/admin/downloads/exports/${run.id}` : null,
      expiresAt: run.expiresAt?.toISOString() ?? null,
      askedAt: run.createdAt.toISOString(),
      error: run.error,
    }
  })
  return { exports }
}
