import { randomUUID } from 'node:crypto'
import { type Actor, type Context, loadActor } from '../../src/access/actor.ts'
import type { ModelName } from '../../src/access/model.ts'
import { perform } from '../../src/kit/command.ts'
import { createRecords } from '../../src/kit/create-many.ts'
import { createRecord, updateRecord } from '../../src/kit/record.ts'
import type { Attempt } from '../../src/kit/together.ts'
import { atSchool, dayOf, later, now, setClock, today } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { prisma, type Tx, transaction } from '../../src/platform/db.ts'
import { Refusal } from '../../src/platform/errors.ts'

/** A login of the cast, somebody of the register who has no account yet, or a job that says why it acts. */
export type Who = string | Actor

/** One thing somebody did, some days before today. */
export type Act = {
  day: number
  who: Who
  /** What one act must wait for within its day: those of the same lane are played in order */
  lane: string
  play: (ctx: Context) => Promise<unknown>
}

type Values = Record<string, unknown>

/**
 * The stage of the demo story: a clock that moves from the past campaign to this morning, and the cast who act on it.
 * Days are counted from today, so the story is as fresh in a year as it is now.
 */
export function openStage() {
  const opened = now()
  const actors = new Map<string, Actor>()
  let instant = opened
  setClock(() => instant)

  /** The nth second of work of a day; never after the real present. */
  const moveTo = (day: number, second = 0) => {
    const morning = atSchool(`${dayOf(later(opened, { days: day }), config.schoolTz)}T08:30`, config.schoolTz)
    const wanted = later(morning, { seconds: second })
    const past = wanted < opened
    instant = past ? wanted : opened
  }

  const as = async (who: Who): Promise<Context> => {
    const actor = typeof who === 'string' ? (actors.get(who) ?? (await actorOf(who))) : who
    if (typeof who === 'string') actors.set(who, actor)
    const news = instant > later(opened, { days: -NEWS_DAYS })
    const context = { actor, now: instant, requestId: randomUUID(), ip: null, readOnly: false }
    return news ? context : { ...context, replayed: true }
  }

  const day = (days: number): Date => later(today(config.schoolTz, opened), { days })

  return {
    moveTo,
    as,
    /** The day `days` from today, as a day column holds it. */
    day,
    /** The first day from then on that is this one of the week, Monday being 1; any working day without it. */
    weekday: (days: number, wanted?: number): number => {
      const fits = (n: number) => (wanted === undefined ? isWeekday(day(n)) : day(n).getUTCDay() === wanted % 7)
      return [0, 1, 2, 3, 4, 5, 6].map((n) => days + n).find(fits) ?? days
    },
    /** Plays the acts day by day; those of one day a moment apart, several lanes at a time. */
    play: async (acts: Act[]): Promise<void> => {
      const days = Map.groupBy(acts, (act) => act.day)
      for (const day of [...days.keys()].sort((a, b) => a - b)) {
        const timed = (days.get(day) ?? []).map((act, i) => ({ ...act, second: i * 47 }))
        const lanes = [...Map.groupBy(timed, (act) => act.lane).values()]
        const playLanes = async () => {
          for (let lane = lanes.shift(); lane; lane = lanes.shift())
            for (const act of lane) {
              moveTo(day, act.second)
              await act.play(await as(act.who))
            }
        }
        await Promise.all(Array.from({ length: LANES }, playLanes))
      }
    },
    close: () => setClock(null),
  }
}

const isWeekday = (day: Date): boolean => day.getUTCDay() % 6 !== 0

// A first start waits for the database more than it computes
const LANES = 3

// What happened in the last days is still news: its mails and notices leave with the first worker
const NEWS_DAYS = 3

export type Stage = ReturnType<typeof openStage>

export const create = async (ctx: Context, model: ModelName, values: Values, tx?: Tx): Promise<string> =>
  (await told(`${model}.create`, createRecord(ctx, model, values, { ...(tx && { tx }) }))).id

/** Many records of one noun, by the door of imports: a first start must stay short. */
export const createAll = async (ctx: Context, model: ModelName, rows: Values[]): Promise<string[]> => {
  const made = await transaction((tx) => createRecords(ctx, model, rows, tx), { long: true })
  return Promise.all(made.map((one) => told(`${model}.create`, kept(one))))
}

const kept = async (one: Attempt<{ id: string }>): Promise<string> => {
  if ('refusal' in one) throw one.refusal
  return one.done.id
}

export const act = (ctx: Context, model: ModelName, verb: string, id: string, input: Values = {}, reason?: string) =>
  told(`${model}.${verb}`, perform(ctx, model, verb, id, input, { ...(reason && { reason }) }))

export const edit = (ctx: Context, model: ModelName, id: string, values: Values) =>
  told(`${model}.update`, updateRecord(ctx, model, id, null, values))

/** A rule that changed since the story was written says where the story stops. */
async function told<T>(what: string, done: Promise<T>): Promise<T> {
  try {
    return await done
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const fields = Object.entries(error.fields ?? {}).map(([name, text]) => `${name} : ${text.fr}`)
    throw new Error(`prisma/seeds : ${what} est refusé. ${error.sentence.fr} ${fields.join(' ')}`, { cause: error })
  }
}

async function actorOf(email: string): Promise<Actor> {
  const account = await prisma().account.findUnique({ where: { email }, select: { id: true } })
  const actor = account && (await loadActor(account.id))
  if (!actor) throw new Error(`prisma/seeds: ${email} is not in the cast, or has no account yet`)
  return actor
}
