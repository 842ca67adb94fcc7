import { z } from 'zod'
import { modelOf } from '../../access/model.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { claimFiles } from '../../kit/owned-files.ts'
import { refuse } from '../../platform/errors.ts'
import { acceptProposal } from './accept.ts'
import { isPlaced, refuseSubmission } from './apply.ts'
import { LIVE, REOPENABLE } from './candidature-states.ts'
import {
  nextRank,
  openProposal,
  refuseClosedProposal,
  refuseFloods,
  requireReachable,
  requireSeat,
} from './proposal.ts'
import { releaseSeat, takeSeat } from './seat.ts'

const verb = verbOf('Candidature')

export const candidatureFlow = defineFlow('Candidature', {
  submit: verb({
    label: { fr: 'Soumettre', en: 'Submit' },
    from: ['draft'],
    to: 'submitted',
    roles: ['student'],
    rows: (me) => ({ studentId: me.studentId }),
    tone: 'primary',
    done: { fr: 'Votre candidature est partie à l’école.', en: 'Your candidature is with the school.' },
    guard: async ({ tx, ctx, record }) => {
      const missing = (['cvFileId', 'letterFileId'] as const).filter((name) => record[name] === null)
      if (missing.length > 0) throw refuse.invalid(Object.fromEntries(missing.map((name) => [name, MISSING_FILE])))
      await refuseSubmission({ tx, ctx }, record)
    },
    body: async ({ tx, ctx, record }) => {
      await claimFiles(tx, modelOf('Candidature'), record.id, record)
      return { data: { submittedAt: ctx.now } }
    },
  }),
  shortlist: verb({
    label: { fr: 'Présélectionner', en: 'Shortlist' },
    from: ['submitted'],
    to: 'shortlisted',
    roles: ['internship_officer', 'school_tutor'],
    tone: 'primary',
  }),
  refuseBySchool: verb({
    label: { fr: 'Refuser (école)', en: 'Refuse (school)' },
    from: ['submitted'],
    to: 'refused_by_school',
    roles: ['internship_officer', 'school_tutor'],
    needsReason: true,
    tone: 'danger',
    body: async ({ ctx, record, reason }) => ({
      data: { previousStatus: record.status, statusReason: reason, decidedAt: ctx.now },
    }),
  }),
  forward: verb({
    label: { fr: 'Transmettre à l’entreprise', en: 'Forward to the company' },
    from: ['shortlisted'],
    to: 'forwarded',
    roles: ['internship_officer'],
    system: true,
    tone: 'primary',
    done: { fr: 'L’entreprise a reçu le dossier.', en: 'The company has received the file.' },
    guard: ({ tx, record }) => requireReachable(tx, record.offerId),
    body: async ({ ctx }) => ({ data: { forwardedAt: ctx.now } }),
  }),
  remind: verb({
    label: { fr: 'Relancer l’entreprise', en: 'Remind the company' },
    from: ['forwarded', 'interview'],
    to: null,
    roles: ['internship_officer'],
    system: true,
    done: { fr: 'L’entreprise est relancée.', en: 'The company is reminded.' },
    guard: ({ tx, ctx, record }) => refuseFloods(tx, record.id, ctx.now),
  }),
  interview: verb({
    label: { fr: 'Convoquer à un entretien', en: 'Invite to an interview' },
    from: ['forwarded'],
    to: 'interview',
    roles: ['company_tutor', 'internship_officer'],
    input: z.object({
      interviewAt: z.coerce.date().optional().meta({ fr: 'Date et heure', en: 'Date and time', kind: 'datetime' }),
    }),
    body: async ({ ctx, input }) => ({ data: { interviewAt: input.interviewAt ?? null, answeredAt: ctx.now } }),
  }),
  waitlist: verb({
    label: { fr: 'Mettre en liste d’attente', en: 'Put on the waiting list' },
    from: ['forwarded', 'interview'],
    to: 'waiting_list',
    roles: ['company_tutor', 'internship_officer'],
    input: z.object({
      rank: z.coerce.number().int().min(1).max(999).optional().meta({ fr: 'Rang', en: 'Rank', kind: 'number' }),
    }),
    body: async ({ tx, ctx, record, input }) => ({
      data: { rank: input.rank ?? (await nextRank(tx, record.offerId)), answeredAt: ctx.now },
    }),
  }),
  propose: verb({
    label: { fr: 'Proposer le stage', en: 'Propose the internship' },
    from: ['forwarded', 'interview', 'waiting_list'],
    to: 'proposed',
    roles: ['company_tutor', 'internship_officer'],
    system: true,
    tone: 'primary',
    done: {
      fr: 'Une place est retenue ; l’étudiant a quelques jours pour répondre.',
      en: 'A seat is held for the student.',
    },
    body: async ({ tx, ctx, record }) => {
      await takeSeat({ tx, ctx }, record.offerId)
      return { data: { ...(await openProposal(tx, record, ctx.now)), rank: null, answeredAt: ctx.now } }
    },
  }),
  refuse: verb({
    label: { fr: 'Refuser', en: 'Refuse' },
    from: ['forwarded', 'interview', 'waiting_list'],
    to: 'refused',
    roles: ['company_tutor', 'internship_officer'],
    needsReason: true,
    tone: 'danger',
    body: async ({ ctx, record, reason }) => ({
      data: { previousStatus: record.status, statusReason: reason, rank: null, answeredAt: ctx.now },
    }),
  }),
  accept: verb({
    label: { fr: 'Accepter la proposition', en: 'Accept the proposal' },
    from: ['proposed'],
    to: 'accepted',
    roles: ['student'],
    rows: (me) => ({ studentId: me.studentId }),
    tone: 'primary',
    confirm: {
      fr: 'Vos autres candidatures seront retirées et les entreprises prévenues. Accepter ce stage ?',
      en: 'Your other candidatures will be withdrawn and the companies told. Accept this internship?',
    },
    done: { fr: 'Félicitations : votre affectation est créée.', en: 'Congratulations: your placement is created.' },
    guard: async ({ tx, ctx, record }) => {
      refuseClosedProposal(record, ctx.now)
      if (await isPlaced(tx, record)) throw ALREADY_PLACED
    },
    body: ({ tx, ctx, record }) => acceptProposal({ tx, ctx }, record),
  }),
  decline: verb({
    label: { fr: 'Décliner la proposition', en: 'Decline the proposal' },
    from: ['proposed'],
    to: 'declined',
    roles: ['student'],
    rows: (me) => ({ studentId: me.studentId }),
    confirm: { fr: 'La place ira à quelqu’un d’autre. Décliner ?', en: 'The seat will go to somebody else. Decline?' },
    body: async ({ tx, ctx, record, reason }) => {
      await leave({ tx, ctx }, record)
      return { data: { ...LEFT, previousStatus: record.status, statusReason: reason, decidedAt: ctx.now } }
    },
  }),
  expire: verb({
    label: { fr: 'Constater l’expiration', en: 'Expire' },
    from: ['proposed'],
    to: 'expired',
    roles: [],
    system: true,
    guard: ({ ctx, record }) => {
      if (record.proposalExpiresAt && ctx.now <= record.proposalExpiresAt) throw NOT_EXPIRED
    },
    body: async ({ tx, ctx, record }) => {
      await leave({ tx, ctx }, record)
      return { data: LEFT }
    },
  }),
  withdraw: verb({
    label: { fr: 'Retirer ma candidature', en: 'Withdraw my candidature' },
    from: LIVE,
    to: 'withdrawn',
    roles: ['student'],
    rows: (me) => ({ studentId: me.studentId }),
    confirm: { fr: 'Retirer cette candidature ?', en: 'Withdraw this candidature?' },
    body: async ({ tx, ctx, record, reason }) => {
      await leave({ tx, ctx }, record)
      return { data: { ...LEFT, statusReason: reason, decidedAt: ctx.now } }
    },
  }),
  withdrawAuto: verb({
    label: { fr: 'Retirer automatiquement', en: 'Withdraw automatically' },
    from: LIVE,
    to: 'withdrawn_auto',
    roles: [],
    system: true,
    body: async ({ tx, ctx, record, reason }) => {
      await leave({ tx, ctx }, record)
      return { data: { ...LEFT, statusReason: reason } }
    },
  }),
  close: verb({
    label: { fr: 'Clore', en: 'Close' },
    from: LIVE,
    to: 'closed',
    roles: [],
    system: true,
    body: async ({ tx, ctx, record, reason }) => {
      await leave({ tx, ctx }, record)
      return { data: { ...LEFT, statusReason: reason } }
    },
  }),
  reopen: verb({
    label: { fr: 'Rouvrir', en: 'Reopen' },
    from: REOPENABLE,
    to: ({ record }) => record.previousStatus ?? 'submitted',
    roles: ['internship_officer'],
    needsReason: true,
    guard: async ({ tx, record }) => {
      if (await isPlaced(tx, record)) throw ALREADY_PLACED
      await requireSeat(tx, record.offerId)
    },
    body: async ({ tx, ctx, record, reason }) => {
      const data = { statusReason: reason, decidedAt: null, previousStatus: null }
      if (record.previousStatus !== 'proposed') return { data }
      await takeSeat({ tx, ctx }, record.offerId)
      return { data: { ...data, ...(await openProposal(tx, record, ctx.now)) } }
    },
  }),
})

const LEFT = { seatHeld: false, proposalExpiresAt: null, rank: null }

type Place = Parameters<typeof takeSeat>[0]

/** Whoever leaves while holding a seat gives it back; the row lets go of it first, so that it is given back once. */
async function leave(place: Place, record: { id: string; offerId: string; seatHeld: boolean }): Promise<void> {
  if (!record.seatHeld) return
  await place.tx.candidature.update({ where: { id: record.id }, data: { seatHeld: false } })
  await releaseSeat(place, record.offerId)
}

const MISSING_FILE = { fr: 'Joignez ce document (PDF) avant de soumettre.', en: 'Attach this document (PDF) first.' }
const ALREADY_PLACED = refuse.conflict('already_placed', {
  fr: 'Cet étudiant a déjà une affectation dans cette campagne.',
  en: 'This student already has a placement in this campaign.',
})
const NOT_EXPIRED = refuse.conflict('not_expired', {
  fr: 'L’étudiant a encore le temps de répondre.',
  en: 'The student still has time to answer.',
})
