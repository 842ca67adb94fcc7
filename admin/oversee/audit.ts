import type { AuditAnswer, AuditEntry, ChainAnswer, Option } from '../../components/oversee/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { isModel, type ModelName, modelOf, models } from '../../src/access/model.ts'
import { count, isId, list, localeOf, type Row, titles } from '../../src/access/select.ts'
import type { Where } from '../../src/access/where.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { flowOf } from '../../src/kit/flow.ts'
import type { Text } from '../../src/platform/catalogue.ts'
import { atSchool, dayOf, later } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { type ChainReport, verifyChain } from '../../src/platform/event-chain.ts'
import { changesIn } from '../actions/history.ts'
import { deskText } from '../locales/desk.ts'
import { declarePage } from '../verbs.ts'
import { nounLabel, reasonLabel, roleLabel, verbLabel } from '../words.ts'
import { isAdmin, pageOf } from './only.ts'

type Locale = keyof Text

/** The event log to read: who, what, on which record, when, before and after in words. POST reads the whole chain again. */
export function auditPage(): void {
  declarePage({
    name: 'audit',
    menu: { label: { fr: 'Audit', en: 'Audit' }, icon: 'Eye', group: 'oversee' },
    methods: ['GET', 'POST'],
    right: isAdmin,
    handle: ({ method, query }, ctx) => (method === 'POST' ? verify(localeOf(ctx.actor)) : audit(ctx, query)),
  })
}

const PER_PAGE = 30

async function audit(ctx: Context, query: Record<string, string>): Promise<AuditAnswer> {
  const locale = localeOf(ctx.actor)
  const page = pageOf(query)
  const filter = filterOf(query)
  const sort = { field: 'at', direction: 'desc' } as const
  const [rows, total] = await Promise.all([
    list(ctx, 'Event', { where: filter.where, sort, limit: PER_PAGE, offset: (page - 1) * PER_PAGE }),
    count(ctx, 'Event', { where: filter.where }),
  ])
  const person = filter.person ? ((await titles(ctx, 'Person', [filter.person])).get(filter.person) ?? null) : null
  return {
    ...{ entries: await entriesOf(ctx, rows), total, page, perPage: PER_PAGE, person },
    ...{ nouns: nounOptions(locale), verbs: verbOptions(query.noun ?? '', locale) },
    ...{ search: filter.search, ignored: filter.ignored },
  }
}

type Filter = { where: Where; search: string; person: string | null; ignored: string[] }

/** Each condition as the database takes it, and as the address of a list says it. What cannot be read is left out, and said. */
function filterOf(query: Record<string, string>): Filter {
  const where: Where[] = []
  const search = new URLSearchParams()
  const ignored: string[] = []
  for (const [name, value] of Object.entries(query)) {
    const condition = value && Object.hasOwn(CONDITIONS, name) ? CONDITIONS[name]?.(value) : undefined
    if (!value || name === 'page') continue
    if (!condition) ignored.push(name)
    else {
      where.push(condition.where)
      search.set(`filters.${condition.filter}`, value)
    }
  }
  const person = query.person && isId(query.person) ? query.person : null
  return { where: where.length > 0 ? { AND: where } : {}, search: search.toString(), person, ignored }
}

type Condition = { where: Where; filter: string } | undefined

const CONDITIONS: Record<string, (value: string) => Condition> = {
  person: (value) =>
    isId(value) ? { where: { OR: [{ actorId: value }, { impersonatorId: value }] }, filter: 'actorId' } : undefined,
  noun: (value) => (isModel(value) ? { where: { noun: value }, filter: 'noun~~is' } : undefined),
  verb: (value) => (/^\w{1,60}$/.test(value) ? { where: { verb: value }, filter: 'verb~~is' } : undefined),
  record: (value) => (isId(value) ? { where: { recordId: value }, filter: 'recordId' } : undefined),
  from: (value) => {
    const start = midnight(value)
    return start && { where: { at: { gte: start } }, filter: 'at~~from' }
  },
  to: (value) => {
    const start = midnight(value)
    return start && { where: { at: { lt: later(start, { days: 1 }) } }, filter: 'at~~to' }
  },
}

function midnight(day: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined
  const start = atSchool(`${day}T00:00`, config.schoolTz)
  return Number.isNaN(start.getTime()) || dayOf(start, config.schoolTz) !== day ? undefined : start
}

