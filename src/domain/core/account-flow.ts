import { defineFlow, type Flow, verbOf } from '../../kit/flow.ts'
import type { Tx } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { isLastAdmin, LAST_ADMIN } from './last-admin.ts'

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
    // Not a guard: nobody passes over this one with a reason
    body: async ({ tx, ctx, record }) => {
      if ((await isAdmin(tx, record.personId)) && (await isLastAdmin(tx, ctx.now, { personId: record.personId })))
        throw new Refusal('last_admin', 422, LAST_ADMIN)
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

const isAdmin = async (tx: Tx, personId: string): Promise<boolean> =>
  (await tx.roleAssignment.count({ where: { personId, role: 'admin' } })) > 0

const OWN = {
  fr: 'Vous ne pouvez pas fermer votre propre compte : demandez-le à un autre administrateur.',
  en: 'You cannot close your own account: ask another administrator.',
}
