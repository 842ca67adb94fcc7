import type { Event } from '@prisma/client'
import { headings } from '../../src/domain/internships/agreement-completeness.ts'
import { renewableFor } from '../../src/domain/internships/offer-renewal.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { stateLabelOf } from '../../src/kit/enum-label.ts'
import type { Text } from '../../src/platform/catalogue.ts'
import type { Tx } from '../../src/platform/db.ts'
import { assessFacts } from './assess-facts.ts'
import { contactsOf, officersOf, personById, type Recipient, studentPerson } from './people.ts'

/** What a mail may say about a record, and whom it concerns: names only, read when the mail is written. */
export type Facts = {
  words: Record<string, unknown>
  student: () => Promise<Recipient[]>
  contacts: () => Promise<Recipient[]>
  officers: () => Promise<Recipient[]>
  schoolTutor: () => Promise<Recipient[]>
  jury: () => Promise<Recipient[]>
  /** Joined to the mail, as calendars read it */
  calendar?: string
}

export type Reader = (tx: Tx, event: Event, today: Date) => Promise<Facts>

const nobody = async (): Promise<Recipient[]> => []

export const factsOf: Record<string, Reader> = {
  Candidature: async (tx, event, today) => {
    const one = await tx.candidature.findUniqueOrThrow({
      where: { id: event.recordId },
      include: { campaign: true, offer: { include: { company: true } }, student: { include: { person: true } } },
    })
    const { offer, campaign } = one
    return {
      words: {
        ...{ student: fullName(one.student.person), offer: offer.title, company: offer.company.name },
        campaign: campaign.name,
        rank: then(event, 'rank', one.rank),
        until: then(event, 'proposalExpiresAt', one.proposalExpiresAt),
        interviewAt: then(event, 'interviewAt', one.interviewAt),
      },
      student: () => studentPerson(tx, one.studentId),
      // A company hears only of a file that the school gave it
      contacts: () => (one.forwardedAt ? contactsOf(tx, offer.companyId, offer.contactId) : nobody()),
      officers: () => officersOf(tx, campaign.departmentId, today),
      schoolTutor: nobody,
      jury: nobody,
    }
  },
  Company: async (tx, event) => {
    const one = await tx.company.findUniqueOrThrow({ where: { id: event.recordId } })
    const campaignId = String(then(event, 'campaignId', ''))
    const campaign = await tx.campaign.findUniqueOrThrow({ where: { id: campaignId } })
    const offers = await renewableFor(tx, one.id, campaignId)
    return {
      words: {
        ...{ company: one.name, campaign: campaign.name, closesOn: campaign.closesOn },
        offers: offers.map(({ title, seats }) => ({ title, seats })),
      },
      ...{ student: nobody, officers: nobody, schoolTutor: nobody, jury: nobody },
      contacts: () => contactsOf(tx, one.id, null),
    }
  },
  Offer: async (tx, event, today) => {
    const one = await tx.offer.findUniqueOrThrow({
      where: { id: event.recordId },
      include: { campaign: true, company: true },
    })
    return {
      words: { offer: one.title, company: one.company.name, campaign: one.campaign.name, seats: one.seats },
      student: nobody,
      contacts: () => contactsOf(tx, one.companyId, one.contactId),
      officers: () => officersOf(tx, one.campaign.departmentId, today),
      schoolTutor: nobody,
      jury: nobody,
    }
  },
  Deliverable: async (tx, event, today) => {
    const one = await tx.deliverable.findUniqueOrThrow({ where: { id: event.recordId } })
    const placement = await placementFacts(tx, one.placementId, today)
    const kind = catalogue.enums.DeliverableKind?.values.find((value) => value.value === one.kind)?.label
    return {
      ...placement,
      words: {
        ...placement.words,
        ...{ kindFr: kind?.fr ?? one.kind, kindEn: kind?.en ?? one.kind },
        dueOn: then(event, 'dueOn', one.dueOn),
        daysLate: then(event, 'daysLate', one.daysLate) || null,
      },
    }
  },
  Placement: async (tx, event, today) => {
    const facts = await placementFacts(tx, event.recordId, today)
    return { ...facts, words: { ...facts.words, week: then(event, 'week', null) } }
  },
  Agreement: async (tx, event, today) => {
    const one = await tx.agreement.findUniqueOrThrow({ where: { id: event.recordId } })
    const placement = await placementFacts(tx, one.placementId, today)
    return {
      ...placement,
      words: {
        ...placement.words,
        number: one.number,
        version: one.currentVersion,
        ...toFix(then(event, 'fieldsToFix', one.fieldsToFix)),
      },
    }
  },
  Amendment: async (tx, event, today) => {
    const one = await tx.amendment.findUniqueOrThrow({ where: { id: event.recordId }, include: { agreement: true } })
    const placement = await placementFacts(tx, one.agreement.placementId, today)
    const kind = stateLabelOf('AmendmentKind', one.kind)
    return {
      ...placement,
      words: {
        ...placement.words,
        ...{ number: one.agreement.number, amendment: one.number ?? 1, effectiveOn: one.effectiveOn },
        ...{ kindFr: kind.fr.toLowerCase(), kindEn: kind.en.toLowerCase() },
        ...changesIn(one.changes),
      },
    }
  },
  ...assessFacts(placementFacts),
}

