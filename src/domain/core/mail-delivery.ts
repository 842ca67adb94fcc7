import { defineFlow, type Flow, verbOf } from '../../kit/flow.ts'
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
