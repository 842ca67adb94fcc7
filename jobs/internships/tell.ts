import type { Event } from '@prisma/client'
import { mailingOf } from '../../src/domain/core/preference.ts'
import { schoolDay } from '../../src/kit/calendar.ts'
import { leaveNotice } from '../../src/kit/notice.ts'
import { dateOfDay } from '../../src/platform/clock.ts'
import { type Tx, transaction } from '../../src/platform/db.ts'
import { postMail } from '../../src/platform/mail.ts'
import { pathByLink } from './by-link.ts'
import { type Facts, factsOf, filled, type Notice } from './facts.ts'
import type { Recipient } from './people.ts'

export type Audience = Exclude<keyof Facts, 'words' | 'calendar'>

/** Who hears of an event: by mail (`emails/<noun>.<verb>.hbs`) and notice, or by a notice alone. */
export type Telling = { to: Audience[]; mail: true; notice: Notice } | { to: Audience[]; mail?: never; notice: Notice }

/** Tells everybody an event concerns, once each, whatever runs twice. A notice is not for the one who acted. */
export async function tell(event: Event, tellings: Telling[]): Promise<void> {
  // Said by the reminders of the day, which leave in one mail: not a second time
  if ('reminder' in Object(event.after)) return
  const facts = factsOf[event.noun]
  if (!facts) throw new Error(`jobs/internships/facts.ts: nothing is said about ${event.noun}`)
  await transaction(async (tx) => {
    const about = await facts(tx, event, dateOfDay(schoolDay(event.at)))
    for (const telling of tellings) {
      for (const audience of telling.to)
        for (const who of await about[audience]())
          if (telling.mail || who.personId !== event.actorId)
            await tellOne(tx, event, telling, who, about.words, undefined, about.calendar)
    }
  })
}

export async function tellOne(
  tx: Tx,
  event: Event,
  { mail, notice }: Pick<Telling, 'mail' | 'notice'>,
  who: Recipient,
  words: Record<string, unknown>,
  href = `/admin/resources/${event.noun}/records/${event.recordId}/show`,
  calendar?: string,
): Promise<void> {
  const { personId, email } = who
  const key = `${event.id}:${personId}`
  const page = mail ? await pathByLink(tx, event, who, key) : null
  const data = { ...words, reason: event.reason, firstName: who.firstName, href: page ?? href, byLink: page !== null }
  const title = filled(notice[who.locale], data)
  const template = `${event.noun.charAt(0).toLowerCase()}${event.noun.slice(1)}.${event.verb}`
  // Without an account there is no pace to choose
  const mailing = mail && email ? (page ? 'official' : await mailingOf(tx, personId, template)) : null
  const mailedAt = mailing ? event.at : null
  await leaveNotice(tx, { personId, eventId: event.id, title, body: event.reason, href, createdAt: event.at, mailedAt })
  if (!mailing || !email) return
  await postMail(tx, {
    ...{ key, to: email, template, data: { ...data, mailing } },
    ...{ locale: who.locale, noun: event.noun, recordId: event.recordId, ...(calendar && { calendar }) },
  })
}
