import { defineFlow, type Flow, verbOf } from '../../kit/flow.ts'
import { refuse } from '../../platform/errors.ts'

const verb = verbOf('Account')

/** An account is opened by an invitation; the administration closes it and opens it again. */
export const accountFlow: Flow = defineFlow('Account', {
  disable: verb({
    label: { fr: 'Désactiver le compte', en: 'Disable the account' },
    from: ['invited', 'active'],
    to: 'disabled',
    roles: [],
    needsReason: true,
    tone: 'danger',
    confirm: {
      fr: 'Ses sessions se ferment tout de suite ; son historique reste.',
      en: 'Their sessions close at once; their history stays.',
    },
    guard: ({ ctx, record }) => {
      if (ctx.actor.kind === 'person' && ctx.actor.accountId === record.id) throw refuse.conflict('own_account', OWN)
    },
    body: async ({ tx, record }) => {
      await tx.session.deleteMany({ where: { accountId: record.id } })
      return { data: { epoch: record.epoch + 1 } }
    },
  }),
  enable: verb({
    label: { fr: 'Réactiver le compte', en: 'Enable the account' },
    from: ['disabled'],
    // Someone who never chose a password still has to be invited
    to: ({ record }) => (record.passwordHash ? 'active' : 'invited'),
    roles: [],
  }),
})

const OWN = {
  fr: 'Vous ne pouvez pas fermer votre propre compte : demandez-le à un autre administrateur.',
  en: 'You cannot close your own account: ask another administrator.',
}
