import type { Row } from '../../access/select.ts'
import { declareNextStep, type NextStep } from '../../kit/next-step.ts'
import { later, now } from '../../platform/clock.ts'
import { daysOf } from '../../platform/settings.ts'

/** When the house acts by itself on a candidature: the chase of a silent company (chase.ts), a proposal that runs out. */
declareNextStep('Candidature', async (values) => {
  if (values.status === 'proposed' && values.proposalExpiresAt instanceof Date)
    return { at: values.proposalExpiresAt, text: RUNS_OUT }
  return values.status === 'forwarded' ? nextChase(values) : null
})

async function nextChase({ forwardedAt }: Row['values']): Promise<NextStep | null> {
  if (!(forwardedAt instanceof Date)) return null
  for (const [key, text] of STEPS) {
    const at = later(forwardedAt, { days: await daysOf(key) })
    if (at > now()) return { at, text }
  }
  return null
}

const STEPS = [
  ['chase.firstReminder', { fr: 'Premier rappel à l’entreprise', en: 'First reminder to the company' }],
  ['chase.secondReminder', { fr: 'Second rappel à l’entreprise', en: 'Second reminder to the company' }],
  ['chase.alert', { fr: 'Alerte au responsable des stages', en: 'Alert to the internship officer' }],
] as const

const RUNS_OUT = {
  fr: 'Sans réponse de l’étudiant, la proposition expire et la place se libère',
  en: 'Without an answer, the proposal runs out and the seat is freed',
}
