import type { Evaluation } from '@prisma/client'
import { z } from 'zod'
import { Prisma } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

const mark = (fr: string, en: string) =>
  z.coerce
    .number()
    .min(0)
    .max(20)
    .refine((value) => Number.isInteger(Math.round(value * 1e6) / 1e4), 'Deux décimales au plus.')
    .optional()
    .meta({ fr, en, kind: 'number', help: { fr: 'Sur 20.', en: 'Out of 20.' } })

/** What an evaluator fills in; a criterion left out keeps what the draft holds. */
export const grid = {
  skills: mark('Compétences', 'Skills'),
  attendance: mark('Assiduité', 'Attendance'),
  initiative: mark('Initiative', 'Initiative'),
  teamwork: mark('Travail en équipe', 'Teamwork'),
  grade: mark('Note', 'Grade'),
  comment: z.string().max(4_000).optional().meta({ fr: 'Commentaire', en: 'Comment', kind: 'longtext' }),
}

export const CRITERIA = ['skills', 'attendance', 'initiative', 'teamwork', 'grade', 'comment'] as const

type Filled = Partial<Record<(typeof CRITERIA)[number], number | string | undefined>>

/** The columns that the form fills, as they are kept. */
export function filledIn(input: Filled): Partial<Evaluation> {
  const given = CRITERIA.filter((name) => input[name] !== undefined)
  const kept = given.map((name) => [name, name === 'comment' ? input[name] : new Prisma.Decimal(String(input[name]))])
  return Object.fromEntries(kept) as Partial<Evaluation>
}

/** A mark is what the final grade is made of; a student who looks back on their own internship may only write. */
export function refuseBlank(record: Pick<Evaluation, 'kind' | 'grade' | 'comment'>, input: Filled): void {
  const graded = record.grade !== null || input.grade !== undefined
  const written = Boolean(record.comment?.trim() || String(input.comment ?? '').trim())
  if (record.kind !== 'self' && !graded) throw refuse.invalid({ grade: NO_GRADE })
  if (record.kind === 'self' && !graded && !written) throw refuse.invalid({ comment: NO_WORD })
}

const NO_GRADE = {
  fr: 'Donnez une note sur 20 : sans elle, la note finale de l’étudiant reste incomplète.',
  en: 'Give a grade out of 20: without it the student’s final grade stays incomplete.',
}
const NO_WORD = {
  fr: 'Écrivez au moins un commentaire sur votre stage, ou donnez-vous une note.',
  en: 'Write at least a comment on your internship, or grade yourself.',
}
