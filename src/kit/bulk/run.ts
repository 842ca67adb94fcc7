import type { BulkRun } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { isModel, type ModelName } from '../../access/model.ts'
import type { Text } from '../../platform/catalogue.ts'
import { prisma, type Tx, transaction } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/errors.ts'
import { attempt, type Change, type Outcome, Stopped } from './change.ts'
import { finish, markItems } from './finish.ts'
import type { RunQuery } from './start.ts'

/** Who asked, as they stand now; null when they may no longer act at all. */
export type Reload = () => Promise<Context | null>

const SLICE = 25

type Options = {
  /** The person is looking on: nobody needs to be told */
  quiet?: boolean
}

/** Does what is left of a run. Stopped anywhere and started again, it goes on where its last transaction ended. */
export async function workBulk(id: string, reload: Reload, { quiet = false }: Options = {}): Promise<void> {
  await prisma().bulkRun.updateMany({ where: { id, status: 'waiting' }, data: { status: 'running' } })
  const run = await prisma().bulkRun.findUnique({ where: { id } })
  if (run?.status !== 'running') return
  if (run.isAtomic) return allOrNothing(run, await insistedOn(run, reload), quiet)
  for (let more = true; more; ) {
    const ctx = await insistedOn(run, reload)
    more = await transaction((tx) => slice(tx, ctx, run, quiet), { long: true })
  }
}

/** A worker that took over from one still alive waits its turn: two would do the same records. */
async function alone(tx: Tx, id: string): Promise<void> {
  const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtext(${id})) AS mine`
  if (!lock?.mine) throw new Error('another worker is on this run')
}

async function slice(tx: Tx, ctx: Context, run: BulkRun, quiet: boolean): Promise<boolean> {
  await alone(tx, run.id)
  const items = await tx.bulkItem.findMany({
    where: { runId: run.id, outcome: null },
    orderBy: { position: 'asc' },
    take: SLICE,
  })
  const outcomes = new Map<number, Outcome>()
  for (const item of items)
    outcomes.set(item.position, await attempt(tx, ctx, modelOf(run), changeOf(run), item.recordId))
  await markItems(tx, run.id, outcomes)
  if (items.length < SLICE) await finish(tx, ctx, run, quiet)
  return items.length === SLICE
}

class Undone extends Error {
  readonly outcomes: Map<number, Outcome>
  constructor(outcomes: Map<number, Outcome>) {
    super('all or nothing')
    this.outcomes = outcomes
  }
}

/** One transaction for all: the first refusal is enough, the others are gathered so that the person corrects them in one go. */
async function allOrNothing(run: BulkRun, ctx: Context, quiet: boolean): Promise<void> {
  const items = await prisma().bulkItem.findMany({ where: { runId: run.id }, orderBy: { position: 'asc' } })
  const work = async (tx: Tx) => {
    await alone(tx, run.id)
    const outcomes = new Map<number, Outcome>()
    for (const [index, { position, recordId }] of items.entries()) {
      if (index > 0 && index % SLICE === 0) await goOn(run.id, index)
      outcomes.set(position, await attempt(tx, ctx, modelOf(run), changeOf(run), recordId))
    }
    if ([...outcomes.values()].some((outcome) => outcome instanceof Refusal)) throw new Undone(outcomes)
    await tx.bulkRun.update({ where: { id: run.id }, data: { done: 0 } })
    await markItems(tx, run.id, outcomes)
    await finish(tx, ctx, run, quiet)
  }
  try {
    await transaction(work, { long: true })
  } catch (error) {
    if (error instanceof Stopped) return
    if (!(error instanceof Undone)) throw error
    const refused = new Map([...error.outcomes].filter(([, outcome]) => outcome instanceof Refusal))
    await transaction(async (tx) => {
      await tx.bulkRun.update({ where: { id: run.id }, data: { done: 0 } })
      await markItems(tx, run.id, refused)
      await finish(tx, ctx, run, quiet)
    })
  }
}

// Outside of the transaction, which nobody sees before its end
async function goOn(id: string, done: number): Promise<void> {
  const { count } = await prisma().bulkRun.updateMany({ where: { id, status: 'running' }, data: { done } })
  if (count === 0) throw new Stopped('cancelled')
}

async function insistedOn(run: BulkRun, reload: Reload): Promise<Context> {
  const ctx = await reload()
  if (ctx) return ctx
  await failBulk(run.id, CLOSED)
  throw new Stopped('the account is closed')
}

/** Says on the run why it went no further. */
export async function failBulk(id: string, failure: Text): Promise<void> {
  await prisma().bulkRun.updateMany({
    where: { id, status: { in: ['waiting', 'running'] } },
    data: { status: 'failed', report: { failure } },
  })
}

function changeOf({ verb, input, reason, query }: BulkRun): Change {
  const { force } = query as RunQuery
  return { verb, input: input as Change['input'], reason, ...(force && { force }) }
}

function modelOf({ model }: BulkRun): ModelName {
  if (!isModel(model)) throw refuse.notFound()
  return model
}

const CLOSED: Text = {
  fr: 'Le compte de la personne qui avait lancé ce traitement a été fermé : il s’est arrêté là. Ce qui est fait reste fait.',
  en: 'The account of the person who started this was closed: it stopped there. What is done stays done.',
}
