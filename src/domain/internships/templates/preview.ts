import { randomUUID } from 'node:crypto'
import type { DocumentKind } from '@prisma/client'
import type { Context } from '../../../access/actor.ts'
import type { ModelName } from '../../../access/model.ts'
import { find, isId } from '../../../access/select.ts'
import { prisma, type Tx, transaction } from '../../../platform/db.ts'
import { Refusal, refuse } from '../../../platform/errors.ts'
import { removeBytes, storeBytes } from '../../../platform/files.ts'
import { renderPdf, renderPicture } from '../../../platform/pdf.ts'
import { enqueue } from '../../../platform/queue.ts'
import { renderWritten } from '../../../platform/render.ts'
import { proofOf } from '../agreement-document.ts'
import { snapshotOf } from '../agreement-snapshot.ts'
import { minutesWords } from '../defense-minutes.ts'
import { sampleWords } from './print.ts'
import { problemsOf } from './read.ts'
import { inWords } from './template.ts'

/** The noun whose records may lend their words to the preview of each document. */
export const PREVIEWED: Record<DocumentKind, ModelName> = {
  agreement: 'Agreement',
  amendment: 'Amendment',
  certificate: 'Certificate',
  minutes: 'Defense',
}

export type Asked = { templateId: string; kind: DocumentKind; body: string; recordId: string | null }

/** Gives what is being written to the worker, unless a name in it is wrong; the last preview of a person replaces the one before. */
export async function askPreview(ctx: Context, { templateId, kind, body, recordId }: Asked): Promise<string> {
  if (ctx.actor.kind !== 'person') throw refuse.notFound()
  const { personId, accountId } = ctx.actor
  const problems = problemsOf(kind, body)
  if (problems.length > 0) throw refuse.invalid({ body: inWords(problems) })
  if (recordId && !(isId(recordId) && (await find(ctx, PREVIEWED[kind], recordId)))) throw refuse.notFound()
  const turn = randomUUID()
  const row = { templateId, body, recordId, turn, problem: undefined, createdAt: ctx.now }
  await transaction(async (tx) => {
    await forget(tx, personId)
    await tx.templatePreview.create({ data: { personId, ...row } })
    await enqueue(tx, 'template.preview', { personId, accountId, turn }, { key: turn })
  })
  return turn
}

export type Preview = {
  status: 'waiting' | 'done' | 'failed'
  pdfId: string | null
  pictureId: string | null
  problem: unknown
}

export async function previewOf(personId: string, turn: string): Promise<Preview | null> {
  const row = await prisma().templatePreview.findUnique({ where: { personId } })
  if (row?.turn !== turn) return null
  const { pdfId, pictureId, problem } = row
  return { status: problem ? 'failed' : pdfId ? 'done' : 'waiting', pdfId, pictureId, problem }
}

/** By the worker: the page as a picture for the screen, and as the very PDF that would be frozen. */
export async function makePreview(ctx: Context, personId: string, turn: string): Promise<void> {
  const row = await prisma().templatePreview.findUnique({ where: { personId } })
  if (row?.turn !== turn || row.pdfId) return
  const template = await prisma().documentTemplate.findUnique({ where: { id: row.templateId } })
  if (!template) return
  try {
    const html = renderWritten(row.body, await wordsFor(ctx, template.kind, row.recordId), template.language)
    const [pdf, picture] = [await renderPdf(html, { footer: template.name }), await renderPicture(html)]
    await keep(personId, turn, pdf, picture)
  } catch (error) {
    const problem = error instanceof Refusal ? error.sentence : BROKEN
    await prisma().templatePreview.updateMany({ where: { personId, turn }, data: { problem } })
  }
}

async function keep(personId: string, turn: string, pdf: Buffer, picture: Buffer): Promise<void> {
  await transaction(async (tx) => {
    const by = { uploadedById: personId }
    const { id: pdfId } = await storeBytes(tx, pdf, { name: 'apercu.pdf', mime: 'application/pdf', ...by })
    const { id: pictureId } = await storeBytes(tx, picture, { name: 'apercu.png', mime: 'image/png', ...by })
    const { count } = await tx.templatePreview.updateMany({ where: { personId, turn }, data: { pdfId, pictureId } })
    // Asked anew meanwhile: nobody looks at this one; its bytes are litter that the purge sweeps
    if (count === 0) await tx.storedFile.deleteMany({ where: { id: { in: [pdfId, pictureId] } } })
  })
}

async function forget(tx: Tx, personId: string): Promise<void> {
  const before = await tx.templatePreview.findUnique({ where: { personId } })
  if (!before) return
  const ids = [before.pdfId, before.pictureId].filter((id) => id !== null)
  const files = await tx.storedFile.findMany({ where: { id: { in: ids }, uploadedById: personId, ownerId: null } })
  await tx.storedFile.deleteMany({ where: { id: { in: files.map(({ id }) => id) } } })
  await tx.templatePreview.delete({ where: { personId } })
  for (const file of files) await removeBytes(file)
}

/** The example, or the words of a record that this person may read, as they would be printed today. */
async function wordsFor(ctx: Context, kind: DocumentKind, id: string | null): Promise<Record<string, unknown>> {
  const sample = sampleWords(kind)
  if (id && !(await find(ctx, PREVIEWED[kind], id))) throw refuse.notFound()
  const words = id ? await WORDS[kind](id) : sample
  return { ...words, ...('proof' in sample && { proof: await proofOf(EXAMPLE_CODE, words) }) }
}

type Words = Record<string, unknown>

/** Leads to nothing: a preview is no document. */
const EXAMPLE_CODE = '2A3B4-5C6D7-8E9F2-GHJKL'

const WORDS: Record<DocumentKind, (id: string) => Promise<Words>> = {
  agreement: async (id) => {
    const agreement = await prisma().agreement.findUniqueOrThrow({ where: { id } })
    const snapshot = await transaction((tx) => snapshotOf(tx, agreement))
    return { ...snapshot, number: agreement.number ?? '—', version: agreement.currentVersion }
  },
  amendment: async (id) => frozen((await prisma().amendment.findUniqueOrThrow({ where: { id } })).snapshot),
  certificate: async (id) => {
    const { snapshot, number } = await prisma().certificate.findUniqueOrThrow({ where: { id } })
    return { ...frozen(snapshot), number }
  },
  minutes: (id) => minutesWords(id),
}

function frozen(snapshot: unknown): Words {
  if (!snapshot || typeof snapshot !== 'object') throw refuse.conflict('not_frozen', NOT_YET)
  return { ...snapshot }
}

const NOT_YET = {
  fr: 'Cet avenant n’a pas encore de contenu figé : choisissez-en un qui est validé, ou l’exemple.',
  en: 'This amendment has no frozen content yet: choose an approved one, or the example.',
}
const BROKEN = {
  fr: 'L’aperçu n’a pas pu être imprimé. Essayez avec l’exemple ; si cela se répète, prévenez l’administration.',
  en: 'The preview could not be printed. Try the example; if it happens again, tell the administration.',
}
