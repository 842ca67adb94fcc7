import type { WaitingAnswer, WaitingStep } from '../../components/record/see-state.ts'
import { type Context, hasRole, type Role } from '../../src/access/actor.ts'
import { holdersOf, waysOf } from '../../src/access/anyone.ts'
import { type AnyModel, modelOf } from '../../src/access/model.ts'
import { localeOf, type Row } from '../../src/access/select.ts'
import { daysBetween, schoolDay } from '../../src/kit/calendar.ts'
import { legalVerbs } from '../../src/kit/command.ts'
import { type AnyVerb, flowOf } from '../../src/kit/flow.ts'
import { nextStepOf, type Turn, turnOf } from '../../src/kit/next-step.ts'
import { read } from '../../src/platform/db.ts'
import { opened } from '../actions/read.ts'
import { bareRecord } from '../record.ts'
import type { DeskAction } from '../verbs.ts'
import { roleLabel, verbLabel } from '../words.ts'
import { mayRead } from './right.ts'

/** Why a record stands where it stands: who must act, since when, what they may do, and what the house does by itself. */
export const waitingAction: DeskAction = {
  name: 'waiting',
  routes: ['record'],
  methods: ['GET'],
  right: mayRead,
  handle: async ({ model, row }, ctx) => ({
    record: bareRecord(opened(row).id),
    waiting: await waitingOf(ctx, modelOf(model), opened(row)),
  }),
}

async function waitingOf(ctx: Context, model: AnyModel, row: Row): Promise<WaitingAnswer['waiting']> {
  const { status } = row.values
  const legal = [...(flowOf(model.name)?.verbs.values() ?? [])].filter((verb) => isLegal(verb, status))
  if (typeof status !== 'string' || legal.length === 0) return null
  const locale = localeOf(ctx.actor)
  const byRole = stepsOf(legal)
  const [mine, arrival, next, turn, people] = await Promise.all([
    legalVerbs(ctx, model.name, [row]),
    arrivalOf(model, row, status),
    nextStepOf(model.name, row),
    turnOf(model.name, row),
    Promise.all([...byRole].map(([role, verbs]) => namesOf(ctx, model, row.id, role, verbs))),
  ])
  const own = new Set((mine.get(row.id) ?? []).map((verb) => verb.name))
  const steps = [...byRole].map(
    ([role, verbs], i): WaitingStep => ({
      role: roleLabel(role, locale),
      verbs: verbs.map((verb) => verb.label[locale]),
      people: people[i] ?? [],
      // The first role that a verb names is whose step it is; the others may stand in
      expected: verbs.some((verb) => isAwaited(verb) && (verb.roles[0] ?? 'admin') === role),
      mine: hasRole(ctx.actor, role) && verbs.some((verb) => own.has(verb.name)),
    }),
  )
  if (turn) steps.push(turnStep(ctx, model, turn))
  const since = arrival?.at ?? new Date(String(row.values.createdAt ?? ctx.now))
  return {
    since: since.toISOString(),
    days: daysBetween(schoolDay(since), schoolDay(ctx.now)),
    verb: arrival ? verbLabel(model.name, arrival.verb, locale) : null,
    steps: steps.sort((a, b) => Number(b.expected) - Number(a.expected)),
    automatic: legal.filter((verb) => verb.system && verb.roles.length === 0).map((verb) => verb.label[locale]),
    next: next && { at: next.at.toISOString(), text: next.text[locale] },
  }
}

const turnStep = ({ actor }: Context, model: AnyModel, { role, people, personIds, verb }: Turn): WaitingStep => ({
  ...{ role: role[localeOf(actor)], people, verbs: [verbLabel(model.name, verb, localeOf(actor))], expected: true },
  mine: actor.kind === 'person' && personIds.includes(actor.personId),
})

// A verb that any state allows moves nothing forward
const isLegal = (verb: AnyVerb, state: unknown): boolean => verb.from !== 'any' && verb.from.includes(String(state))

/** A verb that leaves the state as it is may be used, but nothing waits for it. */
const isAwaited = (verb: AnyVerb): boolean => verb.tone === 'primary' && verb.to !== null

/** The verbs that wait for somebody, by the role that is to use them; what the administrator alone may do is theirs. */
function stepsOf(legal: AnyVerb[]): Map<Role, AnyVerb[]> {
  const byRole = new Map<Role, AnyVerb[]>()
  for (const verb of legal.filter((one) => !one.system || one.roles.length > 0))
    for (const role of verb.roles.length > 0 ? verb.roles : (['admin'] as const))
      byRole.set(role, [...(byRole.get(role) ?? []), verb])
  return byRole
}

const FEW = 3

/** The people behind a role, as far as whoever asks may know them. */
async function namesOf(ctx: Context, model: AnyModel, id: string, role: Role, verbs: AnyVerb[]): Promise<string[]> {
  const ways = verbs.flatMap((verb) => waysOf(role, model.name, verb.name))
  const { holders } = await holdersOf(ctx, { model: model.name, id }, role, ways, { known: true, limit: FEW })
  return holders.flatMap((holder) => holder.name ?? [])
}

type Arrival = { at: Date; verb: string }

async function arrivalOf(model: AnyModel, row: Row, status: string): Promise<Arrival | undefined> {
  const [event] = await read<Arrival>(ARRIVAL, [model.name, row.id, status])
  return event
}

const ARRIVAL = `
  SELECT at, verb FROM "Event" WHERE noun = $1 AND "recordId" = $2 AND after ->> 'status' = $3
  ORDER BY at DESC, id DESC LIMIT 1`
