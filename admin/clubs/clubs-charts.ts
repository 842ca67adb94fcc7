import type { ChartState } from '../../components/charts/state.ts'
import type { ClubFigures, Figures } from '../../src/domain/clubs/figures.ts'
import type { Period } from '../../src/domain/clubs/period.ts'
import { hrefOf } from '../address.ts'
import { heldHref } from './run-parts.ts'
import type { Locale } from './run-words.ts'

type Measure = {
  name: string
  title: Record<Locale, string>
  of: Record<Locale, string>
  worth: (club: ClubFigures) => number | null
  href: (clubId: string, period: Period) => string
}

/** What clubs are compared by, side by side; each bar opens what it counts. */
const MEASURES: Measure[] = [
  {
    name: 'clubs.execution',
    title: { fr: 'Taux d’exécution par club', en: 'Execution rate by club' },
    of: { fr: 'Taux (%)', en: 'Rate (%)' },
    worth: ({ execution }) => execution.rate,
    href: (clubId) => hrefOf('ActionProgramme', { clubId }),
  },
  {
    name: 'clubs.participants',
    title: { fr: 'Participants par activité, par club', en: 'Participants per activity, by club' },
    of: { fr: 'Moyenne', en: 'Mean' },
    worth: ({ attended }) => attended.mean,
    href: (clubId, { span }) => heldHref(clubId, span),
  },
]

export const barsOf = (
  { clubs }: Figures,
  named: (id: string) => string,
  period: Period,
  locale: Locale,
): ChartState[] =>
  MEASURES.map(({ name, title, of, worth, href }) => ({
    ...{ name, kind: 'bars' as const, title: title[locale], of: of[locale], parts: [] },
    by: 'Club',
    href: hrefOf('Club', {}),
    empty: {
      fr: 'Rien à comparer sur cette période : choisissez-en une autre.',
      en: 'Nothing to compare over this period: choose another.',
    }[locale],
    groups: clubs.flatMap((club) => {
      const value = worth(club)
      if (value === null) return []
      const n = Math.round(value * 10) / 10
      return [{ label: named(club.clubId), tone: 'blue' as const, n, href: href(club.clubId, period), parts: [] }]
    }),
  }))
