import type { Event, Signatory } from '@prisma/client'
import { system } from '../../src/access/actor.ts'
import { issueLink } from '../../src/domain/internships/access-link.ts'
import { isDelegated, linesOf } from '../../src/domain/internships/circuit.ts'
import { schoolDay } from '../../src/kit/calendar.ts'
import { stateLabelOf } from '../../src/kit/enum-label.ts'
import { leaveNotice } from '../../src/kit/notice.ts'
import { type Tx, transaction } from '../../src/platform/db.ts'
import { postMail } from '../../src/platform/mail.ts'
import { contactsOf, personById } from './people.ts'

type Paper = { agreementId: string; amendmentId: string | null }

/** Whose turn it is hears of it once: a link for those who have no account here, their own page for the others. */
export const tellTurn = (event: Event): Promise<void> =>
  transaction(async (tx) => {
    const paper = await paperOf(tx, event)
    const lines = await linesOf(tx, paper)
    for (const line of lines.filter((one) => one.status === 'turn'))
      await write(tx, event, paper, line, { template: 'agreement.sendToSign', key: `turn:${line.id}` })
  })

/** A link sent again, or to somebody else: another letter. */
export const tellAgain = (event: Event): Promise<void> =>
  transaction(async (tx) => {
    const line = await tx.signatory.findUnique({ where: { id: event.recordId } })
    if (line?.status !== 'turn' || !line.agreementId) return
    const paper = { agreementId: line.agreementId, amendmentId: line.amendmentId }
    await write(tx, event, paper, line, { template: 'agreement.sendToSign', key: event.id })
  })

/** Everybody who signed has the signed document at hand; everybody who was asked hears that it is recalled. */
export const tellAll =
  (template: string, which: (line: Signatory) => boolean) =>
  (event: Event): Promise<void> =>
    transaction(async (tx) => {
      const paper = await paperOf(tx, event)
      const all = await tx.signatory.findMany({ where: paper, orderBy: { order: 'asc' } })
      const once = new Map(all.filter(which).map((line) => [line.email, line]))
      for (const line of once.values()) await write(tx, event, paper, line, { template, key: `${event.id}:${line.id}` })
    })

/** The company reads the facts before the school goes on: a link, no account needed. */
export const askCompany = (event: Event): Promise<void> =>
  transaction(async (tx) => {
    const one = await tx.agreement.findUnique({ where: { id: event.recordId }, include: PARTIES })
    if (one?.status !== 'submitted' || !one.placement.contactId) return
    const { placement } = one
    for (const who of await contactsOf(tx, placement.companyId, placement.contactId)) {
      const key = `${event.id}:check:${who.personId}`
      if (!who.email || (await isWritten(tx, key))) continue
      const contactId = who.contactId ?? placement.contactId
      const asked = { purpose: 'check', contactId, recipient: who.email, days: LINK_DAYS } as const
      const href = await issueLink(tx, system('Vérification demandée'), {
        ...asked,
        noun: 'Agreement',
        recordId: one.id,
      })
      const words = { ...wordsOf(one), firstName: who.firstName, href }
      await postMail(tx, { key, to: who.email, template: 'agreement.checkFacts', data: words, locale: who.locale })
    }
  })

const LINK_DAYS = 30

async function paperOf(tx: Tx, event: Event): Promise<Paper> {
  if (event.noun !== 'Amendment') return { agreementId: event.recordId, amendmentId: null }
  const { agreementId } = await tx.amendment.findUniqueOrThrow({ where: { id: event.recordId } })
  return { agreementId, amendmentId: event.recordId }
}

const PARTIES = {
  placement: { include: { company: true, student: { include: { person: true } } } },
} as const

type Parties = { number: string | null; placement: { company: { name: string }; student: { person: Named } } }
type Named = { firstName: string; lastName: string }

const wordsOf = ({ number, placement }: Parties) => ({
  number,
  student: `${placement.student.person.firstName} ${placement.student.person.lastName}`,
  company: placement.company.name,
})

type Letter = { template: string; key: string }

async function write(tx: Tx, event: Event, paper: Paper, line: Signatory, { template, key }: Letter): Promise<void> {
  if (await isWritten(tx, key)) return
  const agreement = await tx.agreement.findUniqueOrThrow({ where: { id: paper.agreementId }, include: PARTIES })
  const delegated = isDelegated(line, schoolDay(event.at))
  const [person] = await personById(tx, delegated ? line.delegateId : line.personId)
  const to = person?.email ?? line.email
  const noun = paper.amendmentId ? 'Amendment' : 'Agreement'
  const recordId = paper.amendmentId ?? paper.agreementId
  const desk = `/admin/resources/${noun}/records/${recordId}/show`
  const words = {
    ...wordsOf(agreement),
    ...{ amendment: paper.amendmentId !== null, reason: event.reason },
    firstName: person?.firstName ?? line.name,
    capacity: stateLabelOf('SignatoryCapacity', line.capacity)[person?.locale ?? 'fr'].toLowerCase(),
  }
  if (person) {
    const { personId, locale } = person
    const title = TITLES[template]?.[locale] ?? ''
    await leaveNotice(tx, {
      ...{ personId, eventId: event.id, title: `${title} : ${words.student} — ${words.company}`, body: event.reason },
      ...{ href: desk, createdAt: event.at, mailedAt: to ? event.at : null },
    })
  }
  if (!to) return
  const own = await hasPage(tx, line, delegated)
  const href = own ? null : await linkFor(tx, line, to, delegated)
  const data = { ...words, desk: own ? desk : null, href }
  await postMail(tx, { key, to, template, data, locale: person?.locale ?? 'fr', noun, recordId })
}

/** Students and people of the school sign from their own page; the company never needs an account. */
async function hasPage(tx: Tx, line: Signatory, delegated: boolean): Promise<boolean> {
  const personId = delegated ? line.delegateId : line.personId
  if (!personId || line.capacity === 'company_tutor' || line.capacity === 'company') return false
  return (await tx.account.count({ where: { personId, status: 'active' } })) > 0
}

async function linkFor(tx: Tx, line: Signatory, recipient: string, delegated: boolean): Promise<string> {
  const contact = delegated ? null : await contactOf(tx, line)
  const asked = { purpose: 'sign', contactId: contact, recipient, days: LINK_DAYS } as const
  return issueLink(tx, system('Signature demandée'), { ...asked, noun: 'Signatory', recordId: line.id })
}

async function contactOf(tx: Tx, { agreementId, personId, capacity }: Signatory): Promise<string | null> {
  if (!agreementId || !personId || (capacity !== 'company_tutor' && capacity !== 'company')) return null
  const { placement } = await tx.agreement.findUniqueOrThrow({
    where: { id: agreementId },
    include: { placement: true },
  })
  const where = { personId, companyId: placement.companyId, isActive: true }
  return (await tx.companyContact.findFirst({ where }))?.id ?? null
}

const isWritten = async (tx: Tx, eventKey: string): Promise<boolean> =>
  (await tx.mailDelivery.count({ where: { eventKey } })) > 0

const TITLES: Record<string, { fr: string; en: string }> = {
  'agreement.sendToSign': { fr: 'À signer', en: 'To sign' },
  'agreement.conclude': { fr: 'Signé par tous', en: 'Signed by all' },
  'agreement.recall': { fr: 'Signature rappelée', en: 'Signing recalled' },
}
