import { z } from 'zod'
import { stateLabelOf } from '../../kit/enum-label.ts'

// A box of the desk sends true, a box of a plain page its text
const box = z.preprocess((value) => (value === 'true' || value === 'on' ? true : value), z.boolean())

/** What the forms of a circuit ask for; agreements and amendments ask the same. */
export const sendInput = z.object({
  paper: z
    .enum(['none', 'company', 'all'])
    .default('none')
    .meta({
      ...{ fr: 'Qui signe sur papier', en: 'Who signs on paper', kind: 'choice' },
      choices: [
        { value: 'none', label: { fr: 'Personne', en: 'Nobody' } },
        { value: 'company', label: { fr: 'L’entreprise', en: 'The company' } },
        { value: 'all', label: { fr: 'Tout le monde', en: 'Everybody' } },
      ],
    }),
  schoolSignatoryId: z
    .uuid()
    .optional()
    .meta({
      ...{ fr: 'Signe pour l’établissement', en: 'Signs for the school', kind: 'reference', model: 'Person' },
      help: { fr: 'Vide : vous-même.', en: 'Empty: yourself.' },
    }),
  companySignatoryId: z
    .uuid()
    .optional()
    .meta({
      ...{ fr: 'Signe pour l’entreprise', en: 'Signs for the company', kind: 'reference', model: 'CompanyContact' },
      help: { fr: 'Vide : le contact qui signe les conventions.', en: 'Empty: the contact who signs agreements.' },
    }),
  endorserId: z.uuid().optional().meta({ fr: 'Viseur', en: 'Endorser', kind: 'reference', model: 'Person' }),
  legalRepresentativeName: z
    .string()
    .trim()
    .max(120)
    .optional()
    .meta({
      ...{ fr: 'Représentant légal', en: 'Legal representative' },
      help: { fr: 'Seulement si l’étudiant est mineur.', en: 'Only when the student is a minor.' },
    }),
  legalRepresentativeEmail: z
    .email()
    .optional()
    .meta({ fr: 'E-mail du représentant légal', en: 'E-mail of the legal representative' }),
  again: box.optional().meta({
    ...{ fr: 'Renvoyer malgré un circuit antérieur', en: 'Send again after an earlier circuit', kind: 'boolean' },
    help: {
      fr: 'Les signatures déjà recueillies resteront dans l’historique, sans effet.',
      en: 'Signatures already given stay in the history, void.',
    },
  }),
})

export const signInput = z.object({
  read: box
    .refine((value) => value, 'Cochez la case : vous signez ce que vous avez lu.')
    .meta({ fr: 'J’ai lu le document et je le signe', en: 'I have read it and I sign it', kind: 'boolean' }),
  // What the page showed, sent back by it: the line and the document that were read
  signatoryId: z.uuid().optional().meta({ kind: 'hidden' }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .meta({ kind: 'hidden' }),
})

export const refuseInput = z.object({ signatoryId: z.uuid().optional().meta({ kind: 'hidden' }) })

const CAPACITIES = [
  ...(['student', 'legal_representative', 'school_tutor', 'company_tutor', 'company', 'school', 'endorser'] as const),
]

const paperFields = {
  scanFileId: z
    .uuid()
    .meta({ fr: 'Document signé, numérisé', en: 'Signed document, scanned', kind: 'file', accept: ['pdf'] }),
  signedOn: z.iso.date().meta({ fr: 'Signé le', en: 'Signed on', kind: 'date' }),
}

/** One tick a capacity: who signed the paper. */
export const paperInput = z.object({
  ...paperFields,
  ...(Object.fromEntries(
    CAPACITIES.map((name) => {
      const label = stateLabelOf('SignatoryCapacity', name)
      return [
        name,
        box.optional().meta({
          fr: `A signé : ${label.fr.toLowerCase()}`,
          en: `Signed: ${label.en.toLowerCase()}`,
          kind: 'boolean',
        }),
      ]
    }),
  ) as Record<(typeof CAPACITIES)[number], z.ZodOptional<typeof box>>),
})

export const outsideInput = z.object(paperFields)

/** The capacities ticked in the form. */
export const ticked = (input: Record<string, unknown>): string[] => CAPACITIES.filter((name) => input[name] === true)
