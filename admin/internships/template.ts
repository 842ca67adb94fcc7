import type { TemplateAnswer } from '../../components/template/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { mayEver } from '../../src/access/rights.ts'
import { localeOf, permittedTo, type Row } from '../../src/access/select.ts'
import { askPreview, PREVIEWED, previewOf } from '../../src/domain/internships/templates/preview.ts'
import { houseTemplate } from '../../src/domain/internships/templates/print.ts'
import { HELPERS, PARTIALS, problemsOf } from '../../src/domain/internships/templates/read.ts'
import { namesOf, variablesOf } from '../../src/domain/internships/templates/variables.ts'
import { prisma } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'

/**
 * The text of a template with the names it may print beside it. GET opens it, or asks how a preview goes (`?turn=`); POST
 * hands what is being written to the worker, and saves nothing: saving is the ordinary form’s.
 */
export function templateAction(): void {
  declareAction(
    {
      name: 'text',
      routes: ['record'],
      methods: ['GET', 'POST'],
      right: (actor, model) => mayEver(actor, model, 'read'),
      tab: { label: { fr: 'Texte et aperçu', en: 'Text and preview' }, component: 'TemplatePanel' },
      handle: async ({ model, method, row, query, fields }, ctx) => {
        const record = opened(row)
        const { kind } = await prisma().documentTemplate.findUniqueOrThrow({ where: { id: record.id } })
        if (method === 'GET') {
          const text = query.turn ? await progress(ctx, query.turn) : await textOf(ctx, record, kind)
          return { record: recordJson(model, record), text }
        }
        const asked = {
          templateId: record.id,
          kind,
          body: plain(fields.body),
          recordId: plain(fields.recordId) || null,
        }
        return { record: recordJson(model, record), text: { turn: await askPreview(ctx, asked) } }
      },
    },
    ['DocumentTemplate'],
  )
}

// A form sends lines with a carriage return; the text is compared with what was published
const plain = (value: unknown): string => String(value ?? '').replaceAll('\r\n', '\n')

type Kind = Parameters<typeof variablesOf>[0]

async function textOf(ctx: Context, row: Row, kind: Kind): Promise<TemplateAnswer> {
  const locale = localeOf(ctx.actor)
  const { body, versions } = await prisma().documentTemplate.findUniqueOrThrow({
    where: { id: row.id },
    include: { versions: { orderBy: { number: 'desc' }, take: 1 } },
  })
  const house = houseTemplate(kind)
  const [published] = versions
  return {
    body: body ?? house,
    isHouse: body === null,
    house,
    published: published ? { number: published.number, same: published.body === body } : null,
    mayWrite: (await permittedTo(ctx, 'DocumentTemplate', ['update'], [row.id])).get('update')?.has(row.id) ?? false,
    problems: problemsOf(kind, body ?? house).map(({ line, sentence }) => ({ line, sentence: sentence[locale] })),
    names: namesOf(variablesOf(kind)).map(({ name, meaning, list }) => ({ name, meaning: meaning[locale], list })),
    helpers: [...HELPERS],
    parts: PARTIALS.filter((one) => one !== 'partials/proof' || 'proof' in variablesOf(kind)),
    of: PREVIEWED[kind],
  }
}

async function progress({ actor }: Context, turn: string) {
  const preview = actor.kind === 'person' && /^[0-9a-f-]{36}$/.test(turn) ? await previewOf(actor.personId, turn) : null
  if (!preview) throw refuse.notFound()
  const { status, pdfId, pictureId, problem } = preview
  const sentence = problem as { fr: string; en: string } | null
  return {
    status,
    pdf: pdfId && `/files/${pdfId}`,
    picture: pictureId && `/files/${pictureId}`,
    problem: sentence?.[localeOf(actor)] ?? null,
  }
}
