import type { FinalGrade } from '@prisma/client'
import { Decimal } from 'decimal.js'
import { z } from 'zod'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { Prisma } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { follow } from './follow.ts'
import { computedFrom, rulesOf, schemeOf } from './grade-parts.ts'
import { isPassed, PARTS } from './grading.ts'

const verb = verbOf('FinalGrade')

const points = z.coerce.number().min(-20).max(20)

export const finalGradeFlow = defineFlow('FinalGrade', {
  // A part changed: what the jury had decided was decided on other marks, it looks again
  recompute: verb({
    label: { fr: 'Recalculer', en: 'Recompute' },
    from: ['incomplete', 'computed', 'deliberated'],
    to: null,
    roles: ['internship_officer'],
    system: true,
    body: async ({ tx, record }) => ({
      data: { ...stated(await computedFrom(tx, record)), adjustment: null, adjustmentReason: null },
    }),
  }),
  exempt: verb({
    label: { fr: 'Dispenser d’une partie', en: 'Exempt from a part' },
    from: ['incomplete', 'computed'],
    to: null,
    roles: ['internship_officer'],
    needsReason: true,
    input: z.object({
      part: z.enum(PARTS).meta({ fr: 'Partie', en: 'Part', kind: 'choice', choices: choices() }),
    }),
    done: { fr: 'Dispense enregistrée.', en: 'Exemption recorded.' },
    guard: async ({ tx, record }) => {
      const scheme = await schemeOf(tx, record)
      if (scheme && !scheme.spreadsExemption) throw notSpread(scheme.name)
    },
    body: async ({ tx, record, input }) => {
      const exempted = [...new Set([...(record.exempted?.split(',') ?? []), input.part])].join(',')
      return { data: { exempted, ...stated(await computedFrom(tx, { ...record, exempted })) } }
    },
  }),
  deliberate: verb({
    label: { fr: 'Délibérer', en: 'Deliberate' },
    from: ['computed', 'deliberated'],
    to: 'deliberated',
    roles: ['internship_officer'],
    tone: 'primary',
    needsReason: true,
    input: z.object({
      adjustment: points.default(0).meta({
        ...{ fr: 'Ajustement (±)', en: 'Adjustment (±)', kind: 'number' },
        help: { fr: '0 pour garder la note calculée.', en: '0 keeps the computed grade.' },
      }),
    }),
    done: { fr: 'Décision du jury enregistrée : la note peut être publiée.', en: 'Recorded: it can be published.' },
    guard: ({ record }) => refuseIncomplete(record),
    body: async ({ tx, ctx, record, input, reason }) => {
      await lockEvaluations({ tx, ctx }, record.placementId)
      const adjustment = new Prisma.Decimal(input.adjustment)
      const { final, isValidated } = await computedFrom(tx, record, adjustment)
      return { data: { ...decimals({ final }), isValidated, adjustment, adjustmentReason: reason } }
    },
  }),
  publish: verb({
    label: { fr: 'Publier la note', en: 'Publish the grade' },
    from: ['computed', 'deliberated'],
    to: 'published',
    roles: ['internship_officer'],
    system: true,
    tone: 'primary',
    confirm: { fr: 'L’étudiant verra sa note et son détail. Publier ?', en: 'The student will see it. Publish?' },
    done: { fr: 'Note publiée : l’étudiant est prévenu.', en: 'Published: the student is told.' },
    guard: ({ record }) => refuseIncomplete(record),
    body: async ({ tx, ctx, record }) => {
      await lockEvaluations({ tx, ctx }, record.placementId)
      return { data: { publishedAt: ctx.now } }
    },
  }),
  rectify: verb({
    label: { fr: 'Rectifier la note', en: 'Correct the grade' },
    from: ['published', 'corrected'],
    to: 'corrected',
    roles: ['internship_officer'],
    needsReason: true,
    tone: 'danger',
    input: z.object({
      final: z.coerce.number().min(0).max(20).meta({ fr: 'Nouvelle note', en: 'New grade', kind: 'number' }),
    }),
    done: { fr: 'Note rectifiée : l’étudiant est prévenu, l’ancienne reste à l’historique.', en: 'Corrected.' },
    guard: ({ record, input }) => {
      if (record.final && new Decimal(record.final.toString()).equals(input.final)) throw SAME
    },
    body: async ({ tx, record, input }) => {
      const scheme = await schemeOf(tx, record)
      const defense = record.defense ? new Decimal(record.defense.toString()) : null
      const isValidated = scheme ? isPassed(rulesOf(scheme), defense, new Decimal(input.final), false) : null
      return { data: { final: new Prisma.Decimal(input.final), isValidated } }
    },
  }),
})

/** A missing part makes it incomplete, never a zero. */
const stated = (columns: Written & { computed: string | null }): Partial<FinalGrade> => ({
  ...decimals(columns),
  status: columns.computed === null ? 'incomplete' : 'computed',
})

type Written = Partial<Record<keyof FinalGrade, string | boolean | null>>

/** Marks go to the database as exact decimals, whatever they were computed with. */
function decimals(columns: Written): Partial<FinalGrade> {
  const written = Object.entries(columns).map(([name, value]) => [
    name,
    typeof value === 'string' && MARKS.has(name) ? new Prisma.Decimal(value) : value,
  ])
  return Object.fromEntries(written) as Partial<FinalGrade>
}

const MARKS = new Set(['company', 'report', 'defense', 'school', 'computed', 'final'])

async function lockEvaluations(place: Parameters<typeof follow>[0], placementId: string): Promise<void> {
  const given = await place.tx.evaluation.findMany({
    where: { placementId, status: { in: ['submitted', 'entered_by_delegation'] } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  for (const { id } of given) await follow(place, 'Le jury a délibéré')('Evaluation', 'lock', id)
}

function refuseIncomplete({ computed, missing }: FinalGrade): void {
  if (computed === null) throw incomplete(missing ?? '')
}

function choices() {
  return [
    { value: 'company', label: { fr: 'Évaluation de l’entreprise', en: 'Company evaluation' } },
    { value: 'report', label: { fr: 'Rapport', en: 'Report' } },
    { value: 'defense', label: { fr: 'Soutenance', en: 'Defense' } },
    { value: 'school', label: { fr: 'Évaluation du tuteur école', en: 'School tutor’s evaluation' } },
  ]
}

const incomplete = (missing: string) =>
  refuse.conflict('grade_incomplete', {
    fr: `Note incomplète, il manque : ${missing}.`,
    en: `Incomplete grade, still missing: ${missing}.`,
  })
const notSpread = (name: string) =>
  refuse.conflict('no_exemption', {
    fr: `Le barème « ${name} » ne répartit pas le poids d’une dispense : changez le barème, ou saisissez la note.`,
    en: `The scheme “${name}” does not spread an exempted weight: change it, or enter the mark.`,
  })
const SAME = refuse.conflict('same_grade', {
  fr: 'C’est déjà la note publiée : écrivez la note rectifiée.',
  en: 'That is the published grade already: write the corrected one.',
})
