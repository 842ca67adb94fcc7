import type { JobsAnswer, Letter, Link, Scheduled } from '../../components/oversee/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { isModel, type ModelName } from '../../src/access/model.ts'
import { isId, localeOf, titles } from '../../src/access/select.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import type { Text } from '../../src/platform/catalogue.ts'
import { read } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { log } from '../../src/platform/log.ts'
import { processReports } from '../../src/platform/process-report.ts'
import { type DeadLetter, deadLetters, queueStates, reviveLetter } from '../../src/platform/queue.ts'
import type { ClockState } from '../../src/platform/schedule.ts'
import { declarePage } from '../verbs.ts'
import { reasonLabel } from '../words.ts'
import { atMostEveryTenSeconds, isAdmin } from './only.ts'

type Locale = keyof Text

/** What happens behind the screens: queues, what is done at its hour, and what five attempts could not do. */
export function jobsPage(): void {
  declarePage({
    name: 'jobs',
    menu: { label: { fr: 'Tâches de fond', en: 'Background jobs' }, icon: 'Layers', group: 'oversee' },
    methods: ['GET', 'POST'],
    right: isAdmin,
    handle: async ({ method, fields }, ctx) => (method === 'POST' ? revive(ctx, fields) : jobs(ctx)),
  })
}

const SHOWN = 100
const MOST = 10_000

async function jobs(ctx: Context): Promise<JobsAnswer> {
  const locale = localeOf(ctx.actor)
  const [queues, letters, clock] = await Promise.all([queueStates(ctx.now), deadLetters(MOST), clockOf()])
  const shown = letters.slice(0, SHOWN)
  const names = await aboutOf(ctx, shown)
  return {
    queues: queues.map((one) => ({
      ...one,
      label: queueLabel(one.name, locale),
      oldest: one.oldest?.toISOString() ?? null,
    })),
    letters: shown.map((letter) => letterOf(letter, names, locale)),
    dead: letters.length,
    schedules: clock.map((one) => scheduledOf(one, locale)),
  }
}

/** One, or all of them: each gets five attempts again. Whoever asked is noted in the log of the server. */
async function revive(ctx: Context, { id, step }: Record<string, unknown>) {
  const locale = localeOf(ctx.actor)
  const ids = step === 'all' ? (await deadLetters(MOST)).map((letter) => letter.id) : [String(id ?? '')]
  let revived = 0
  for (const one of ids) if (isId(one) && (await reviveLetter(one))) revived += 1
  if (revived === 0) throw refuse.notFound()
  log.info({ requestId: ctx.requestId, revived }, 'dead letters revived')
  return { notice: { type: 'success', message: REVIVED[locale](revived) } }
}

const REVIVED: Record<Locale, (n: number) => string> = {
  fr: (n) => (n > 1 ? `${n} tâches sont relancées.` : 'La tâche est relancée.'),
  en: (n) => (n > 1 ? `${n} jobs are running again.` : 'The job is running again.'),
}

const QUEUES: Record<string, Text> = {
  reaction: { fr: 'Suites des événements', en: 'What follows events' },
  'mail.send': { fr: 'Envoi des courriels', en: 'Sending mails' },
  'retention.access': { fr: 'Remise de données', en: 'Handing over data' },
  'placement.pack': { fr: 'Dossiers complets', en: 'Complete files' },
  'retention.bytes': { fr: 'Effacement de fichiers', en: 'Erasing files' },
  'template.preview': { fr: 'Aperçus de modèles', en: 'Template previews' },
  'agreement.freeze': { fr: 'Impression des conventions', en: 'Printing agreements' },
  'import.check': { fr: 'Vérification des imports', en: 'Checking imports' },
  'import.run': { fr: 'Imports', en: 'Imports' },
  'bulk.run': { fr: 'Traitements par lot', en: 'Bulk runs' },
  'export.make': { fr: 'Exports', en: 'Exports' },
}

