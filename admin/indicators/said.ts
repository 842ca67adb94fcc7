import type { FigureState, RowState } from '../../components/indicators/state.ts'
import type { Dimension, Indicator } from '../../src/kit/indicator.ts'
import type { Tone } from '../../src/platform/catalogue.ts'
import type { Figure, Worth } from './figures.ts'

type Locale = 'fr' | 'en'

/** A figure in words and drawings, for a screen or for paper. */
export function said({ indicator, total, groups, trend, asked }: Figure, by: Dimension, locale: Locale): FigureState {
  const row = rowOf(indicator, locale)
  return {
    ...{ name: indicator.name, title: indicator.title[locale], definition: indicator.definition[locale] },
    ...{ unit: indicator.unit[locale], of: indicator.of[locale] },
    total: row(total),
    beside: besideOf(indicator, total, asked, locale),
    groups: groups.map(row),
    chart: drawing(indicator, `${indicator.name}.groups`, groups, BY[by][locale], 'bars', locale),
    trend: drawing(indicator, `${indicator.name}.years`, trend, YEAR[locale], 'weeks', locale),
  }
}

/** `87,5 %`; a dash when there is nothing to say. */
export function shownValue({ unit, decimals, kind }: Indicator, value: number | null, locale: Locale): string {
  if (value === null) return '—'
  const text = value.toLocaleString(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    maximumFractionDigits: decimals,
    ...(kind === 'nps' && { signDisplay: 'exceptZero' as const }),
  })
  return kind === 'nps' ? text : `${text} ${unit[locale]}`
}

const rowOf =
  (indicator: Indicator, locale: Locale) =>
  (worth: Worth): RowState => ({
    ...{ label: worth.label, hidden: worth.hidden, n: worth.n, href: worth.href },
    value: worth.hidden ? HIDDEN[locale](indicator.least ?? 0) : shownValue(indicator, worth.value, locale),
    median: indicator.kind === 'mean' ? shownValue(indicator, worth.median, locale) : '',
    parts: worth.hidden ? [] : worth.parts,
  })

function besideOf(indicator: Indicator, total: Worth, asked: Figure['asked'], locale: Locale): FigureState['beside'] {
  if (indicator.kind === 'mean') return { label: MEDIAN[locale], value: shownValue(indicator, total.median, locale) }
  if (!asked) return null
  const rate = asked.rate === null ? '—' : `${Math.round(asked.rate)} %`
  return { label: RATE[locale](asked.n), value: rate, href: asked.href }
}

function drawing(
  indicator: Indicator,
  name: string,
  worths: Worth[],
  by: string,
  kind: 'bars' | 'weeks',
  locale: Locale,
): FigureState['chart'] {
  const round = 10 ** indicator.decimals
  return {
    ...{ name, kind, by, parts: [], empty: indicator.empty[locale], href: worths[0]?.href || SURVEYS },
    title: `${indicator.title[locale]} — ${by.toLowerCase()}`,
    of: `${indicator.title[locale]} (${indicator.unit[locale]})`,
    groups: worths.flatMap(({ label, value, href }) =>
      value === null
        ? []
        : [{ label, tone: 'blue' as Tone, n: Math.round(value * round) / round, href: href || SURVEYS, parts: [] }],
    ),
  }
}

const BY: Record<Dimension, { fr: string; en: string }> = {
  programme: { fr: 'Par filière', en: 'By programme' },
  cohort: { fr: 'Par promotion', en: 'By cohort' },
  campaign: { fr: 'Par campagne', en: 'By campaign' },
}
const YEAR = { fr: 'Par année', en: 'By year' }
const SURVEYS = '/admin/resources/Survey'
const MEDIAN = { fr: 'Médiane', en: 'Median' }
const RATE = {
  fr: (n: number) => `Taux de réponse (${n.toLocaleString('fr-FR')} sollicités)`,
  en: (n: number) => `Response rate (${n.toLocaleString('en-GB')} asked)`,
}
const HIDDEN = {
  fr: (least: number) => `Moins de ${least} réponses`,
  en: (least: number) => `Fewer than ${least} answers`,
}
