import type { BulkState } from '../../components/bulk/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { fieldOf, type ModelName, modelOf } from '../../src/access/model.ts'
import { localeOf } from '../../src/access/select.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { EDIT } from '../../src/kit/bulk/change.ts'
import { type BulkReport, bulkReport, cancelBulk } from '../../src/kit/bulk/report.ts'
import type { RunQuery } from '../../src/kit/bulk/start.ts'
import { declarePage } from '../verbs.ts'
import { verbLabel } from '../words.ts'

const PER_PAGE = 50

/** How a run stands and what it refused; `POST step=cancel` stops it. */
export function bulkPage(): void {
  declarePage({
    name: 'bulk',
    methods: ['GET', 'POST'],
    right: (actor) => actor.kind === 'person',
    handle: async ({ method, query, fields }, ctx) => {
      const id = String((method === 'POST' ? fields.id : query.id) ?? '')
      if (method === 'POST') await cancelBulk(ctx, id)
      const page = Math.max(1, Math.min(2_000, Number.parseInt(query.page ?? '1', 10) || 1))
      return { ...stateOf(ctx, await bulkReport(ctx, id, page, PER_PAGE)), page }
    },
  })
}

function stateOf(ctx: Context, { run, model, same, refused, failure }: BulkReport): Omit<BulkState, 'page'> {
  const locale = localeOf(ctx.actor)
  const status = catalogue.enums.TaskStatus?.values.find((value) => value.value === run.status)
  const { search } = run.query as RunQuery
  return {
    id: run.id,
    model,
    many: modelOf(model).plural[locale],
    verb: verbLabel(model, run.verb, locale),
    changes: run.verb === EDIT ? columnsOf(model, run.input, locale) : [],
    reason: run.reason,
    isAtomic: run.isAtomic,
    status: run.status,
    statusLabel: status?.label[locale] ?? '',
    tone: status?.tone ?? 'grey',
    total: run.total,
    done: run.done,
    same,
    refusedCount: run.refused,
    refused: refused.map(({ id, title, sentence }) => ({
      title: title ?? modelOf(model).label[locale],
      href: title === null ? null : `/admin/resources/${model}/records/${id}/show`,
      sentence,
    })),
    perPage: PER_PAGE,
    startedAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    failure,
    list: `/admin/resources/${model}${search ? `?${search}` : ''}`,
    file: run.refused > 0 ? `/admin/downloads/bulk/${run.id}` : null,
  }
}

const columnsOf = (model: ModelName, input: unknown, locale: 'fr' | 'en'): string[] =>
  Object.keys((input ?? {}) as object).map((name) => fieldOf(modelOf(model), name).label[locale])
