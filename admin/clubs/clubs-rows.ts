import type { ClubRow, RatedLine } from '../../components/clubs/run-state.ts'
import { type ClubFigures, type Facts, within } from '../../src/domain/clubs/figures.ts'
import type { Period } from '../../src/domain/clubs/period.ts'
import { ratingOf } from '../../src/domain/clubs/statistics.ts'
import { hrefOf } from '../address.ts'
import { heldHref, lateTasks, participantsHref, recordHref } from './run-parts.ts'
import * as say from './run-words.ts'

const text = (locale: say.Locale, fr: string, en: string): string => ({ fr, en })[locale]

/** One club beside the others, every figure opening its list. */
export function rowOf(club: ClubFigures, name: string, period: Period, locale: say.Locale): ClubRow {
  const { clubId, attended, people, execution, tasks, rating, programme } = club
  const trend = say.trendOf(club, period)
  const held = heldHref(clubId, period.span)
  const [rate, toDate] = say.executionRates(execution, '', locale)
  const planned = programme ? hrefOf('Activity', { programmeId: programme.id }) : hrefOf('ActionProgramme', { clubId })
  return {
    ...{ id: clubId, name, href: planned },
    ...{ rate: rate?.value ?? '—', rateText: rate?.text ?? '', ratePercent: rate?.percent ?? null },
    ...{ toDate: toDate?.value ?? '—', outside: execution.outside > 0 ? `+${execution.outside}` : '' },
    cells: [
      say.stat(text(locale, 'Activités', 'Activities'), String(attended.activities), '', held),
      say.stat(
        text(locale, 'Moyenne', 'Mean'),
        ...[say.decimal(attended.mean, locale), say.takenOf(attended, locale), held],
      ),
      say.stat(
        text(locale, 'Évolution', 'Trend'),
        ...[say.evolution(trend, locale), say.evolutionHint(trend, locale), held],
      ),
      say.stat(text(locale, 'Personnes', 'People'), String(people), '', participantsHref(clubId)),
      say.stat(
        text(locale, 'Tâches', 'Tasks'),
        say.percent(tasks.rate, locale),
        tasks.late > 0 ? text(locale, `${tasks.late} en retard`, `${tasks.late} overdue`) : '',
        tasks.late > 0 ? hrefOf('Task', lateTasks(clubId)) : hrefOf('Task', { clubId }),
        tasks.late > 0 ? 'red' : 'grey',
      ),
      say.stat(
        text(locale, 'Appréciation', 'Rating'),
        rating.mean === null ? '—' : say.decimal(rating.mean, locale),
        text(locale, `${rating.n} avis`, `${rating.n} opinions`),
        hrefOf('Attendance', { 'activity.clubId': clubId, 'rating~~empty': 'false' }),
      ),
    ],
  }
}

/** The activities people liked most: a handful of opinions does not go before a hundred. */
export function ratedOf({ held, period }: Facts, named: (id: string) => string): RatedLine[] {
  const rated = held
    .filter(within(period.span))
    .filter(({ opinions }) => opinions > 0)
    .map((one) => ({ ...one, rating: ratingOf(one.opinions, one.stars) }))
    .toSorted((a, b) => b.rating.score - a.rating.score)
  return rated.slice(0, 8).map(({ id, theme, clubs, rating }, i) => ({
    ...{ id, title: `${theme} — ${named(clubs[0] ?? '')}`, href: recordHref('Activity', id) },
    ...{ mean: (rating.mean ?? 0).toFixed(1).replace('.', ','), n: rating.n, rank: i + 1 },
  }))
}
