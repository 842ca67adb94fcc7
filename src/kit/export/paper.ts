import type { ExportFormat } from '@prisma/client'
import type { Context, PersonActor } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import { list, MAX_PAGE } from '../../access/select.ts'
import type { Text } from '../../platform/catalogue.ts'
import { newId } from '../../platform/crypto.ts'
import type { Prisma, Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { enqueue } from '../../platform/queue.ts'
import type { Export } from './export.ts'

/** A column of a record whose file, or whose words, a paper holds. */
export type Held = { model: ModelName; id: string; column: string }

/** What was asked for, as it is kept: ids and choices, never words. */
export type Asked = Prisma.InputJsonObject

/** `held` grows while `chunks` is read. */
export type Made = Export & { held: Held[] }

/** A file that a domain makes for somebody from many records: a sheet, a pack. */
export type Paper = {
  title: Text
  format: ExportFormat
  make: (ctx: Context, asked: Asked) => Promise<Made>
  /** The mail that brings it to somebody else than the one who asked, when it is ready */
  letter?: (ctx: Context, asked: Asked) => Promise<{ template: string; words: Record<string, unknown> }>
}

const papers = new Map<string, Paper>()

export const definePaper = (name: string, paper: Paper): void => void papers.set(name, paper)

/** The paper that a run makes; a list that leaves as a file is none. */
export const paperOf = (query: unknown): Paper | undefined =>
  typeof query === 'object' && query !== null && 'paper' in query ? papers.get(String(query.paper)) : undefined

export type PaperAsked = { paper: string; model: ModelName; asked: Asked; rows: number }

/** Gives a paper to the worker, which makes it with the rights of its owner. Returns the id of the run. */
export async function askForPaper(tx: Tx, owner: Owner, wanted: PaperAsked): Promise<string> {
  const { paper, model, asked, rows } = wanted
  const known = papers.get(paper)
  if (!known) throw new Error(`kit/export/paper.ts: no paper is called ${paper}`)
  const id = newId()
  const query = { ...asked, paper }
  await tx.exportRun.create({
    data: { id, model, format: known.format, query, rows, createdById: owner.personId },
  })
  await enqueue(tx, 'export.make', { exportRunId: id, accountId: owner.accountId }, { key: id })
  return id
}

export type Owner = Pick<PersonActor, 'accountId' | 'personId'>

/** Whoever asks for themselves; a link sent by mail has no page where a file could wait. */
export function ownerOf({ actor }: Context): Owner {
  if (actor.kind !== 'person' || actor.byLink) throw NO_PAGE
  return actor
}

/** Everything a paper holds must still be open to whoever takes it: each record, and in it the very column. */
export async function refuseClosed(ctx: Context, held: readonly Held[]): Promise<void> {
  for (const [model, ofModel] of Map.groupBy(held, (one) => one.model)) {
    for (let at = 0; at < ofModel.length; at += MAX_PAGE) {
      const some = ofModel.slice(at, at + MAX_PAGE)
      const where = { id: { in: [...new Set(some.map((one) => one.id))] } }
      const rows = await list(ctx, model, { where, limit: MAX_PAGE })
      const open = new Map(rows.map((row) => [row.id, row.values]))
      if (some.some(({ id, column }) => open.get(id)?.[column] === undefined)) throw refuse.notFound()
    }
  }
}

const NO_PAGE = refuse.conflict('no_page', {
  fr: 'Ce document se prépare depuis le bureau : connectez-vous, puis redemandez-le.',
  en: 'This document is prepared from the desk: log in, then ask again.',
})
