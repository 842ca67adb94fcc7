import type { Context } from '../../src/access/actor.ts'
import { titles } from '../../src/access/select.ts'

export type Act = { actorId: string | null; role: string }

/** Those who act in the name of the school; it is the school that one hears from. */
const OF_THE_SCHOOL = new Set(['admin', 'internship_officer', 'school_tutor'])

/**
 * Whether the name of whoever acted may be said: their own, that of the school’s people, that of anybody they may read.
 * An offer that many students read has a history too: it does not tell them who the others are.
 */
export async function knownTo(ctx: Context, acts: Act[]): Promise<(act: Act) => boolean> {
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  const isPlain = ({ actorId, role }: Act): boolean => actorId === null || actorId === me || OF_THE_SCHOOL.has(role)
  const doubtful = acts.filter((act) => !isPlain(act)).flatMap(({ actorId }) => actorId ?? [])
  const open = new Set<string>()
  // A list is read by pages of a hundred
  for (let i = 0; i < doubtful.length; i += 100)
    for (const id of (await titles(ctx, 'Person', doubtful.slice(i, i + 100))).keys()) open.add(id)
  return (act) => isPlain(act) || (act.actorId !== null && open.has(act.actorId))
}
