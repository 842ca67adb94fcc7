import type { Context, Role } from '../../access/actor.ts'
import { record } from '../../kit/event.ts'
import { type AnyVerb, defineFlow, type Flow, verbOf } from '../../kit/flow.ts'
import { today } from '../../platform/clock.ts'
import { config } from '../../platform/config.ts'
import type { Tx } from '../../platform/db.ts'
import { inviteAccount } from './invitation.ts'
import { startView } from './view-as.ts'

export const INVITATION = {
  label: { fr: 'Inviter à se connecter', en: 'Invite to log in' },
  done: {
    fr: 'L’invitation est partie par mail : le lien est valable 7 jours.',
    en: 'The invitation has been mailed: its link works for 7 days.',
  },
} satisfies Pick<AnyVerb, 'label' | 'done'>

/** People get an account one by one; their roles are given apart, by the administration. */
export const personFlow: Flow = defineFlow('Person', {
  invite: verbOf('Person')({
    ...INVITATION,
    from: 'any',
    to: null,
    roles: [],
    body: async ({ tx, ctx, record: person }) => {
      await inviteAccount(ctx, person.id, tx)
    },
  }),
  viewAs: verbOf('Person')({
    label: { fr: 'Voir comme cette personne', en: 'View as this person' },
    from: 'any',
    to: null,
    roles: [],
    rows: (me) => ({
      NOT: { OR: [{ id: me.personId }, { roleAssignments: { some: { role: 'admin', endsOn: null } } }] },
      account: { status: 'active' },
    }),
    needsReason: true,
    confirm: {
      fr: 'Pendant 15 minutes vous voyez ce que cette personne voit, sans rien pouvoir changer. Le début, la fin et le motif restent au journal.',
      en: 'For 15 minutes you see what this person sees and can change nothing. The start, the end and the reason stay in the log.',
    },
    body: ({ tx, ctx, record: person, reason }) => startView(tx, ctx, person.id, reason ?? ''),
  }),
})

export const studentInvite = verbOf('Student')({
  ...INVITATION,
  from: ['enrolled', 'on_leave'],
  to: null,
  roles: ['internship_officer'],
  body: async ({ tx, ctx, record: student }) => {
    await ensureRole(tx, ctx, student.personId, 'student')
    await inviteAccount(ctx, student.personId, tx)
  },
})

/** A role that comes with what someone is: a student is a student, a company’s contact is its tutor. */
export async function ensureRole(tx: Tx, ctx: Context, personId: string, role: Role): Promise<void> {
  const day = today(config.schoolTz, ctx.now)
  const held = await tx.roleAssignment.findFirst({
    where: { personId, role, startsOn: { lte: day }, OR: [{ endsOn: null }, { endsOn: { gte: day } }] },
  })
  if (held) return
  const grantedById = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  const given = await tx.roleAssignment.create({ data: { personId, role, startsOn: day, grantedById } })
  await record(tx, ctx, {
    noun: 'RoleAssignment',
    recordId: given.id,
    verb: 'create',
    role: ctx.actor.kind === 'person' ? (ctx.actor.roles[0]?.role ?? 'system') : 'system',
    after: { personId, role, startsOn: day },
  })
}
