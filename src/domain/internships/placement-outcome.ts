import { z } from 'zod'
import { verbOf } from '../../kit/flow.ts'

const verb = verbOf('Placement')

/** Asked for in so many words: nobody is taken to be refused for a box left empty. */
const HIRED = {
  ...{ fr: 'Embauché à l’issue du stage', en: 'Hired after the internship', kind: 'choice' as const },
  choices: [
    { value: 'yes', label: { fr: 'Oui', en: 'Yes' } },
    { value: 'no', label: { fr: 'Non', en: 'No' } },
  ],
}

/** What became of the trainee: it counts in the quality of the company. */
export const outcomeVerbs = {
  recordHire: verb({
    label: { fr: 'Noter la suite du stage', en: 'Record what followed' },
    from: ['finished', 'closed'],
    to: null,
    roles: ['internship_officer', 'company_tutor'],
    input: z.object({ hired: z.enum(['yes', 'no']).meta(HIRED) }),
    done: { fr: 'Suite du stage notée.', en: 'What followed is recorded.' },
    body: async ({ input }) => ({ data: { wasHired: input.hired === 'yes' } }),
  }),
}