async function entriesOf(ctx: Context, rows: Row[]): Promise<AuditEntry[]> {
  const locale = localeOf(ctx.actor)
  const [names, changes] = await Promise.all([titlesOf(ctx, rows), changesIn(ctx, rows.map(eventOf))])
  return rows.map((row) => {
    const { id, values } = row
    const [noun, verb, recordId] = [String(values.noun), String(values.verb), String(values.recordId)]
    const title = names.get(`${noun} ${recordId}`)
    return {
      id,
      at: values.at instanceof Date ? values.at.toISOString() : String(values.at),
      verb: verbLabel(noun, verb, locale),
      actor: {
        title: row.titles.actorId ?? deskText(locale).automatic,
        href: typeof values.actorId === 'string' ? hrefOf('Person', values.actorId) : null,
      },
      impersonator: row.titles.impersonatorId ?? null,
      role: roleLabel(String(values.role), locale),
      reason: typeof values.reason === 'string' ? reasonLabel(values.reason, locale) : null,
      noun: nounLabel(noun, locale),
      record: { id: recordId, noun, title: title ?? GONE[locale], href: title ? hrefOf(noun, recordId) : null },
      ip: typeof values.ip === 'string' ? values.ip : null,
      changes: changes.get(id) ?? [],
    }
  })
}

const eventOf = ({ id, values }: Row) => ({
  id,
  noun: String(values.noun),
  before: sideOf(values.before),
  after: sideOf(values.after),
})

const sideOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null ? { ...value } : null

const hrefOf = (model: string, id: string): string => `/admin/resources/${model}/records/${id}/show`

/** Today’s titles of the records on this page, one question per noun. */
async function titlesOf(ctx: Context, rows: Row[]): Promise<Map<string, string>> {
  const byNoun = new Map<ModelName, string[]>()
  for (const { values } of rows) {
    const noun = String(values.noun)
    if (!isModel(noun) || catalogue.models[noun].internal) continue
    byNoun.set(noun, [...(byNoun.get(noun) ?? []), String(values.recordId)])
  }
  const found = await Promise.all(
    [...byNoun].map(async ([noun, ids]) =>
      [...(await titles(ctx, noun, ids))].map(([id, title]): [string, string] => [`${noun} ${id}`, title]),
    ),
  )
  return new Map(found.flat())
}

const GONE: Text = { fr: 'n’existe plus', en: 'no longer exists' }

const nounOptions = (locale: Locale): Option[] =>
  models
    .filter((model) => !model.internal)
    .map((model) => ({ value: model.name, label: model.label[locale] }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))

/** The verbs of the chosen noun, and those that every noun has. */
function verbOptions(noun: string, locale: Locale): Option[] {
  const own = isModel(noun) && !modelOf(noun).internal ? [...(flowOf(noun)?.verbs.keys() ?? [])] : []
  const names = [...new Set([...Object.keys(deskText(locale).verbs), ...own])]
  return names
    .map((verb) => ({ value: verb, label: verbLabel(noun, verb, locale) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))
}

let verifying: Promise<ChainReport> | null = null

/** The whole chain is read once at a time, whoever else asks meanwhile. */
async function verify(locale: Locale): Promise<ChainAnswer> {
  verifying ??= verifyChain().finally(() => {
    verifying = null
  })
  const report = await verifying
  return {
    ok: report.ok,
    sealed: report.sealed,
    sentence: sentenceOf(report, locale),
    event: report.broken?.eventId ?? null,
  }
}

function sentenceOf({ sealed, broken }: ChainReport, locale: Locale): string {
  const n = sealed.toLocaleString(locale === 'fr' ? 'fr-FR' : 'en')
  if (!broken && sealed === 0)
    return locale === 'fr' ? 'Aucun événement n’est encore scellé.' : 'No event is sealed yet.'
  if (!broken)
    return locale === 'fr'
      ? `La chaîne tient : les ${n} événements scellés sont ceux qui ont été écrits, et aucun ne manque.`
      : `The chain holds: the ${n} sealed events are those that were written, and none is missing.`
  const why = DAMAGES[broken.why][locale]
  return locale === 'fr'
    ? `La chaîne tient jusqu’au numéro ${n}, puis se rompt au numéro ${broken.seq} : ${why}`
    : `The chain holds up to number ${n}, then breaks at number ${broken.seq}: ${why}`
}

const DAMAGES: Record<NonNullable<ChainReport['broken']>['why'], Text> = {
  edited: {
    fr: 'cet événement n’est plus celui qui a été scellé. Prévenez la direction et ne touchez plus à la base.',
    en: 'this event is not the one that was sealed. Tell the head of the school and leave the database alone.',
  },
  removed: {
    fr: 'un événement ou son scellé a disparu. Prévenez la direction et ne touchez plus à la base.',
    en: 'an event or its seal is gone. Tell the head of the school and leave the database alone.',
  },
  truncated: {
    fr: 'la fin du journal a disparu : les repères gardés hors de la base vont plus loin.',
    en: 'the end of the log is gone: the marks kept outside the database go further.',
  },
  forged_anchor: {
    fr: 'un repère gardé hors de la base n’a pas été signé par cette installation.',
    en: 'a mark kept outside the database was not signed by this installation.',
  },
}
