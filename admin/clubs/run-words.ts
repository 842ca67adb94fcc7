import type { Rate, Stat } from '../../components/clubs/run-state.ts'
import type { Tone } from '../../components/state.ts'
import type { Execution, Presence, TaskFigures } from '../../src/domain/clubs/execution.ts'
import type { Synthesis } from '../../src/domain/clubs/figures.ts'
import type { Period } from '../../src/domain/clubs/period.ts'
import type { Attended, Evolution } from '../../src/domain/clubs/statistics.ts'

export type Locale = 'fr' | 'en'

const numbers = (locale: Locale, digits: number) =>
  new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    ...{ minimumFractionDigits: digits, maximumFractionDigits: digits },
  })

export const decimal = (value: number | null, locale: Locale, digits = 1): string =>
  value === null ? '—' : numbers(locale, digits).format(value)

/** `63,6 %`; a dash when there is nothing to divide. */
export const percent = (value: number | null, locale: Locale): string =>
  value === null ? '—' : `${decimal(value, locale)}${locale === 'fr' ? '\u00a0' : ''}%`

export const evolution = ({ percent: value }: Evolution, locale: Locale): string =>
  value === null ? '—' : `${value > 0 ? '+' : ''}${percent(value, locale)}`

export const evolutionHint = ({ percent: value, isSmall }: Evolution, locale: Locale): string => {
  if (value === null) return { fr: 'pas de période précédente', en: 'no period before' }[locale]
  return isSmall ? { fr: 'échantillon faible', en: 'small sample' }[locale] : ''
}

/** A whole year is told by the quarter under way; a period of one’s own by the one before it. */
export const trendOf = ({ quarter, evolution: whole }: Synthesis, { name }: Period): Evolution =>
  name === 'year' ? quarter.evolution : whole

/** « sur 3 relevées / 4 terminées » */
export const takenOf = ({ taken, activities }: Attended, locale: Locale): string =>
  activities === 0
    ? ''
    : {
        fr: `sur ${taken} ${taken > 1 ? 'relevées' : 'relevée'} / ${activities} ${activities > 1 ? 'terminées' : 'terminée'}`,
        en: `over ${taken} taken / ${activities} finished`,
      }[locale]

export const stat = (label: string, value: string, hint: string, href: string, tone: Tone = 'grey'): Stat => ({
  ...{ label, value, hint, href, tone },
})

/** The three figures of the programme: what counts, to date, and in the tooltip the one that hides nothing. */
export function executionRates(execution: Execution, href: string, locale: Locale): Rate[] {
  const { rate, gross, toDate, planned, excused, done, due, dueDone, outside } = execution
  const counted = planned - excused
  const beside =
    outside > 0 ? { fr: ` · +${outside} hors programme`, en: ` · +${outside} beside the programme` }[locale] : ''
  const none = { fr: 'aucune activité au programme validé', en: 'no activity in a validated programme' }[locale]
  return [
    {
      label: { fr: 'Taux d’exécution', en: 'Execution rate' }[locale],
      ...{ value: percent(rate, locale), percent: rate, href },
      text:
        planned === 0
          ? none + beside
          : { fr: `${done} terminées sur ${counted}`, en: `${done} finished of ${counted}` }[locale] + beside,
      tip: {
        fr: `Taux brut : ${percent(gross, 'fr')} (${done} sur ${planned} prévues). Les annulations approuvées par l’Amicale sortent du calcul (${excused}) ; les activités hors programme n’y entrent jamais.`,
        en: `Gross rate: ${percent(gross, 'en')} (${done} of ${planned} planned). Cancellations approved by the union are taken out (${excused}); activities beside the programme never come in.`,
      }[locale],
    },
    {
      label: { fr: 'À date', en: 'To date' }[locale],
      ...{ value: percent(toDate, locale), percent: toDate, href },
      text: { fr: `${dueDone} sur ${due} échues`, en: `${dueDone} of ${due} due` }[locale],
      tip: {
        fr: 'Parmi les activités prévues jusqu’à aujourd’hui, celles qui sont terminées.',
        en: 'Among the activities planned until today, those that are finished.',
      }[locale],
    },
  ]
}

export const taskRate = ({ done, total, late, rate }: TaskFigures, href: string, locale: Locale): Rate => ({
  label: { fr: 'Tâches', en: 'Tasks' }[locale],
  ...{ value: percent(rate, locale), percent: rate, href },
  text:
    { fr: `${done} sur ${total}`, en: `${done} of ${total}` }[locale] +
    (late > 0 ? { fr: ` · ${late} en retard`, en: ` · ${late} overdue` }[locale] : ''),
  tip: {
    fr: 'Chaque tâche compte pour son poids, 1 sauf indication ; les tâches abandonnées ne comptent pas.',
    en: 'Each task counts for its weight, 1 unless set; dropped tasks do not count.',
  }[locale],
})

/** « 3,50 présences par personne » */
export const perPersonOf = (value: number | null, locale: Locale): string =>
  value === null
    ? ''
    : {
        fr: `${decimal(value, 'fr', 2)} présence${value >= 2 ? 's' : ''} par personne`,
        en: `${decimal(value, 'en', 2)} attendances each`,
      }[locale]

export const presenceText = ({ came, expected, excused }: Presence, locale: Locale): string => {
  const apart =
    excused > 0 ? { fr: `, ${excused} excusée${excused > 1 ? 's' : ''}`, en: `, ${excused} excused` }[locale] : ''
  return {
    fr: expected === 0 ? 'aucune réunion close' : `${came} sur ${expected} réunions${apart}`,
    en: expected === 0 ? 'no closed meeting' : `${came} of ${expected} meetings${apart}`,
  }[locale]
}
