import type { Context } from '../../access/actor.ts'
import { linkActor } from '../../access/link-actor.ts'
import { shownDay } from '../../kit/calendar.ts'
import { perform } from '../../kit/command.ts'
import { shownMoney } from '../../kit/money.ts'
import { within } from '../../kit/table.ts'
import type { Text } from '../../platform/catalogue.ts'
import { type Tx, transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { linkIsOverWhen, noteUse, type OpenedLink } from './access-link.ts'

export type CheckedFacts = {
  student: string
  company: string
  lines: { label: Text; value: string }[]
  /** Still to be checked; otherwise it went on without, or was confirmed */
  open: boolean
  checked: boolean
}

/** What the company is asked to read before anybody signs: it replaces the paper form that used to go round. */
export async function factsBehind(tx: Tx, link: Pick<OpenedLink, 'noun' | 'recordId'>): Promise<CheckedFacts | null> {
  if (link.noun !== 'Agreement' || !link.recordId) return null
  const one = await tx.agreement.findUnique({ where: { id: link.recordId }, include: PARTIES })
  if (!one || one.status === 'cancelled') return null
  const { student, company, contact } = one.placement
  const person = `${student.person.firstName} ${student.person.lastName}`
  const rows: [Text, string | null][] = [
    [
      { fr: 'Entreprise', en: 'Company' },
      [company.name, company.address, company.city, company.country].filter(Boolean).join(', '),
    ],
    [{ fr: 'Identifiant légal', en: 'Registration' }, company.registration],
    [{ fr: 'Tuteur', en: 'Tutor' }, contact && `${contact.person.firstName} ${contact.person.lastName}`],
    [{ fr: 'Sujet', en: 'Subject' }, one.subject],
    [{ fr: 'Activités confiées', en: 'Activities' }, one.activities],
    [{ fr: 'Dates', en: 'Dates' }, one.startsOn && one.endsOn && `${shownDay(one.startsOn)} – ${shownDay(one.endsOn)}`],
    [{ fr: 'Heures par semaine', en: 'Weekly hours' }, one.weeklyHours && `${one.weeklyHours} h`],
    [{ fr: 'Gratification', en: 'Pay' }, shownMoney(String(one.pay ?? 0), one.currency)],
  ]
  return {
    ...{ student: person, company: company.name, open: one.status === 'submitted' },
    checked: one.status === 'company_checked',
    lines: rows.map(([label, value]) => ({ label, value: value || '—' })),
  }
}

const PARTIES = {
  placement: {
    include: { company: true, contact: { include: { person: true } }, student: { include: { person: true } } },
  },
} as const

export const checkByLink = (ctx: Context, link: OpenedLink): Promise<void> => actByLink(ctx, link, 'checkFacts', null)

export const requestChangesByLink = (ctx: Context, link: OpenedLink, reason: string): Promise<void> =>
  actByLink(ctx, link, 'requestChanges', reason)

async function actByLink(ctx: Context, link: OpenedLink, verb: string, reason: string | null): Promise<void> {
  const { contactId, recordId } = link
  if (link.noun !== 'Agreement' || !contactId || !recordId) throw refuse.notFound()
  await transaction(async (tx) => {
    const actor = await linkActor(contactId, [{ model: 'Agreement', id: recordId }], within(tx))
    if (!actor) throw refuse.notFound()
    await perform({ ...ctx, actor }, 'Agreement', verb, recordId, {}, { tx, ...(reason !== null && { reason }) })
    await noteUse(tx, link.id, ctx.now)
  })
}

linkIsOverWhen('check', async (link, tx) => {
  const one = link.recordId ? await tx.agreement.findUnique({ where: { id: link.recordId } }) : null
  return one?.status !== 'submitted'
})
