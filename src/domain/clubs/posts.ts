import { type Actor, hasRole } from '../../access/actor.ts'
import { clubsOf, type Me } from '../../access/rights.ts'
import type { Where } from '../../access/where.ts'

/**
 * A right in a club needs two keys: the role, which the school gives, and the post, which the club gives for a term. The
 * school and the Amicale need no post.
 */
export const isAbove = (me: Me): boolean => me.role === 'admin' || me.role === 'union_executive'

/** Clubs whose bureau this person is part of, whatever their post. */
export const bureauOf = (me: Me): string[] => clubsOf(me)

export const ledBy = (me: Me): string[] => (me.role === 'club_lead' ? clubsOf(me, 'lead') : [])

export const keptBy = (me: Me): string[] => (me.role === 'club_treasurer' ? clubsOf(me, 'treasurer') : [])

/** Clubs whose activities, attendance and meetings this person runs: the lead, their deputy, the secretary. */
export const runBy = (me: Me): string[] => (me.role === 'club_member' ? clubsOf(me, 'deputy', 'secretary') : ledBy(me))

/** Rows of these clubs; every row for the school and the Amicale. `path` says where the club is, from the noun. */
export const inClubs = (me: Me, clubs: string[], path: 'clubId' | 'activity' | 'id' = 'clubId'): Where => {
  if (isAbove(me)) return {}
  return path === 'activity' ? { activity: { clubId: { in: clubs } } } : { [path]: { in: clubs } }
}

/** Whether this person runs activities anywhere: in a club by their post, everywhere from above. */
export const runsSomewhere = (actor: Actor): boolean => {
  if (actor.kind !== 'person') return false
  if (hasRole(actor, 'admin', 'union_executive')) return true
  const holds = (...posts: string[]) => actor.clubs.some(({ post }) => posts.includes(post))
  return (
    (hasRole(actor, 'club_lead') && holds('lead')) || (hasRole(actor, 'club_member') && holds('deputy', 'secretary'))
  )
}
