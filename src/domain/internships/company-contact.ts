import { defineFlow, type Flow, verbOf } from '../../kit/flow.ts'
import { refuse } from '../../platform/errors.ts'
import { inviteAccount } from '../core/invitation.ts'
import { ensureRole, INVITATION } from '../core/invite.ts'
import { portalVerbs } from './portal-verbs.ts'

/**
 * A contact follows their trainees by a link, without an account; one is opened when the school invites them, and the
 * role of company tutor comes with it.
 */
export const companyContactFlow: Flow = defineFlow('CompanyContact', {
  ...portalVerbs,
  invite: verbOf('CompanyContact')({
    ...INVITATION,
    from: 'any',
    to: null,
    roles: ['internship_officer'],
    guard: ({ record }) => {
      if (!record.isActive) throw refuse.conflict('inactive', GONE)
    },
    body: async ({ tx, ctx, record }) => {
      await ensureRole(tx, ctx, record.personId, 'company_tutor')
      await inviteAccount(ctx, record.personId, tx)
    },
  }),
})

export const GONE = {
  fr: 'Ce contact n’est plus en poste : invitez plutôt la personne qui l’a remplacé.',
  en: 'This contact is no longer in post: invite whoever replaced them.',
}
