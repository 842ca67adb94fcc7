import { z } from 'zod'
import type { Text } from '../platform/catalogue.ts'
import { refuse } from '../platform/errors.ts'
import type { AnyVerb } from './flow.ts'

/** How a form shows one input of a verb. */
export type InputField = {
  name: string
  label: Text
  kind:
    | 'text'
    | 'longtext'
    | 'number'
    | 'money'
    | 'date'
    | 'datetime'
    | 'boolean'
    | 'choice'
    | 'reference'
    | 'file'
    | 'hidden'
  required: boolean
  help?: Text
  /** Of a reference */
  model?: string
  /** Of a file: pdf, image, csv, xlsx */
  accept?: string[]
  /** Of a file: encrypted on the disk */
  sealed?: boolean
  choices?: { value: string; label: Text }[]
}

type Meta = {
  fr?: string
  en?: string
  kind?: InputField['kind']
  model?: string
  accept?: string[]
  sealed?: boolean
  help?: Text
  choices?: InputField['choices']
}

export function inputFields(verb: AnyVerb): InputField[] {
  return Object.entries(verb.input?.shape ?? {}).map(([name, schema]) => {
    const type = schema as z.ZodType
    const { fr = name, en = fr, kind = 'text', ...rest } = (type.meta() ?? {}) as Meta
    return { name, label: { fr, en }, kind, required: !type.safeParse(undefined).success, ...rest }
  })
}

/** The input as the verb takes it; an unknown key or a wrong value refuses the whole and says where. */
export function checkedInput(verb: AnyVerb, sent: Record<string, unknown>): Record<string, unknown> {
  const schema = (verb.input ?? z.object({})).strict()
  const filled = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== '' && value !== undefined))
  const french = schema.safeParse(filled, { error: z.locales.fr().localeError })
  if (french.success) return french.data
  const english = schema.safeParse(filled, { error: z.locales.en().localeError })
  const errors: Record<string, Text> = {}
  for (const [i, issue] of french.error.issues.entries()) {
    if (issue.code === 'unrecognized_keys') throw refuse.unknownColumn(issue.keys[0] ?? '')
    const name = String(issue.path[0] ?? '')
    const missing = filled[name] === undefined
    errors[name] ??= missing ? MISSING : { fr: issue.message, en: english.error?.issues[i]?.message ?? issue.message }
  }
  throw refuse.invalid(errors)
}

const MISSING: Text = { fr: 'À remplir : cette information est obligatoire.', en: 'Please fill in: this is required.' }
