import type { Context } from '../../../access/actor.ts'
import { perform } from '../../../kit/command.ts'
import type { Text } from '../../../platform/catalogue.ts'
import { type Tx, transaction } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { Line } from './read.ts'

/** A line as somebody would like it to be. */
export type Wish = Pick<Line, 'id' | 'version' | 'startsAt' | 'minutes' | 'roomId' | 'jury'>
export type Outcome = { saved: string[]; refused: { id: string; sentence: Text }[] }

/**
 * Everything that changed, at once: each line by its own verb, so that one that is refused holds up no other, and is
 * named. Lines that take each other’s place are moved together: first both leave, then both arrive.
 */
export async function saveBoard(ctx: Context, lines: readonly Line[], wishes: readonly Wish[]): Promise<Outcome> {
  const byId = new Map(lines.map((line) => [line.id, line]))
  const saved: string[] = []
  let left = wishes.flatMap((wish) => {
    const line = byId.get(wish.id)
    return line && !line.fixed && isOther(line, wish) ? [{ line, wish }] : []
  })
  let refused: Outcome['refused'] = []
  for (let before = -1; left.length > 0 && left.length !== before; ) {
    before = left.length
    const tried = await oneByOne(ctx, left)
    saved.push(...tried.flatMap(({ id, refusal }) => (refusal ? [] : [id])))
    refused = tried.flatMap(({ id, refusal }) => (refusal ? [{ id, sentence: refusal.sentence }] : []))
    left = left.filter(({ line }) => !saved.includes(line.id))
  }
  if (left.length > 1 && (await together(ctx, left))) {
    saved.push(...left.map(({ line }) => line.id))
    refused = []
  }
  return { saved, refused }
}

type Move = { line: Line; wish: Wish }

/** Whether anything differs from what is kept. */
export const isOther = (line: Line, wish: Wish): boolean =>
  line.startsAt?.getTime() !== wish.startsAt?.getTime() ||
  (wish.startsAt !== null &&
    (line.roomId !== wish.roomId ||
      line.minutes !== wish.minutes ||
      line.jury.join() !== wish.jury.filter(Boolean).join()))

async function oneByOne(ctx: Context, moves: readonly Move[]) {
  const done: { id: string; refusal: Refusal | null }[] = []
  for (const { line, wish } of moves) done.push({ id: line.id, refusal: await refusalOf(move(ctx, wish)) })
  return done
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** The slot of each is given back, then each takes its new one; one that is refused gives everything back. */
const together = async (ctx: Context, moves: readonly Move[]): Promise<boolean> =>
  (await refusalOf(
    transaction(async (tx) => {
      for (const { line } of moves) if (line.startsAt) await perform(ctx, 'Defense', 'unplan', line.id, {}, { tx })
      for (const { wish } of moves) if (wish.startsAt) await move(ctx, { ...wish, version: null }, tx)
    }),
  )) === null

function move(
  ctx: Context,
  { id, version, startsAt, minutes, roomId, jury }: Omit<Wish, 'version'> & { version: number | null },
  tx?: Tx,
) {
  const options = { version, ...(tx && { tx }) }
  if (!startsAt) return perform(ctx, 'Defense', 'unplan', id, {}, options)
  const [chairId, secondId, thirdId] = jury
  const input = { roomId: roomId ?? '', startsAt, minutes, chairId, secondId, thirdId }
  return perform(ctx, 'Defense', 'plan', id, input, options)
}
