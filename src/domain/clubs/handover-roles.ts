import type { ClubMember } from '@prisma/client'
import type { Context, Role } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import type { Tx } from '../../platform/db.ts'
import { inviteAccount } from '../core/invitation.ts'
import { ensureRole } from '../core/invite.ts'
import { needsSecondFactor, resetSecondFactor } from '../core/second-factor.ts'

type Place = { tx: Tx; ctx: Context }

export const POSTS = ['lead', 'deputy', 'secretary', 'treasurer', 'communication', 'member'] as const
export type Post = (typeof POSTS)[number]

/** The role of the school that a post of the club needs, the other key being the post itself. */
export const roleOf = (post: Post): Role =>
  post === 'lead' ? 'club_lead' : post === 'treasurer' ? 'club_treasurer' : 'club_member'

/** The role goes with the post, unless another seat still needs it; so does the second factor, unless another role does. */
export async function leave({ tx, ctx }: Place, member: ClubMember, endsOn: Date): Promise<void> {
  const { personId, post } = member
  if (!personId) return
  const role = roleOf(post)
  const seats = await tx.clubMember.findMany({ where: { personId, id: { not: member.id }, endsOn: null } })
  if (seats.some((seat) => roleOf(seat.post) === role)) return
  const held = await tx.roleAssignment.findMany({
    where: { personId, role, OR: [{ endsOn: null }, { endsOn: { gt: endsOn } }] },
  })
  for (const { id, endsOn: before, startsOn } of held) {
    const last = startsOn > endsOn ? startsOn : endsOn
    await tx.roleAssignment.update({ where: { id }, data: { endsOn: last, version: { increment: 1 } } })
    await record(tx, ctx, {
      ...{ noun: 'RoleAssignment', recordId: id, verb: 'update', role: 'union_executive' },
      ...{ before: { endsOn: before }, after: { endsOn: last } },
    })
  }
  const others = await tx.roleAssignment.findMany({ where: { personId, endsOn: null } })
  const account = await tx.account.findUnique({ where: { personId } })
  if (account && !needsSecondFactor(others.map((one) => one.role))) await resetSecondFactor(tx, ctx, account.id)
}

type Newcomer = { lastName: string; firstName: string; email: string; post: Post }

/** Somebody the school knows by that address, or a new person: the role of their post, and an invitation when they have no account. */
export async function enter({ tx, ctx }: Place, { lastName, firstName, email, post }: Newcomer): Promise<string> {
  const known = await tx.person.findUnique({ where: { email }, include: { account: true } })
  const personId = known?.id ?? (await tx.person.create({ data: { lastName, firstName, email } })).id
  if (!known) {
    const after = { lastName, firstName, email }
    await record(tx, ctx, { noun: 'Person', recordId: personId, verb: 'create', role: 'union_executive', after })
  }
  await ensureRole(tx, ctx, personId, roleOf(post))
  if (!known?.account || known.account.status === 'invited') await inviteAccount(ctx, personId, tx)
  return personId
}
