import { isModel, type ModelName } from '../src/access/model.ts'
import type { Row } from '../src/access/select.ts'
import { catalogue } from '../src/generated/catalogue.ts'
import { flowOf } from '../src/kit/flow.ts'
import { deskText } from './locales/desk.ts'

type Locale = 'fr' | 'en'

export function roleLabel(role: string, locale: Locale): string {
  const known = catalogue.enums.Role?.values.find((value) => value.value === role)
  return known?.label[locale] ?? deskText(locale).automatic
}

export function verbLabel(noun: string, verb: string, locale: Locale): string {
  const own = isModel(noun) ? flowOf(noun)?.verbs.get(verb)?.label[locale] : undefined
  const common: Record<string, string> = deskText(locale).verbs
  return own ?? common[verb] ?? deskText(locale).otherVerb
}

export const nounLabel = (noun: string, locale: Locale): string =>
  isModel(noun) ? catalogue.models[noun].label[locale] : deskText(locale).otherNoun

/** What a job says it acts for: its name in the clock, or a sentence of its own. */
export function reasonLabel(reason: string, locale: Locale): string {
  const schedules: Record<string, string> = deskText(locale).schedules
  return schedules[reason] ?? reason
}

type Say = (code: string, row: Row, locale: Locale) => string

const noun: Say = (code, _row, locale) => nounLabel(code, locale)
const verb: Say = (code, row, locale) => verbLabel(String(row.values.noun ?? row.values.model ?? ''), code, locale)
const role: Say = (code, _row, locale) => roleLabel(code, locale)

const reason: Say = (code, _row, locale) => reasonLabel(code, locale)

/** `candidature.submit`: the noun and the verb that a mail is about. */
const template: Say = (code, _row, locale) => {
  const [about = '', what = ''] = code.split('.')
  const name = about.charAt(0).toUpperCase() + about.slice(1)
  return `${nounLabel(name, locale)} — ${verbLabel(name, what, locale)}`
}

const CODED = new Set<ModelName>(['Event', 'BulkRun', 'ExportRun', 'ScheduledRun'])

/** Columns of the house’s own records that hold a name of the code: nobody should have to read those. */
const SPOKEN: Partial<Record<ModelName, Record<string, Say>>> = {
  Event: { noun, verb, role, reason },
  ScheduledRun: { name: reason },
  SavedView: { model: noun },
  ImportRun: { model: noun },
  StoredFile: { ownerModel: noun },
  MailDelivery: { noun, template },
  AccessLink: { noun },
  NotificationLog: { noun },
  Alert: { noun },
  TrashedRecord: { noun },
  ExportRun: { model: noun },
  BulkRun: { model: noun, verb },
}

export function spokenOf(
  model: ModelName,
  row: Row,
  locale: Locale,
): { title: string; words?: Record<string, string> } {
  const says = SPOKEN[model]
  if (!says) return { title: row.title }
  const words = Object.fromEntries(
    Object.entries(says).flatMap(([name, say]) => {
      const code = row.values[name]
      return typeof code === 'string' && code !== '' ? [[name, say(code, row, locale)]] : []
    }),
  )
  // A title made of codes is said in the same words
  const spoken = [words.noun ?? words.model ?? words.name, words.verb].filter(Boolean).join(' — ')
  return { title: CODED.has(model) && spoken ? spoken : row.title, words }
}
