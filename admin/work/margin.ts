import type { MarginAnswer } from '../../components/work/state.ts'
import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { list, localeOf } from '../../src/access/select.ts'
import { commentCount, mayCommentOn } from '../../src/domain/core/comment-access.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'
import { choiceOf } from './words.ts'

/** Beside a record: how much was said about it, and the alerts that stand. One question when its page opens. */
export function marginAction(): void {
  declareAction({
    name: 'margin',
    routes: ['record'],
    methods: ['GET'],
    right: (actor, model) =>
      mayEver(actor, model, 'read') && (mayCommentOn(actor, model) || mayEver(actor, 'Alert', 'read')),
    handle: async ({ model, row }, ctx) => {
      const { id } = opened(row)
      const [comments, alerts] = await Promise.all([commentCount(ctx, model, id), alertsOn(ctx, model, id)])
      return { record: recordJson(model, opened(row)), comments, alerts }
    },
  })
}

const MOST = 20

async function alertsOn(ctx: Context, model: ModelName, id: string): Promise<MarginAnswer['alerts']> {
  if (model === 'Alert' || !mayEver(ctx.actor, 'Alert', 'read')) return []
  const about = [{ noun: model, recordId: id }, ...(model === 'Placement' ? [{ placementId: id }] : [])]
  const where = { AND: [{ OR: about }, { status: 'open' }] }
  const rows = await list(ctx, 'Alert', { where, sort: { field: 'severity', direction: 'desc' }, limit: MOST })
  const locale = localeOf(ctx.actor)
  return rows.map((row) => {
    const severity = choiceOf('AlertSeverity', row.values.severity, locale)
    return {
      ...{ id: row.id, title: row.title, owner: row.titles.ownerId ?? null },
      ...{ severityLabel: severity.label, tone: severity.tone },
    }
  })
}
