import { z } from 'zod'
import { asDay, schoolDay } from '../../kit/calendar.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { defineFilter } from '../../kit/named-filter.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { refuseLate } from './application-window.ts'
import { applyTo, draftFor } from './apply.ts'
import { LIVE } from './candidature-states.ts'
import { follow } from './follow.ts'
import { RENEWABLE, renewed } from './offer-renewal.ts'
import { studentOf } from './people.ts'
import { campaignsFor } from './rows.ts'

const verb = verbOf('Offer')

const file = (fr: string, en: string) => z.uuid().meta({ fr, en, kind: 'file', accept: ['pdf'] })

export const offerFlow = defineFlow('Offer', {
  submit: verb({
    label: { fr: 'Soumettre à l’école', en: 'Submit to the school' },
    from: ['draft', 'to_fix'],
    to: 'submitted',
    roles: ['company_tutor', 'internship_officer'],
    tone: 'primary',
    done: { fr: 'L’offre attend l’accord de l’école.', en: 'The offer awaits the school’s approval.' },
    body: async () => ({ data: { statusReason: null } }),
  }),
  publish: verb({
    label: { fr: 'Publier', en: 'Publish' },
    from: ['submitted'],
    to: 'published',
    roles: ['internship_officer'],
    tone: 'primary',
    done: {
      fr: 'L’offre est visible des étudiants de la campagne.',
      en: 'Students of the campaign can see the offer.',
    },
    guard: async ({ tx, record }) => {
      const company = await tx.company.findUniqueOrThrow({ where: { id: record.companyId } })
      if (company.status !== 'approved') throw notApproved(company.name)
    },
    body: async ({ ctx }) => ({ data: { publishedAt: ctx.now, statusReason: null } }),
  }),
  requestChanges: verb({
    label: { fr: 'Demander des corrections', en: 'Request changes' },
    from: ['submitted'],
    to: 'to_fix',
    roles: ['internship_officer'],
    needsReason: true,
    body: async ({ reason }) => ({ data: { statusReason: reason } }),
  }),
  refuse: verb({
    label: { fr: 'Refuser l’offre', en: 'Refuse the offer' },
    from: ['submitted'],
    to: 'refused',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    body: async ({ reason }) => ({ data: { statusReason: reason } }),
  }),
  prepare: verb({
    label: { fr: 'Préparer ma candidature', en: 'Prepare my candidature' },
    from: ['published'],
    to: null,
    roles: ['student'],
    rows: (me) => ({ campaign: campaignsFor(me) }),
    done: { fr: 'Votre brouillon est prêt : joignez CV et lettre, puis soumettez.', en: 'Your draft is ready.' },
    body: async ({ tx, ctx, record }) => {
      const id = await draftFor({ tx, ctx }, record)
      return { redirect: { model: 'Candidature', id } }
    },
  }),
  apply: verb({
    label: { fr: 'Candidater', en: 'Apply' },
    from: ['published'],
    to: null,
    roles: ['student'],
    rows: (me) => ({ campaign: campaignsFor(me) }),
    shared: true,
    tone: 'primary',
    input: z.object({
      cvFileId: file('CV (PDF)', 'CV (PDF)'),
      letterFileId: file('Lettre de motivation (PDF)', 'Cover letter (PDF)'),
      message: z.string().max(2_000).optional().meta({ fr: 'Message', en: 'Message', kind: 'longtext' }),
    }),
    done: { fr: 'Votre candidature est partie à l’école.', en: 'Your candidature is with the school.' },
    guard: ({ tx, ctx, record }) => refuseLate(tx, record.campaignId, studentOf(ctx), ctx.now),
    body: async ({ tx, ctx, record, input }) => {
      const id = await applyTo({ tx, ctx }, record, input)
      return { redirect: { model: 'Candidature', id } }
    },
  }),
  fill: verb({
    label: { fr: 'Marquer pourvue', en: 'Mark as filled' },
    from: ['published'],
    to: 'filled',
    roles: [],
    system: true,
    guard: ({ record }) => {
      if (record.taken < record.seats) throw SEATS_LEFT
    },
  }),
  free: verb({
    label: { fr: 'Remettre en ligne', en: 'Put back online' },
    from: ['filled'],
    to: 'published',
    roles: [],
    system: true,
    guard: ({ record }) => {
      if (record.taken >= record.seats) throw NO_SEAT_LEFT
    },
  }),
  suspend: verb({
    label: { fr: 'Suspendre', en: 'Suspend' },
    from: ['published'],
    to: 'suspended',
    roles: ['internship_officer', 'company_tutor'],
    done: { fr: 'L’offre ne reçoit plus de candidature.', en: 'The offer takes no more candidatures.' },
  }),
  resume: verb({
    label: { fr: 'Remettre en ligne', en: 'Put back online' },
    from: ['suspended'],
    to: ({ record }) => (record.taken >= record.seats ? 'filled' : 'published'),
    roles: ['internship_officer', 'company_tutor'],
    done: { fr: 'L’offre reçoit de nouveau des candidatures.', en: 'The offer takes candidatures again.' },
  }),
  expire: verb({
    label: { fr: 'Marquer expirée', en: 'Mark as expired' },
    from: ['published'],
    to: 'expired',
    roles: [],
    system: true,
    guard: ({ ctx, record }) => {
      if (!record.expiresOn || asDay(record.expiresOn) >= schoolDay(ctx.now)) throw NOT_EXPIRED
    },
  }),
  renew: verb({
    label: { fr: 'Renouveler l’offre', en: 'Renew the offer' },
    from: RENEWABLE,
    to: null,
    roles: ['internship_officer', 'company_tutor'],
    shared: true,
    input: z.object({
      campaignId: z
        .uuid()
        .meta({ fr: 'Pour la campagne', en: 'For the campaign', kind: 'reference', model: 'Campaign' }),
    }),
    done: {
      fr: 'Recopiée en brouillon : relisez-la, puis soumettez-la.',
      en: 'Copied as a draft: read it, then submit it.',
    },
    body: async ({ tx, ctx, record, input }) => {
      const { id } = await renewed(tx, ctx, record, input.campaignId)
      return { redirect: { model: 'Offer', id }, note: { renewedAs: id } }
    },
  }),
  withdraw: verb({
    label: { fr: 'Retirer l’offre', en: 'Withdraw the offer' },
    from: ['published', 'suspended'],
    to: 'withdrawn',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    confirm: {
      fr: 'Les candidatures en cours seront closes et les étudiants prévenus. Retirer l’offre ?',
      en: 'Live candidatures will be closed and students told. Withdraw the offer?',
    },
    body: async ({ tx, ctx, record, reason }) => {
      // Withdrawn first: no seat freed by a closed proposal may go to somebody on the waiting list
      await tx.offer.update({ where: { id: record.id }, data: { status: 'withdrawn' } })
      for (const id of await liveCandidatures(tx, record.id))
        await follow({ tx, ctx }, `Offre retirée : ${reason ?? ''}`)('Candidature', 'close', id)
      return { data: { statusReason: reason } }
    },
  }),
})

