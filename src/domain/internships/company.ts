import { defineFlow, verbOf } from '../../kit/flow.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

const verb = verbOf('Company')

export const companyFlow = defineFlow('Company', {
  approve: verb({
    label: { fr: 'Approuver l’entreprise', en: 'Approve the company' },
    from: ['to_moderate'],
    to: 'approved',
    roles: ['internship_officer'],
    tone: 'primary',
    done: { fr: 'Les offres de cette entreprise peuvent être publiées.', en: 'Its offers may now be published.' },
  }),
  blacklist: verb({
    label: { fr: 'Écarter l’entreprise', en: 'Blacklist the company' },
    from: ['to_moderate', 'approved'],
    to: 'blacklisted',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    confirm: {
      fr: 'Ses offres ne pourront plus être publiées ; les stages en cours continuent. Écarter cette entreprise ?',
      en: 'Its offers can no longer be published; internships under way go on. Blacklist this company?',
    },
    guard: async ({ tx, record }) => {
      if ((await onlineOffers(tx, record.id)) > 0) throw STILL_ONLINE
    },
  }),
  rehabilitate: verb({
    label: { fr: 'Réhabiliter l’entreprise', en: 'Rehabilitate the company' },
    from: ['blacklisted'],
    to: 'approved',
    roles: ['internship_officer'],
    needsReason: true,
  }),
})

const onlineOffers = (tx: Tx, companyId: string): Promise<number> =>
  tx.offer.count({ where: { companyId, status: { in: ['published', 'filled', 'suspended'] } } })

const STILL_ONLINE = refuse.conflict('offers_online', {
  fr: 'Cette entreprise a encore des offres en ligne : retirez-les d’abord, les candidats seront prévenus.',
  en: 'This company still has offers online: withdraw them first, the candidates will be told.',
})