const queueLabel = (name: string, locale: Locale): string => QUEUES[name]?.[locale] ?? reasonLabel(name, locale)

/** The record that a job is about, from the one id it carries. */
const ABOUT: Record<string, ModelName> = { deliveryId: 'MailDelivery', runId: 'ImportRun' }

function recordOf({ data }: DeadLetter): { model: ModelName; id: string } | null {
  for (const [key, id] of Object.entries(data ?? {})) {
    const name = ABOUT[key] ?? `${key.charAt(0).toUpperCase()}${key.slice(1)}`.replace(/Id$/, '')
    if (key.endsWith('Id') && isModel(name) && !catalogue.models[name].internal && isId(String(id)))
      return { model: name, id: String(id) }
  }
  return null
}

async function aboutOf(ctx: Context, letters: DeadLetter[]): Promise<Map<string, Link>> {
  const about = letters.flatMap((letter) => recordOf(letter) ?? [])
  const found = new Map<string, Link>()
  for (const model of new Set(about.map((one) => one.model))) {
    const ids = about.filter((one) => one.model === model).map((one) => one.id)
    const label = catalogue.models[model].label[localeOf(ctx.actor)]
    for (const [id, title] of await titles(ctx, model, ids))
      found.set(id, { title: `${label} : ${title}`, href: `/admin/resources/${model}/records/${id}/show` })
  }
  return found
}

const letterOf = (letter: DeadLetter, names: Map<string, Link>, locale: Locale): Letter => ({
  id: letter.id,
  queue: queueLabel(letter.queue, locale),
  about: names.get(recordOf(letter)?.id ?? '') ?? null,
  error: messageOf(letter.error),
  failedAt: letter.failedAt.toISOString(),
})

function messageOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error
  return (typeof message === 'string' ? message : JSON.stringify(message ?? '')).slice(0, 500)
}

type LastRun = { name: string; status: string; startedAt: Date; error: string | null }

/** What the workers say they do, with the last run of what is written down. */
const clockOf = atMostEveryTenSeconds(async () => {
  const [reports, runs] = await Promise.all([processReports(), read<LastRun>(LAST_RUNS)])
  const byName = new Map(runs.map((run) => [run.name, run]))
  const known = new Map(reports.reverse().flatMap(({ report }) => report.schedules.map((one) => [one.name, one])))
  return [...known.values()].map((state) => ({ state, run: byName.get(state.name) }))
})

const LAST_RUNS = `
  SELECT DISTINCT ON (name) name, status::text, "startedAt", error FROM "ScheduledRun" ORDER BY name, period DESC`

function scheduledOf({ state, run }: { state: ClockState; run: LastRun | undefined }, locale: Locale): Scheduled {
  const status = catalogue.enums.RunStatus?.values.find((value) => value.value === run?.status)
  return {
    name: state.name,
    label: reasonLabel(state.name, locale),
    rhythm: rhythmOf(state, locale),
    last: run?.startedAt.toISOString() ?? state.last,
    status: status?.label[locale] ?? null,
    tone: status?.tone ?? 'grey',
    error: run?.error ?? null,
    next: state.next,
  }
}

function rhythmOf({ every, at, on }: ClockState, locale: Locale): string {
  if (every !== undefined) {
    const [n, unit] = every < 60 ? [every, 's'] : every < 3_600 ? [every / 60, 'min'] : [every / 3_600, 'h']
    return locale === 'fr' ? `toutes les ${n} ${unit}` : `every ${n} ${unit}`
  }
  return `${DAYS[on ?? 'daily']?.[locale] ?? ''} ${locale === 'fr' ? 'à' : 'at'} ${at}`
}

const DAYS: Record<string, Text> = {
  daily: { fr: 'chaque jour', en: 'every day' },
  workdays: { fr: 'du lundi au vendredi', en: 'Monday to Friday' },
  mondays: { fr: 'le lundi', en: 'on Mondays' },
}
