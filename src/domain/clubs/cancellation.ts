import { verbOf } from '../../kit/flow.ts'
import { refuse } from '../../platform/errors.ts'

/** The Amicale does not follow: the activity stays among those that were planned, and weighs on the rate. */
export const refuseCancellation = verbOf('Activity')({
  label: { fr: 'Ne pas approuver l’annulation', en: 'Do not approve the cancellation' },
  ...{ from: ['cancelled'], to: null, roles: ['union_executive'], needsReason: true },
  done: {
    fr: 'Annulation non approuvée : l’activité reste comptée dans le taux d’exécution.',
    en: 'Cancellation not approved: the activity still counts in the execution rate.',
  },
  guard: ({ record }) => {
    if (record.cancellationApprovedAt || record.cancellationRefusedAt) throw DECIDED
  },
  body: async ({ ctx }) => ({ data: { cancellationRefusedAt: ctx.now } }),
})

const DECIDED = refuse.conflict('cancellation_decided', {
  fr: 'Cette annulation a déjà sa réponse.',
  en: 'This cancellation has its answer already.',
})
