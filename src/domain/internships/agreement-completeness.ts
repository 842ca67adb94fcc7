import type { Agreement } from '@prisma/client'
import { catalogue } from '../../generated/catalogue.ts'
import { isReversed } from '../../kit/period.ts'
import type { Text } from '../../platform/catalogue.ts'
import { refuse } from '../../platform/errors.ts'

/** What Code de l’éducation D124-4 wants in every agreement; tutors and programme come from the placement. */
export const MENTIONS = [
  ...(['startsOn', 'endsOn', 'weeklyHours', 'totalHours', 'specialHours'] as const),
  ...(['subject', 'activities', 'skills', 'supervision'] as const),
  ...(['pay', 'paymentTerms', 'benefits', 'insurance', 'leaveTerms', 'terminationTerms'] as const),
  ...(['interruptionTerms', 'houseRules', 'certificateTerms'] as const),
]

export function refuseIncomplete(agreement: Agreement): void {
  const errors: Record<string, Text> = {}
  for (const name of MENTIONS) if (isBlank(agreement[name])) errors[name] = mention(name)
  const { startsOn, endsOn } = agreement
  if (startsOn && endsOn && isReversed({ startsOn, endsOn })) errors.endsOn = REVERSED
  if (Object.keys(errors).length > 0) throw refuse.invalid(errors, INCOMPLETE)
}

// Zero is an answer: no pay is written as 0
const isBlank = (value: unknown): boolean => value === null || (typeof value === 'string' && value.trim() === '')

const labelOf = (name: string): Text =>
  catalogue.models.Agreement.fields.find((field) => field.name === name)?.label ?? { fr: name, en: name }

const mention = (name: string): Text => ({
  fr: `« ${labelOf(name).fr} » est une mention obligatoire de la convention.`,
  en: `“${labelOf(name).en}” must be written in the agreement.`,
})

/** The headings a reader may ask to have corrected, for a form and for checking what it sends. */
export const headings = MENTIONS.map((name) => ({ value: name as string, label: labelOf(name) }))

const REVERSED = { fr: 'La fin précède le début.', en: 'The end comes before the start.' }
const INCOMPLETE = {
  fr: 'La convention est incomplète : remplissez les mentions signalées, puis soumettez.',
  en: 'The agreement is incomplete: fill in the parts shown, then submit.',
}
