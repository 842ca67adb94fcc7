import { z } from 'zod'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { mergeInto, refuseMerge } from './company-merge.ts'
import { renewableFor, targetOf } from './offer-renewal.ts'

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
  merge: verb({
    label: { fr: 'Fusionner dans une autre fiche', en: 'Merge into another record' },
    from: ['to_moderate', 'approved', 'blacklisted'],
    to: 'merged',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    input: z.object({
      keptId: z.uuid().meta({ fr: 'Fiche conservée', en: 'Record kept', kind: 'reference', model: 'Company' }),
    }),
    confirm: {
      fr: 'Ses contacts, ses offres et ses stages passeront à la fiche conservée, avec leur histoire. Fusionner ?',
      en: 'Its contacts, offers and placements go to the record kept, with their history. Merge?',
    },
    done: {
      fr: 'Fusion faite : tout est désormais sur cette fiche.',
      en: 'Merged: everything now stands on this record.',
    },
    guard: ({ tx, ctx, record, input }) => refuseMerge({ tx, ctx }, record, input.keptId),
    body: async ({ tx, ctx, record, input, reason }) => ({
      note: await mergeInto({ tx, ctx }, record, input.keptId, reason),
      redirect: { model: 'Company', id: input.keptId },
    }),
  }),
  inviteToRenew: verb({
    label: { fr: 'Proposer de renouveler les offres', en: 'Ask to renew their offers' },
    from: ['approved'],
    to: null,
    roles: ['internship_officer'],
    input: z.object({
      campaignId: z
        .uuid()
        .meta({ fr: 'Pour la campagne', en: 'For the campaign', kind: 'reference', model: 'Campaign' }),
    }),
    done: { fr: 'Courriel envoyé, avec les offres de l’an dernier.', en: 'Mail sent, with last year’s offers.' },
    guard: async ({ tx, ctx, record, input }) => {
      await targetOf(tx, ctx, input.campaignId)
      if ((await renewableFor(tx, record.id, input.campaignId)).length === 0) throw NOTHING_TO_RENEW
      const since = later(ctx.now, { days: -COOLDOWN_DAYS })
      const asked = { noun: 'Company', recordId: record.id, verb: 'inviteToRenew', at: { gt: since } }
      if ((await tx.event.count({ where: asked })) > 0) throw ASKED_RECENTLY
    },
    body: async ({ input }) => ({ note: { campaignId: input.campaignId } }),
  }),
  absorb: verb({
    label: { fr: 'Absorber un doublon', en: 'Absorb a duplicate' },
    from: ['to_moderate', 'approved', 'blacklisted'],
    to: null,
    roles: [],
    system: true,
    input: z.object({ mergedId: z.uuid(), contacts: z.number(), offers: z.number(), placements: z.number() }),
    body: async ({ input }) => ({ note: input }),
  }),
})

const onlineOffers = (tx: Tx, companyId: string): Promise<number> =>
  tx.offer.count({ where: { companyId, status: { in: ['published', 'filled', 'suspended'] } } })

const COOLDOWN_DAYS = 7
const NOTHING_TO_RENEW = refuse.conflict('nothing_to_renew', {
  fr: 'Rien à renouveler : cette entreprise n’a pas eu d’offre, ou toutes sont déjà dans cette campagne.',
  en: 'Nothing to renew: this company had no offer, or all of them are in this campaign already.',
})
const ASKED_RECENTLY = refuse.conflict('asked_recently', {
  fr: 'Cette entreprise a été sollicitée il y a moins de 7 jours : laissez-lui le temps de répondre.',
  en: 'This company was asked less than 7 days ago: give it time to answer.',
})
const STILL_ONLINE = refuse.conflict('offers_online', {
  fr: 'Cette entreprise a encore des offres en ligne : retirez-les d’abord, les candidats seront prévenus.',
  en: 'This company still has offers online: withdraw them first, the candidates will be told.',
})
