import { Decimal } from 'decimal.js'
import type { Text } from '../../../platform/catalogue.ts'
import { DAYS_A_MONTH, HOURS_A_DAY, monthsAndDays, type Presence } from '../presence.ts'
import { HOLDING, presenceOf } from './facts.ts'
import { same, type Verdict } from './finding.ts'
import type { Case, Judge } from './rules.ts'

/** Code de l’éducation L124-5: so many hours in one host organisation and one academic year, conventions added up. */
export const capHours: Judge = async (asked) => {
  const limit = new Decimal(asked.rule.value)
  return capped(asked, limit, { fr: `${shown(limit)} h`, en: `${shown(limit)} h` }, (over) => ({
    fr: `La durée dépasse de ${shown(over)} h la limite de ${shown(limit)} h chez le même organisme sur l’année : avancez la fin du stage.`,
    en: `The duration is ${shown(over)} h over the limit of ${shown(limit)} h at one host in a year: bring the end forward.`,
  }))
}

/** The same, said in months of 22 days of 7 hours. */
export const capMonths: Judge = async (asked) => {
  const months = asked.rule.value
  const limit = new Decimal(months).mul(DAYS_A_MONTH).mul(HOURS_A_DAY)
  return capped(asked, limit, { fr: `${months} mois`, en: `${months} months` }, (over) => ({
    fr: `La durée dépasse de ${monthsAndDays(over)} la limite de ${months} mois chez le même organisme.`,
    en: `The duration is over the limit of ${months} months at one host.`,
  }))
}

async function capped(asked: Case, most: Decimal, limit: Text, wrong: (over: Decimal) => Text): Promise<Verdict> {
  const { presence } = asked.facts
  if (!presence) return { ...NO_DATES, limit }
  const elsewhen = await hoursBefore(asked)
  const total = presence.hours.plus(elsewhen)
  const value = elsewhen.isZero() ? said(presence) : together(presence, elsewhen)
  return total.lte(most)
    ? { value, limit, holds: true }
    : { value, limit, holds: false, sentence: wrong(total.minus(most)) }
}

/** Hours of the student’s other internships in the same organisation and academic year. */
export async function hoursBefore({ tx, facts }: Pick<Case, 'tx' | 'facts'>): Promise<Decimal> {
  const others = await tx.placement.findMany({
    where: {
      studentId: facts.studentId,
      companyId: facts.companyId,
      id: { not: facts.id },
      status: { in: [...HOLDING] },
      campaign: { academicYear: facts.campaign.academicYear },
    },
    include: { interruptions: true },
  })
  return others.reduce(
    (sum, one) => sum.plus(presenceOf(one, facts.holidays, { without: one.interruptions })?.hours ?? 0),
    new Decimal(0),
  )
}

const said = ({ days, hours, shown: length }: Presence): Text => ({
  fr: `${days} jours, ${shown(hours)} h (${length})`,
  en: `${days} days, ${shown(hours)} h`,
})

const together = (presence: Presence, elsewhen: Decimal): Text => ({
  fr: `${shown(presence.hours)} h, et ${shown(elsewhen)} h déjà faites dans cet organisme`,
  en: `${shown(presence.hours)} h, and ${shown(elsewhen)} h already spent at this host`,
})

/** `868`, `17,5`: hours as they are written in French. */
export const shown = (hours: Decimal): string => hours.toString().replace('.', ',')

export const NO_DATES = {
  value: same('—'),
  holds: 'unknown',
  sentence: {
    fr: 'Indiquez les dates et les heures par semaine pour vérifier cette règle.',
    en: 'Give the dates and the weekly hours to check this rule.',
  },
} as const
