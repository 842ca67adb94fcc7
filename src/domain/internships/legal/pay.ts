import { Decimal } from 'decimal.js'
import { shownMoney } from '../../../kit/money.ts'
import { DAYS_A_MONTH, HOURS_A_DAY } from '../presence.ts'
import { hoursBefore, NO_DATES, shown } from './duration.ts'
import type { Facts } from './facts.ts'
import { same } from './finding.ts'
import type { Judge } from './rules.ts'

/** Code de l’éducation L124-6: beyond the threshold in one host and one year, so much an hour, due from the first hour. */
export const minimumPay: Judge = async ({ tx, facts, rule, profile }) => {
  const least = new Decimal(rule.value)
  const limit = same(`${shownMoney(least, profile.currency)}/h`)
  if (!facts.presence) return { ...NO_DATES, limit }
  const threshold = new Decimal(profile.rules.get('pay_threshold_hours')?.value ?? 0)
  const { hours } = facts.presence
  const value = same(shownMoney(facts.pay?.toString() ?? 0, facts.currency) + UNITS[facts.payUnit])
  if (hours.plus(await hoursBefore({ tx, facts })).lte(threshold))
    return { value, limit: notDue(threshold), holds: true }
  if (hourly(facts, hours).gte(least)) return { value, limit, holds: true }
  const total = shownMoney(least.mul(hours), profile.currency)
  return {
    value,
    limit,
    holds: false,
    sentence: {
      fr: `Au-delà de ${shown(threshold)} h, la gratification est due dès la première heure : minimum ${limit.fr}, soit ${total} au total.`,
      en: `Beyond ${shown(threshold)} h pay is due from the first hour: at least ${limit.en}, that is ${total} in all.`,
    },
  }
}

const UNITS = { hour: '/h', month: '/mois', total: ' au total' } as const

const notDue = (threshold: Decimal) => ({
  fr: `facultative jusqu’à ${shown(threshold)} h`,
  en: `optional up to ${shown(threshold)} h`,
})

/** A monthly amount pays a month of 22 days of 7 hours, or its share for somebody part-time. */
function hourly({ pay, payUnit, weeklyHours }: Facts, hours: Decimal): Decimal {
  const amount = new Decimal(pay?.toString() ?? 0)
  if (payUnit === 'hour') return amount
  if (payUnit === 'total') return hours.isZero() ? amount : amount.div(hours).toDecimalPlaces(4)
  const share = new Decimal(weeklyHours?.toString() ?? FULL_WEEK).div(FULL_WEEK)
  const month = share.mul(DAYS_A_MONTH * HOURS_A_DAY)
  return month.isZero() ? amount : amount.div(month).toDecimalPlaces(4)
}

const FULL_WEEK = 35
