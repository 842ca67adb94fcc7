import type { Text } from './catalogue.ts'

/** A refusal speaks to a person: a code for us, an HTTP status, one sentence in their language that says what to do next. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly sentence: Text
  readonly fields: Record<string, Text>
  readonly detail: Record<string, unknown>

  constructor(code: string, status: number, sentence: Text, more: RefusalDetail = {}) {
    super(`${code}: ${sentence.fr}`)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.sentence = sentence
    this.fields = more.fields ?? {}
    this.detail = more.detail ?? {}
  }
}

type RefusalDetail = { fields?: Record<string, Text>; detail?: Record<string, unknown> }

/** Denied and missing are the same answer: nobody learns that a record exists. */
const notFound = () =>
  new Refusal('not_found', 404, {
    fr: 'Ce dossier n’existe pas ou ne vous est pas ouvert. Revenez à la liste.',
    en: 'This record does not exist or is not open to you. Go back to the list.',
  })

const unknownColumn = (name: string) =>
  new Refusal(
    'unknown_column',
    422,
    {
      fr: `La colonne « ${name} » n’existe pas ou ne peut pas être utilisée ici. Rien n’a été changé.`,
      en: `The column “${name}” does not exist or cannot be used here. Nothing was changed.`,
    },
    { detail: { column: name } },
  )

const invalid = (fields: Record<string, Text>, sentence?: Text) =>
  new Refusal(
    'invalid',
    422,
    sentence ?? {
      fr: 'Certaines valeurs sont à corriger. Rien n’a été enregistré, votre saisie est conservée.',
      en: 'Some values need correcting. Nothing was saved, what you typed is kept.',
    },
    { fields },
  )

const stale = (detail: Record<string, unknown>, sentence: Text) => new Refusal('stale', 409, sentence, { detail })

const illegalTransition = (sentence: Text, legal: string[]) =>
  new Refusal('illegal_transition', 409, sentence, { detail: { legal } })

const conflict = (code: string, sentence: Text, detail: Record<string, unknown> = {}) =>
  new Refusal(code, 409, sentence, { detail })

export const refuse = { notFound, unknownColumn, invalid, stale, illegalTransition, conflict }
