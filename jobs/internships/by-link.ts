import type { Event } from '@prisma/client'
import { system } from '../../src/access/actor.ts'
import { issueLink } from '../../src/domain/internships/access-link.ts'
import { mondayOf } from '../../src/domain/internships/logbook-rules.ts'
import { portalLink } from '../../src/domain/internships/portal-link.ts'
import { config } from '../../src/platform/config.ts'
import { type Tx, transaction } from '../../src/platform/db.ts'
import { postMail } from '../../src/platform/mail.ts'
import type { Recipient } from './people.ts'

const EVALUATION_DAYS = 30

/** What stands on the page of a contact’s trainees; the rest of the desk needs an account. */
const ON_THEIR_PAGE = new Set(['Placement', 'Agreement', 'Amendment', 'Certificate'])

/**
 * Where a mail leads whoever works for a company and has no account: to their evaluation, to their week, to the page of
 * their trainees. Null when the desk is the right place, or the only one.
 */
export async function pathByLink(tx: Tx, event: Event, who: Recipient, key: string): Promise<string | null> {
  const { contactId, email } = who
  if (!contactId || !email || who.hasAccount) return null
  if (event.noun === 'Evaluation') return evaluationPath(tx, event, contactId, email, key)
  if (!ON_THEIR_PAGE.has(event.noun)) return null
  const home = pathOf(await portalLink(tx, system('Lien de suivi'), contactId))
  const week = event.noun === 'Placement' && Reflect.get(Object(event.after), 'week')
  return home && week ? `${home}/week/${event.recordId}.${mondayOf(String(week))}` : home
}

async function evaluationPath(tx: Tx, { recordId }: Event, contactId: string, recipient: string, key: string) {
  // Told twice, the first letter stands and its link with it
  if ((await tx.mailDelivery.count({ where: { eventKey: key } })) > 0) return null
  if (!(await portalLink(tx, system('Lien de suivi'), contactId))) return null
  const asked = { purpose: 'evaluate', contactId, recipient, noun: 'Evaluation', recordId } as const
  return pathOf(await issueLink(tx, system('Évaluation demandée'), { ...asked, days: EVALUATION_DAYS }))
}

const pathOf = (href: string | null): string | null => href && href.slice(config.publicUrl.length)

/** The link itself, by mail: asked for by the officer, or because the trainees change hands. */
export const mailPortal = (event: Event): Promise<void> =>
  transaction(async (tx) => {
    const from = event.verb === 'handOver' ? event.recordId : null
    const contactId = from ? String(Reflect.get(Object(event.after), 'replacedById')) : event.recordId
    const contact = await tx.companyContact.findUnique({ where: { id: contactId }, include: WHO })
    const key = `${event.id}:portal`
    if (!contact?.person.email || (await tx.mailDelivery.count({ where: { eventKey: key } })) > 0) return
    const href = await portalLink(tx, system('Lien de suivi'), contactId)
    if (!href) return
    const away = from ? await tx.companyContact.findUnique({ where: { id: from }, include: WHO }) : null
    const { person, company } = contact
    await postMail(tx, {
      ...{
        key,
        to: person.email ?? '',
        template: 'companyContact.sendPortal',
        noun: 'CompanyContact',
        recordId: contactId,
      },
      locale: person.account?.locale === 'en' ? 'en' : 'fr',
      data: {
        ...{ firstName: person.firstName, company: company.name, href, byLink: true },
        from: away ? `${away.person.firstName} ${away.person.lastName}` : null,
      },
    })
  })

const WHO = { company: true, person: { include: { account: true } } } as const
