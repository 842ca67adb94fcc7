import type { Event } from '@prisma/client'
import { schoolDay } from '../../src/kit/calendar.ts'
import { leaveNotice } from '../../src/kit/notice.ts'
import { dateOfDay } from '../../src/platform/clock.ts'
import { type Tx, transaction } from '../../src/platform/db.ts'
import { officersOf, personById, type Recipient } from './people.ts'

type Words = { fr: string; en: string }

/** Who hears of an alert: the officers when it is raised, its owner when it comes to them or comes back. */
export const alertReactions: Record<string, ((event: Event) => Promise<void>)[]> = {
  'Alert.raise': [(event) => tellOf(event, { fr: 'Nouvelle alerte : ', en: 'New alert: ' }, ownerAndOfficers)],
  'Alert.assign': [
    (event) => tellOf(event, { fr: 'Une alerte vous est confiée : ', en: 'An alert is yours: ' }, owner),
  ],
  'Alert.reopen': [(event) => tellOf(event, { fr: 'Alerte de nouveau ouverte : ', en: 'Alert open again: ' }, owner)],
}

type Alert = {
  title: string
  advice: string | null
  ownerId: string | null
  departmentId: string | null
  severity: string
}
type Audience = (tx: Tx, alert: Alert, event: Event) => Promise<Recipient[]>

const owner: Audience = (tx, alert) => personById(tx, alert.ownerId)

const ownerAndOfficers: Audience = async (tx, alert, event) => {
  const told = [...(await owner(tx, alert, event)), ...(await everyOfficer(tx, alert, event))]
  return told.filter((one, i) => told.findIndex(({ personId }) => personId === one.personId) === i)
}

const everyOfficer: Audience = (tx, alert, event) =>
  // One that belongs to no department is the business of those who have them all
  officersOf(tx, alert.departmentId ?? NO_DEPARTMENT, dateOfDay(schoolDay(event.at)))

const NO_DEPARTMENT = '00000000-0000-0000-0000-000000000000'

const tellOf = (event: Event, words: Words, audience: Audience): Promise<void> =>
  transaction(async (tx) => {
    const alert = await tx.alert.findUnique({ where: { id: event.recordId } })
    if (!alert || alert.status === 'closed') return
    for (const { personId, locale } of await audience(tx, alert, event)) {
      if (personId === event.actorId) continue
      const href = `/admin/resources/Alert/records/${alert.id}/show`
      const title = `${words[locale]}${alert.title}`
      await leaveNotice(tx, { personId, eventId: event.id, title, body: alert.advice, href, createdAt: event.at })
    }
  })
