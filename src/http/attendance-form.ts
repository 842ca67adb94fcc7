import { z } from 'zod'
import { type Form, NO_GRANT } from '../domain/clubs/attendance-presence.ts'
import { isName } from '../domain/clubs/name-key.ts'
import type { Text } from '../platform/catalogue.ts'
import { refuse } from '../platform/errors.ts'
import { wordsOf } from '../platform/settings.ts'
import type { Typed } from './attendance-pages.ts'

const words = z.string().trim().max(80).refine(isName)
const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .optional()
    .transform((text) => text || undefined)

const sent = z.object({
  lastName: words,
  firstName: words,
  programme: z.string().min(1),
  level: z.string().min(1),
  matricule: optional(30),
  namesake: optional(30),
  suggestion: optional(1_000),
  rating: z.coerce.number().int().min(1).max(5).optional(),
  grant: z.string().regex(/^[\w-]{22}$/),
  idem: z.uuid(),
  at: z.coerce.number().int().positive().max(8.64e15).optional(),
})

/** The form as it was sent; what is wrong is said by field, in one sentence. */
export async function formOf(fields: Record<string, unknown>): Promise<Form> {
  const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
  const read = sent.safeParse(filled)
  if (!read.success) throw wrong(String(read.error.issues[0]?.path[0] ?? ''))
  const { grant, idem, at, ...said } = read.data
  const [programmes, levels] = await Promise.all([wordsOf('clubs.programmes'), wordsOf('clubs.levels')])
  if (!programmes.includes(said.programme)) throw wrong('programme')
  if (!levels.includes(said.level)) throw wrong('level')
  const ticked = (name: string): boolean => fields[name] === '1'
  return {
    ...said,
    ...{ showsName: ticked('showsName'), acceptsPhotos: ticked('acceptsPhotos'), shared: ticked('shared') },
    ...(at && { submittedAt: new Date(at) }),
  }
}

/** What was typed, to show again; a namesake is asked about once the name was found taken. */
export function typedIn(fields: Record<string, unknown>, wasRefused: boolean): Typed {
  const text = (name: string): string => (typeof fields[name] === 'string' ? String(fields[name]) : '')
  const ticked = (name: string): boolean => fields[name] === '1'
  return {
    ...{ lastName: text('lastName'), firstName: text('firstName'), matricule: text('matricule') },
    ...{ suggestion: text('suggestion'), namesake: text('namesake'), askNamesake: wasRefused },
    ...{ showsName: ticked('showsName'), acceptsPhotos: ticked('acceptsPhotos'), shared: ticked('shared') },
  }
}

// Without its grant, a form was never opened: one answer, whatever else it holds
const wrong = (field: string) =>
  field === 'grant' || field === 'idem' ? NO_GRANT : refuse.invalid({ [field]: SENTENCES[field] ?? OTHER })

const NAMES: Text = {
  fr: 'Écrivez le nom et le prénom en lettres, sans chiffre ni émoji.',
  en: 'Write both names in letters, without figures or emoji.',
}
const OTHER: Text = {
  fr: 'Une réponse est trop longue ou illisible : corrigez-la.',
  en: 'An answer is too long or unreadable: correct it.',
}
const SENTENCES: Record<string, Text> = {
  lastName: NAMES,
  firstName: NAMES,
  programme: { fr: 'Choisissez votre filière dans la liste.', en: 'Choose your programme from the list.' },
  level: { fr: 'Choisissez votre niveau dans la liste.', en: 'Choose your level from the list.' },
}
