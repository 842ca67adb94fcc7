import { type AnyModel, modelOf } from '../access/model.ts'
import type { Text } from '../platform/catalogue.ts'
import { Prisma } from '../platform/db.ts'
import { Refusal, refuse } from '../platform/errors.ts'

/** What the database refused, said to a person. Anything else goes on as it came. */
export function explained(error: unknown, model: AnyModel): unknown {
  const text = databaseText(error)
  if (!text) return error
  if (text.code === '23505' || text.code === 'P2002') return alreadyTaken(model, text.message)
  // Since PostgreSQL 18 a key that restricts has a code of its own
  if (text.code === '23503' || text.code === '23001' || text.code === 'P2003')
    return refuse.conflict('in_use', inUse(text.message))
  if (text.code === '23514') return refuse.conflict('rule', RULE)
  if (text.code === '22003' || text.code === 'P2020') return refuse.conflict('too_large', TOO_LARGE)
  if (text.code === '40001' || text.code === '40P01' || text.code === '55P03' || text.code === 'P2034')
    return refuse.conflict('busy', BUSY)
  return error
}

type DatabaseText = { code: string; message: string }

// With a driver adapter the target columns are not in the error: the name of the constraint tells them
function databaseText(error: unknown): DatabaseText | null {
  if (error instanceof Refusal) return null
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    const inner = JSON.stringify(error.meta ?? {})
    return { code: CODE.exec(inner)?.[1] ?? error.code, message: `${error.message} ${inner}` }
  }
  if (error instanceof Prisma.PrismaClientUnknownRequestError || error instanceof Error) {
    const code = CODE.exec(`${error.message} ${JSON.stringify(error)}`)?.[1]
    return code ? { code, message: error.message } : null
  }
  return null
}

const CODE = /\b(23505|23503|23001|23514|22003|40001|40P01|55P03)\b/

function alreadyTaken(model: AnyModel, message: string): Refusal {
  const tables = [
    model,
    ...model.relations.filter((relation) => relation.embed).map((relation) => modelOf(relation.model)),
  ]
  const columns = tables
    .flatMap((table) => table.fields.map((field) => field.name))
    .filter((name) => mentions(message, name))
  const shown = columns.filter((name) => model.fields.some((field) => field.name === name))
  return refuse.invalid(Object.fromEntries(shown.map((name) => [name, TAKEN])), {
    fr: `Un enregistrement « ${model.label.fr} » porte déjà cette valeur. Rien n’a été enregistré, votre saisie est conservée.`,
    en: `Another ${model.label.en} already has this value. Nothing was saved, what you typed is kept.`,
  })
}

const mentions = (message: string, column: string): boolean =>
  new RegExp(`[_"\`(, ]${column}[_"\`),\\\\ ]`).test(message)

function inUse(message: string): Text {
  const table = /table \\*"(\w+)\\*"/.exec(message)?.[1]
  return {
    fr: `Ce dossier sert encore ailleurs${table ? ` (${table})` : ''} : retirez d’abord ces liens.`,
    en: `This record is still used elsewhere${table ? ` (${table})` : ''}: remove those links first.`,
  }
}

const TAKEN: Text = { fr: 'Cette valeur est déjà prise.', en: 'This value is already taken.' }
const RULE: Text = {
  fr: 'Cette valeur contredit une règle de l’école. Rien n’a été enregistré.',
  en: 'This value breaks a rule of the school. Nothing was saved.',
}
const TOO_LARGE: Text = {
  fr: 'Un nombre est trop grand pour sa case : corrigez-le. Rien n’a été enregistré.',
  en: 'A number is too large for its box: correct it. Nothing was saved.',
}
const BUSY: Text = {
  fr: 'Quelqu’un d’autre modifie ce dossier au même instant. Réessayez.',
  en: 'Somebody else is changing this record right now. Try again.',
}