type Change = { label: Text; old: string; new: string }

/** What an amendment changes, in one line of each language; null until it is approved. */
function changesIn(changes: unknown): { changesFr: string | null; changesEn: string | null } {
  const list = Array.isArray(changes) ? (changes as Change[]) : []
  const said = (locale: keyof Text) =>
    list.map((one) => `${one.label[locale]} : ${one.old} → ${one.new}`).join(' ; ') || null
  return { changesFr: said('fr'), changesEn: said('en') }
}

/** A value as the event left it: the record may have moved on before anybody is told. */
const then = (event: Event, name: string, now: unknown): unknown =>
  event.after && typeof event.after === 'object' && name in event.after ? Reflect.get(event.after, name) : now

/** The parts to correct, as the agreement calls them. */
function toFix(names: unknown): { fieldsFr: string | null; fieldsEn: string | null } {
  const asked = String(names ?? '')
    .split(',')
    .map((name) => name.trim())
  const labels = headings.filter((heading) => asked.includes(heading.value)).map((heading) => heading.label)
  const said = (locale: 'fr' | 'en') => labels.map((label) => label[locale]).join(', ') || null
  return { fieldsFr: said('fr'), fieldsEn: said('en') }
}

async function placementFacts(tx: Tx, id: string, today: Date): Promise<Facts> {
  const one = await tx.placement.findUniqueOrThrow({
    where: { id },
    include: {
      campaign: true,
      company: true,
      schoolTutor: true,
      contact: { include: { person: true } },
      student: { include: { person: true } },
    },
  })
  return {
    words: {
      ...{ student: fullName(one.student.person), company: one.company.name, campaign: one.campaign.name },
      ...{ subject: one.isConfidential ? null : one.subject, startsOn: one.startsOn, endsOn: one.endsOn },
      schoolTutor: one.schoolTutor ? fullName(one.schoolTutor) : null,
      companyTutor: one.contact ? fullName(one.contact.person) : null,
    },
    student: () => studentPerson(tx, one.studentId),
    contacts: () => contactsOf(tx, one.companyId, one.contactId),
    officers: () => officersOf(tx, one.campaign.departmentId, today),
    schoolTutor: () => personById(tx, one.schoolTutorId),
    jury: nobody,
  }
}

const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`

/** `{student}` and the like, filled from the words of a record. */
export const filled = (text: string, words: Record<string, unknown>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(words[name] ?? ''))

export type Notice = Text
