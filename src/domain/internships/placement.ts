import { z } from 'zod'
import { asDay, schoolDay } from '../../kit/calendar.ts'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { dateOfDay } from '../../platform/clock.ts'
import { refuse } from '../../platform/errors.ts'
import { accidentVerb } from './accident.ts'
import { createAgreement } from './agreement-draft.ts'
import { packVerb } from './dossier/pack.ts'
import { follow } from './follow.ts'
import { endSearch, refuseUnknownCompany } from './found-internship.ts'
import { refuseIllegal } from './legal/checklist.ts'
import { refuseUnwaivable, waivedRule } from './legal/waive.ts'
import { refuseUnready } from './placement-checks.ts'
import { outcomeVerbs } from './placement-outcome.ts'
import { paperVerbs } from './placement-papers.ts'
import { weekVerbs } from './placement-week.ts'
import { releaseSeat, takeSeat } from './seat.ts'

const verb = verbOf('Placement')

export const placementFlow = defineFlow('Placement', {
  prevalidate: verb({
    label: { fr: 'Prévalider', en: 'Prevalidate' },
    from: ['proposed'],
    to: 'prevalidated',
    roles: ['internship_officer'],
    tone: 'primary',
    done: {
      fr: 'Affectation prévalidée : désignez les tuteurs, puis confirmez.',
      en: 'Prevalidated: name both tutors.',
    },
    guard: ({ tx, record }) => refuseUnknownCompany(tx, record.companyId),
    // A placement typed in by the committee takes its seat here; one that came from a proposal already holds it
    body: async ({ tx, ctx, record }) => {
      if (!record.offerId) await endSearch({ tx, ctx }, record)
      if (!record.offerId || record.seatHeld) return {}
      await takeSeat({ tx, ctx }, record.offerId)
      return { data: { seatHeld: true } }
    },
  }),
  confirm: verb({
    label: { fr: 'Confirmer l’affectation', en: 'Confirm the placement' },
    from: ['prevalidated'],
    to: 'confirmed',
    roles: ['internship_officer'],
    tone: 'primary',
    done: { fr: 'Affectation confirmée : préparez la convention.', en: 'Placement confirmed: draft the agreement.' },
    guard: async ({ tx, ctx, record }) => {
      await refuseUnready(tx, record)
      await refuseIllegal(tx, record.id, { now: ctx.now })
    },
    body: async ({ ctx }) => ({ data: { confirmedAt: ctx.now } }),
  }),
  waive: verb({
    label: { fr: 'Déroger à une règle', en: 'Waive a rule' },
    from: ['proposed', 'prevalidated', 'confirmed', 'ready', 'ongoing', 'suspended'],
    to: null,
    roles: ['internship_officer'],
    needsReason: true,
    inTab: true,
    input: z.object({
      ruleId: z.uuid().meta({ fr: 'Règle', en: 'Rule', kind: 'reference', model: 'LegalRule' }),
      until: z.iso.date().optional().meta({ fr: 'Jusqu’au', en: 'Until', kind: 'date' }),
    }),
    done: { fr: 'Dérogation enregistrée : elle figure au contrôle et au journal.', en: 'Waiver recorded.' },
    guard: ({ tx, ctx, record, input }) => refuseUnwaivable(tx, ctx, record.id, input.ruleId),
    body: async ({ tx, ctx, record, input, reason }) => ({
      note: await waivedRule(tx, ctx, record.id, { ...input, reason: reason ?? '' }),
    }),
  }),
  draftAgreement: verb({
    label: { fr: 'Préparer la convention', en: 'Draft the agreement' },
    from: ['prevalidated', 'confirmed'],
    to: null,
    roles: ['student', 'internship_officer'],
    system: true,
    tone: 'primary',
    done: { fr: 'La convention est prête à compléter.', en: 'The agreement is ready to fill in.' },
    body: async ({ tx, ctx, record }) => {
      const id = await createAgreement({ tx, ctx }, record)
      return { redirect: { model: 'Agreement', id } }
    },
  }),
  markReady: verb({
    label: { fr: 'Marquer prête', en: 'Mark as ready' },
    from: ['confirmed'],
    to: 'ready',
    roles: [],
    system: true,
    guard: async ({ tx, record }) => {
      const signed = await tx.agreement.count({ where: { placementId: record.id, status: 'signed' } })
      if (signed === 0) throw UNSIGNED
    },
  }),
  start: verb({
    label: { fr: 'Démarrer le stage', en: 'Start the internship' },
    from: ['ready'],
    to: 'ongoing',
    roles: [],
    system: true,
    guard: ({ ctx, record }) => {
      if (!record.startsOn || asDay(record.startsOn) > schoolDay(ctx.now)) throw TOO_EARLY
    },
  }),
  suspend: verb({
    label: { fr: 'Suspendre le stage', en: 'Suspend the internship' },
    from: ['ongoing'],
    to: 'suspended',
    roles: [],
    system: true,
  }),
  resume: verb({
    label: { fr: 'Reprendre le stage', en: 'Resume the internship' },
    from: ['suspended'],
    to: 'ongoing',
    roles: [],
    system: true,
  }),
  finish: verb({
    label: { fr: 'Terminer le stage', en: 'Finish the internship' },
    from: ['ongoing'],
    to: 'finished',
    roles: [],
    system: true,
    guard: ({ ctx, record }) => {
      if (!record.endsOn || asDay(record.endsOn) >= schoolDay(ctx.now)) throw TOO_EARLY
    },
  }),
  close: verb({
    label: { fr: 'Clôturer', en: 'Close' },
    from: ['finished'],
    to: 'closed',
    roles: [],
    system: true,
  }),
  breakOff: verb({
    label: { fr: 'Rompre le stage', en: 'Break off the internship' },
    from: ['ongoing', 'suspended'],
    to: 'broken',
    roles: [],
    system: true,
    input: z.object({ initiative: z.enum(['student', 'company', 'school']), on: z.iso.date() }),
    body: async ({ input }) => ({ data: { breachInitiative: input.initiative, brokenOn: dateOfDay(input.on) } }),
  }),
  settle: verb({
    label: { fr: 'Décider de la suite', en: 'Settle the breach' },
    from: ['broken'],
    to: 'closed',
    roles: ['internship_officer'],
    needsReason: true,
    input: z.object({
      outcome: z.enum(['validated', 'alternative', 'not_validated']).meta({
        fr: 'Suite donnée',
        en: 'Outcome',
        kind: 'choice',
        choices: [
          { value: 'validated', label: { fr: 'Validé en l’état', en: 'Validated as it stands' } },
          { value: 'alternative', label: { fr: 'Modalité alternative', en: 'Alternative arrangement' } },
          { value: 'not_validated', label: { fr: 'Non validé', en: 'Not validated' } },
        ],
      }),
    }),
    body: async ({ input, reason }) => ({ data: { outcome: input.outcome, statusReason: reason } }),
  }),
  ...weekVerbs,
  ...paperVerbs,
  ...outcomeVerbs,
  reportNoShow: verb({
    label: { fr: 'Signaler une absence au démarrage', en: 'Report a no-show' },
    from: ['ready', 'ongoing'],
    to: null,
    roles: ['company_tutor', 'school_tutor'],
    needsReason: true,
    done: { fr: 'Le responsable des stages est prévenu.', en: 'The internship officer is told.' },
  }),
  reportAccident: accidentVerb,
  markNotDone: verb({
    label: { fr: 'Constater le stage non effectué', en: 'Mark as not carried out' },
    from: ['ready', 'ongoing'],
    to: 'not_done',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    body: async ({ tx, ctx, record, reason }) => {
      await giveSeatBack({ tx, ctx }, record)
      return { data: { seatHeld: false, statusReason: reason } }
    },
  }),
  pack: packVerb,
  cancel: verb({
    label: { fr: 'Annuler l’affectation', en: 'Cancel the placement' },
    from: ['proposed', 'prevalidated', 'confirmed', 'ready'],
    to: 'cancelled',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    confirm: {
      fr: 'La place sera rendue et la convention en cours annulée. Annuler l’affectation ?',
      en: 'The seat is given back and the pending agreement cancelled. Cancel the placement?',
    },
    body: async ({ tx, ctx, record, reason }) => {
      const why = `Affectation annulée : ${reason ?? ''}`
      for (const id of await unsignedAgreements({ tx, ctx }, record.id))
        await follow({ tx, ctx }, why)('Agreement', 'cancel', id)
      await giveSeatBack({ tx, ctx }, record)
      return { data: { seatHeld: false, statusReason: reason } }
    },
  }),
})

type Place = Parameters<typeof follow>[0]

async function giveSeatBack(place: Place, record: { id: string; offerId: string | null; seatHeld: boolean }) {
  if (!record.seatHeld || !record.offerId) return
  await place.tx.placement.update({ where: { id: record.id }, data: { seatHeld: false } })
  await releaseSeat(place, record.offerId)
}

async function unsignedAgreements({ tx }: Place, placementId: string): Promise<string[]> {
  const pending = [
    'draft',
    'to_fix',
    'submitted',
    'company_checked',
    'pedagogy_approved',
    'approved',
    'signing',
    'signature_refused',
  ] as const
  const found = await tx.agreement.findMany({
    where: { placementId, status: { in: [...pending] } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return found.map((one) => one.id)
}

const UNSIGNED = refuse.conflict('agreement_unsigned', {
  fr: 'La convention n’est pas signée : le stage ne peut pas commencer.',
  en: 'The agreement is not signed: the internship cannot start.',
})
const TOO_EARLY = refuse.conflict('too_early', {
  fr: 'Cette date n’est pas encore atteinte.',
  en: 'That date has not come yet.',
})
