import { type Context, hasRole } from '../../access/actor.ts'
import { find } from '../../access/select.ts'
import { record } from '../../kit/event.ts'
import { defineFlow, type Flow, verbOf } from '../../kit/flow.ts'
import { insistOnProof } from '../../kit/step-up.ts'
import { transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { enqueue } from '../../platform/queue.ts'

/** A mail goes by itself; one that the server refused too often waits for somebody to send it again. */
export const mailFlow: Flow = defineFlow('MailDelivery', {
  resend: verbOf('MailDelivery')({
    label: { fr: 'Renvoyer', en: 'Send again' },
    from: ['failed'],
    to: 'pending',
    roles: [],
    tone: 'primary',
    done: { fr: 'Le courriel repart dans quelques secondes.', en: 'The mail leaves again within seconds.' },
    body: async ({ tx, ctx, record }) => {
      await enqueue(tx, 'mail.send', { deliveryId: record.id }, { key: `${record.id}:${ctx.requestId}` })
      return { data: { attempts: 0, lastError: null } }
    },
  }),
})

/** The words of a mail, for an administrator who asks: proved again, and written in the log like any other act. */
export async function readMail(
  ctx: Context,
  id: string,
): Promise<{ subject: string; recipient: string; text: string }> {
  insistOnProof(ctx)
  if (ctx.actor.kind === 'person' && !hasRole(ctx.actor, 'admin')) throw refuse.notFound()
  const row = await find(ctx, 'MailDelivery', id)
  if (!row) throw refuse.notFound()
  return transaction(async (tx) => {
    const { subject, recipient, text } = await tx.mailDelivery.findUniqueOrThrow({ where: { id } })
    await record(tx, ctx, { noun: 'MailDelivery', recordId: id, verb: 'readText', role: 'admin' })
    return { subject, recipient, text: withoutKeys(text) }
  })
}

/** A link that opens an account opens it for whoever reads it: its key is not shown. */
export const withoutKeys = (text: string): string => text.replace(/(https?:\/\/\S*?)[\w-]{40,}/g, '$1…')
