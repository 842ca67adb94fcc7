import { Decimal } from 'decimal.js'
import { DateTime } from 'luxon'
import { fold } from '../../../access/search.ts'
import { asDay, type Day, shownDay } from '../../../kit/calendar.ts'
import type { Period } from '../../../kit/period.ts'
import { dateOfDay } from '../../../platform/clock.ts'
import { NO_DATES } from './duration.ts'
import { type Facts, HOLDING, periodOf } from './facts.ts'
import { same } from './finding.ts'
import type { Case, Judge } from './rules.ts'

/**
 * Code de l’éducation L124-11: on the same post, the next trainee waits for a third of the previous internship, unless
 * its trainee broke it off.
 */
export const waitingPeriod: Judge = async (asked) => {
  const { facts, rule } = asked
  const limit = { fr: `${rule.value} de la durée précédente`, en: `${rule.value} of the previous duration` }
  if (!facts.startsOn) return { ...NO_DATES, limit }
  const previous = await lastOnPost(asked)
  if (!previous) return { value: { fr: 'poste libre', en: 'post free' }, limit, holds: true }
  const earliest = freeOn(previous.period, rule.value)
  const until = `→ ${shownDay(previous.period.endsOn)}`
  const value = same(asked.naming ? `${previous.who}, ${until}` : until)
  if (earliest <= asDay(facts.startsOn)) return { value, limit, holds: true }
  return {
    value,
    limit,
    holds: false,
    sentence: {
      fr: `Délai de carence sur ce poste : pas avant le ${shownDay(earliest)}.`,
      en: `Waiting period on this post: not before ${shownDay(earliest)}.`,
    },
  }
}

/** The day the post is free again: after a share (`1/3`) of the calendar days the last one stayed. */
export function freeOn({ startsOn, endsOn }: Period, share: string): Day {
  const [start, end] = [startsOn, endsOn].map((day) => DateTime.fromISO(asDay(day), { zone: 'utc' }))
  if (!start || !end) return asDay(endsOn)
  const stayed = Math.round(end.diff(start, 'days').days) + 1
  const [part = '1', whole = '1'] = share.split('/')
  const wait = new Decimal(stayed).mul(part).div(whole).ceil().toNumber()
  return end.plus({ days: wait + 1 }).toISODate() ?? asDay(endsOn)
}

async function lastOnPost({ tx, facts }: Case) {
  if (!facts.startsOn) return null
  const others = await tx.placement.findMany({
    where: {
      companyId: facts.companyId,
      id: { not: facts.id },
      status: { in: [...HOLDING] },
      startsOn: { lt: dateOfDay(asDay(facts.startsOn)) },
    },
    include: { offer: true, student: { include: { person: true } } },
    orderBy: { endsOn: 'desc' },
    take: 200,
  })
  const found = others.find(
    (one) => one.breachInitiative !== 'student' && one.studentId !== facts.studentId && samePost(one, facts),
  )
  const period = found && periodOf(found)
  return found && period ? { who: nameOf(found.student.person), period } : null
}

type Post = Pick<Facts, 'offerId' | 'subject'> & { offer: { title: string } | null }

const samePost = (one: Post, other: Post): boolean =>
  (one.offerId !== null && one.offerId === other.offerId) || (titleOf(one) !== '' && titleOf(one) === titleOf(other))

const titleOf = ({ subject, offer }: Post): string => fold(offer?.title ?? subject ?? '').trim()

export const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`
