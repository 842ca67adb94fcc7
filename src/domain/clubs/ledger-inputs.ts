import { z } from 'zod'
import { catalogue } from '../../generated/catalogue.ts'

/** `12 500`, as people write it; whole francs. */
export const amountInput = (least = 1) =>
  z
    .preprocess(
      (given) => (typeof given === 'string' ? Number(given.replace(/[\s\u202f\u00a0]/g, '')) : given),
      z.number().int().min(least).max(1_000_000_000),
    )
    .meta({ fr: 'Montant (F CFA)', en: 'Amount (CFA francs)', kind: 'number' })

export const motiveInput = z
  .string()
  .trim()
  .min(5)
  .max(300)
  .meta({
    fr: 'Motif',
    en: 'Motive',
    help: {
      fr: 'Cinq lettres au moins : ce qui a été payé ou reçu.',
      en: 'At least five letters: what was paid or received.',
    },
  })

const categories = catalogue.enums.LedgerCategory?.values ?? []

export const entryInput = z.object({
  amount: amountInput(),
  motive: motiveInput,
  category: z
    .enum([
      'grant',
      'dues',
      'tickets',
      'sponsorship',
      'equipment',
      'catering',
      'transport',
      'printing',
      'rental',
      'prizes',
      'other',
    ])
    .meta({
      ...{ fr: 'Rubrique', en: 'Category', kind: 'choice' },
      choices: categories.filter(({ value }) => value !== 'adjustment').map(({ value, label }) => ({ value, label })),
    }),
  occurredOn: z.coerce
    .date()
    .optional()
    .meta({
      ...{ fr: 'Date', en: 'Date', kind: 'date' },
      help: { fr: 'Vide : aujourd’hui.', en: 'Empty: today.' },
    }),
  fileId: z
    .uuid()
    .optional()
    .meta({
      ...{
        fr: 'Pièce : photo ou PDF',
        en: 'Receipt: photo or PDF',
        kind: 'file',
        accept: ['image', 'pdf'],
        sealed: true,
      },
    }),
  activityId: z.uuid().optional().meta({ fr: 'Activité', en: 'Activity', kind: 'reference', model: 'Activity' }),
  payee: z.string().trim().max(120).optional().meta({ fr: 'Payé à, reçu de', en: 'Paid to, received from' }),
  comment: z.string().trim().max(2_000).optional().meta({ fr: 'Commentaire', en: 'Comment', kind: 'longtext' }),
  asDraft: z.coerce
    .boolean()
    .optional()
    .meta({
      ...{ fr: 'Garder en brouillon', en: 'Keep as a draft', kind: 'boolean' },
      help: { fr: 'Sinon, l’écriture est soumise tout de suite.', en: 'Otherwise the entry is submitted at once.' },
    }),
})
