import { defineFlow, verbOf } from '../../kit/flow.ts'
import { refuse } from '../../platform/errors.ts'

const verb = verbOf('AllocationRun')

export const allocationRunFlow = defineFlow('AllocationRun', {
  publish: verb({
    label: { fr: 'Publier le tirage', en: 'Publish the draw' },
    from: ['draft'],
    to: 'publishing',
    roles: ['internship_officer'],
    tone: 'primary',
    confirm: {
      fr: 'Chaque étudiant placé reçoit son affectation et son explication ; ses autres candidatures sont retirées. Publier ce tirage ?',
      en: 'Each student placed gets their placement and its explanation; their other candidatures are withdrawn. Publish it?',
    },
    done: {
      fr: 'Publication en cours : vous serez prévenu quand toutes les affectations seront créées.',
      en: 'Being published: you will be told when every placement is created.',
    },
    guard: async ({ tx, record }) => {
      const campaign = await tx.campaign.findUniqueOrThrow({ where: { id: record.campaignId } })
      if (campaign.status !== 'allocating') throw NOT_ALLOCATING
      const rivals = { campaignId: record.campaignId, status: 'publishing' } as const
      if ((await tx.allocationRun.count({ where: rivals })) > 0) throw ANOTHER
    },
  }),
  finish: verb({
    label: { fr: 'Terminer la publication', en: 'Finish publishing' },
    from: ['publishing'],
    to: 'published',
    roles: [],
    system: true,
    body: async ({ ctx }) => ({ data: { publishedAt: ctx.now } }),
  }),
  discard: verb({
    label: { fr: 'Écarter le tirage', en: 'Discard the draw' },
    from: ['draft'],
    to: 'discarded',
    roles: ['internship_officer'],
    needsReason: true,
    done: { fr: 'Tirage écarté : il reste consultable.', en: 'Draw discarded: it can still be read.' },
  }),
})

const NOT_ALLOCATING = refuse.conflict('not_allocating', {
  fr: 'La campagne n’est pas en cours d’affectation : ce tirage ne peut plus être publié.',
  en: 'The campaign is not being allocated: this draw can no longer be published.',
})
const ANOTHER = refuse.conflict('draw_publishing', {
  fr: 'Un autre tirage de cette campagne est en cours de publication : attendez qu’il soit terminé.',
  en: 'Another draw of this campaign is being published: wait until it is done.',
})
