import { hasRole } from '../../access/actor.ts'
import { defineCheck } from '../../kit/check.ts'
import type { Text } from '../../platform/catalogue.ts'

// The lead names their bureau; who leads and who holds the cash box is decided above them
defineCheck('ClubMember', ({ ctx, before, after }): Record<string, Text> => {
  if (!after) return {}
  const errors: Record<string, Text> = {}
  if (after.endsOn && after.startsOn && after.endsOn < after.startsOn) errors.endsOn = ENDS
  const above = ctx.actor.kind === 'system' || hasRole(ctx.actor, 'admin', 'union_executive')
  const changes = after.post !== before?.post
  if (!above && changes && [after.post, before?.post].some((post) => RESERVED.includes(String(post))))
    errors.post = NAMED_ABOVE
  return errors
})

const RESERVED = ['lead', 'treasurer']

const ENDS: Text = {
  fr: 'Le mandat finit avant de commencer : corrigez l’une des deux dates.',
  en: 'The term ends before it begins: correct one of the two dates.',
}
const NAMED_ABOVE: Text = {
  fr: 'Le responsable et le trésorier sont nommés par l’Amicale : demandez-le-lui.',
  en: 'The lead and the treasurer are named by the student union: ask them.',
}