async function liveCandidatures(tx: Tx, offerId: string): Promise<string[]> {
  const live = await tx.candidature.findMany({
    where: { offerId, status: { in: [...LIVE] } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return live.map((one) => one.id)
}

/** How the host has treated the school so far: what the next campaign looks at first. */
defineFilter('Offer', {
  name: 'hostQuality',
  label: { fr: 'Qualité de l’entreprise', en: 'Quality of the company' },
  values: [
    { value: 'high', label: { fr: '75 et plus', en: '75 and more' }, where: { company: { quality: { gte: 75 } } } },
    { value: 'fair', label: { fr: '50 à 74', en: '50 to 74' }, where: { company: { quality: { gte: 50, lt: 75 } } } },
    { value: 'low', label: { fr: 'Moins de 50', en: 'Below 50' }, where: { company: { quality: { lt: 50 } } } },
    { value: 'none', label: { fr: 'Sans score', en: 'No score' }, where: { company: { quality: null } } },
  ],
})

const notApproved = (name: string) =>
  refuse.conflict('company_not_approved', {
    fr: `L’entreprise « ${name} » n’est pas approuvée : modérez-la avant de publier ses offres.`,
    en: `The company “${name}” is not approved: moderate it before publishing its offers.`,
  })
const SEATS_LEFT = refuse.conflict('seats_left', {
  fr: 'Il reste des places : l’offre n’est pas pourvue.',
  en: 'Seats are left: the offer is not filled.',
})
const NO_SEAT_LEFT = refuse.conflict('no_seat_left', {
  fr: 'Aucune place n’est libre : l’offre reste pourvue.',
  en: 'No seat is free: the offer stays filled.',
})
const NOT_EXPIRED = refuse.conflict('not_expired', {
  fr: 'La date d’expiration de l’offre n’est pas passée.',
  en: 'The offer’s expiry date is not past.',
})
