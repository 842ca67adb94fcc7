import type { CommentState, CommentsAnswer } from '../../components/work/state.ts'
import type { Context } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import {
  addComment,
  COMMENTS_SHOWN,
  type Comment,
  commentsOf,
  editComment,
  isCorrectable,
  MINUTES_TO_CORRECT,
  removeComment,
} from '../../src/domain/core/comment.ts'
import { mayCommentOn } from '../../src/domain/core/comment-access.ts'
import { colleagues } from '../../src/domain/core/mention.ts'
import { later } from '../../src/platform/clock.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { type DeskRequest, declareAction } from '../verbs.ts'

/** What the staff says about a record. The right of the record opens it, in a role of the staff: see comment-access.ts. */
export function commentActions(): void {
  declareAction({
    name: 'comments',
    routes: ['record'],
    methods: ['GET', 'POST'],
    right: (actor, model) => mayCommentOn(actor, model),
    handle: async (request, ctx) => {
      const row = opened(request.row)
      const record = recordJson(request.model, row)
      if (request.method === 'POST') await say(request, ctx, row.id)
      else if (request.query.colleague !== undefined)
        return { record, colleagues: await named(ctx, request.model, row.id, request.query.colleague) }
      return { record, ...(await answer(ctx, request.model, row.id, request.query.before ?? null)) }
    },
  })
}

async function say({ model, fields }: DeskRequest, ctx: Context, id: string): Promise<void> {
  const said = { body: String(fields.body ?? ''), mentions: String(fields.mentions ?? '').split(',') }
  const comment = String(fields.comment ?? '')
  if (fields.step === 'edit') return editComment(ctx, comment, said)
  if (fields.step === 'remove') return removeComment(ctx, comment)
  await addComment(ctx, model, id, said)
}

const named = async (ctx: Context, model: ModelName, id: string, letters: string) =>
  (await colleagues(ctx, model, id, letters)).map(({ personId, name }) => ({ id: personId, name }))

async function answer(ctx: Context, model: ModelName, id: string, before: string | null): Promise<CommentsAnswer> {
  const comments = await commentsOf(ctx, model, id, before)
  return { comments: comments.map((comment) => stateOf(ctx, comment)), more: comments.length === COMMENTS_SHOWN }
}

const stateOf = (ctx: Context, comment: Comment): CommentState => ({
  ...{ id: comment.id, author: comment.author, body: comment.body, at: comment.at.toISOString() },
  edited: comment.editedAt !== null,
  mentions: comment.mentions ?? [],
  until: isCorrectable(ctx, comment) ? later(comment.at, { minutes: MINUTES_TO_CORRECT }).toISOString() : null,
})
