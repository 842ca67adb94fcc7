import type { Context, Role } from '../access/actor.ts'
import { type ModelName, modelOf } from '../access/model.ts'
import { mayEver, readable } from '../access/rights.ts'
import { mayAsk } from '../access/scope.ts'
import { localeOf } from '../access/select.ts'
import type { Where } from '../access/where.ts'
import type { Text, Tone } from '../platform/catalogue.ts'
import { type Dated, type Dates, datedIn, MOST_DATED, type Window } from './dated.ts'

/** What a domain puts in somebody’s agenda: the dates of these records. Whose records: the rights of each person. */
export type AgendaSource = Dates & {
  model: ModelName
  roles: Role[]
  where?: Where
  /** What happens that day; without it, the column says so */
  what?: Text
  tone?: Tone
}

export type Appointment = Dated & { what: string }

const sources: AgendaSource[] = []

export function defineAgenda(more: AgendaSource[]): void {
  sources.push(...more)
}

/** What concerns this person between two days, the earliest first; `more` when there was too much to show. */
export async function agendaOf(ctx: Context, window: Window): Promise<{ items: Appointment[]; more: boolean }> {
  const locale = localeOf(ctx.actor)
  const found = await Promise.all(
    sources
      .filter((source) => isTheirs(ctx, source))
      .map(async (source) => {
        const items = await datedIn(ctx, source.model, source, window, source.where ? { where: source.where } : {})
        const what = (source.what ?? labelOf(source))[locale]
        return items.map((item) => ({ ...item, what, tone: source.tone ?? item.tone }))
      }),
  )
  const items = found.flat().sort((a, b) => instantOf(a.start) - instantOf(b.start))
  return { items: items.slice(0, MOST_DATED), more: items.length > MOST_DATED }
}

function isTheirs({ actor }: Context, { model, roles, start, end, where }: AgendaSource): boolean {
  if (actor.kind !== 'person' || !actor.roles.some(({ role }) => roles.includes(role))) return false
  if (!mayEver(actor, model, 'read')) return false
  const open = readable(actor, model)
  return open.has(start) && (!end || open.has(end)) && (!where || mayAsk(actor, model, where))
}

const labelOf = ({ model, start }: AgendaSource): Text =>
  modelOf(model).fields.find((field) => field.name === start)?.label ?? { fr: '', en: '' }

const instantOf = (time: string | Date): number => (time instanceof Date ? time.getTime() : Date.parse(time))
