import type { Context } from '../../access/actor.ts'
import { isId } from '../../access/select.ts'
import { record } from '../../kit/event.ts'
import { within } from '../../kit/table.ts'
import { later } from '../../platform/clock.ts'
import { read, type Tx, transaction } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { announce } from '../../platform/live.ts'
import { readsComments, staffRole } from './comment-access.ts'
import { whoMayRead } from './mention.ts'

export type Comment = {
  id: string
  authorId: string
  author: string
  body: string
  at: Date
  editedAt: Date | null
  mentions: { id: string; name: string }[] | null
}

export const COMMENTS_SHOWN = 200

/** The last ones, newest at the end; `before` reads further back. */
export async function commentsOf(ctx: Context, noun: string, id: string, before: string | null): Promise<Comment[]> {
  if (!(await readsComments(ctx, noun, id))) throw refuse.notFound()
  const from = before && isId(before) ? before : null
  return (await read<Comment>(COMMENTS, [noun, id, from, COMMENTS_SHOWN])).reverse()
}

const COMMENTS = `
  SELECT c.id, c."authorId", a."firstName" || ' ' || a."lastName" AS author, c.body, c."createdAt" AS at, c."editedAt",
    (SELECT json_agg(json_build_object('id', m.id, 'name', m."firstName" || ' ' || m."lastName"))
       FROM "Person" m WHERE m.id = ANY(c.mentions)) AS mentions
  FROM "Comment" c JOIN "Person" a ON a.id = c."authorId"
  WHERE c.noun = $1 AND c."recordId" = $2 AND ($3::uuid IS NULL OR c.id < $3::uuid)
  ORDER BY c.id DESC LIMIT $4`

export type Said = { body: string; mentions: string[] }

export async function addComment(ctx: Context, noun: string, id: string, said: Said): Promise<string> {
  const { actor } = ctx
  if (actor.kind !== 'person' || ctx.readOnly) throw refuse.notFound()
  const body = checkedBody(said.body)
  return transaction(async (tx) => {
    if (!(await readsComments(ctx, noun, id, within(tx)))) throw refuse.notFound()
    const mentions = await whoMayRead(ctx, noun, id, said.mentions)
    const data = { noun, recordId: id, authorId: actor.personId, body, mentions, createdAt: ctx.now }
    const comment = await tx.comment.create({ data })
    await note(tx, ctx, comment.id, 'create', { noun, recordId: id, mentions })
    await announce(tx, { noun, id })
    return comment.id
  })
}

export async function editComment(ctx: Context, id: string, said: Said): Promise<void> {
  const body = checkedBody(said.body)
  await onOwn(ctx, id, async (tx, comment) => {
    const mentions = await whoMayRead(ctx, comment.noun, comment.recordId, said.mentions)
    await tx.comment.update({ where: { id }, data: { body, mentions, editedAt: ctx.now } })
    const added = mentions.filter((one) => !comment.mentions.includes(one))
    await note(tx, ctx, id, 'update', { noun: comment.noun, recordId: comment.recordId, mentions: added })
  })
}

export const removeComment = (ctx: Context, id: string): Promise<void> =>
  onOwn(ctx, id, async (tx, comment) => {
    await tx.comment.delete({ where: { id } })
    await note(tx, ctx, id, 'delete', { noun: comment.noun, recordId: comment.recordId })
  })

/** What is said may be taken back for a quarter of an hour, by its author; then it was said. */
export const MINUTES_TO_CORRECT = 15

export const isCorrectable = (ctx: Context, { authorId, at }: Pick<Comment, 'authorId' | 'at'>): boolean =>
  ctx.actor.kind === 'person' &&
  authorId === ctx.actor.personId &&
  at >= later(ctx.now, { minutes: -MINUTES_TO_CORRECT })

type Kept = { noun: string; recordId: string; mentions: string[] }

async function onOwn(ctx: Context, id: string, work: (tx: Tx, comment: Kept) => Promise<void>): Promise<void> {
  if (ctx.actor.kind !== 'person' || ctx.readOnly || !isId(id)) throw refuse.notFound()
  await transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Comment" WHERE id = ${id}::uuid FOR UPDATE`
    const comment = await tx.comment.findUnique({ where: { id } })
    if (!comment || !(await readsComments(ctx, comment.noun, comment.recordId, within(tx)))) throw refuse.notFound()
    if (!isCorrectable(ctx, { authorId: comment.authorId, at: comment.createdAt }))
      throw new Refusal('comment_kept', 409, KEPT)
    await work(tx, comment)
    await announce(tx, { noun: comment.noun, id: comment.recordId })
  })
}

/** The words stay in the comment, which is erased with its record; the log only knows that somebody spoke. */
const note = (tx: Tx, ctx: Context, recordId: string, verb: string, after: Record<string, unknown>) =>
  record(tx, ctx, { noun: 'Comment', recordId, verb, role: staffRole(ctx), after })

function checkedBody(body: string): string {
  const text = body.replaceAll('\r\n', '\n').trim()
  if (text === '' || text.length > LONGEST) throw refuse.invalid({ body: LENGTH })
  return text
}

const LONGEST = 4_000

const LENGTH = {
  fr: 'Écrivez entre 1 et 4 000 caractères.',
  en: 'Write between 1 and 4,000 characters.',
}
const KEPT = {
  fr: 'Un commentaire se corrige pendant quinze minutes, par la personne qui l’a écrit. Ajoutez-en un autre.',
  en: 'A comment may be corrected for fifteen minutes, by the person who wrote it. Add another one.',
}
