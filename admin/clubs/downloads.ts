import { current } from '../../src/access/actor.ts'
import { localeOf } from '../../src/access/select.ts'
import { PERIOD_NAMES } from '../../src/domain/clubs/period.ts'
import { topOf } from '../../src/domain/clubs/top.ts'
import { laurelsOf } from '../../src/domain/clubs/winners.ts'
import { schoolName } from '../../src/domain/core/school.ts'
import { shownInstant } from '../../src/kit/calendar.ts'
import { CSV_START, csvLines } from '../../src/kit/export/csv.ts'
import { refuse } from '../../src/platform/errors.ts'
import { renderPdf } from '../../src/platform/pdf.ts'
import { render } from '../../src/platform/render.ts'
import { type Comparison, comparison, mayCompareClubs } from './clubs.ts'
import { rowOf } from './clubs-rows.ts'
import { laurelsState, topState } from './run-parts.ts'
import type { Locale } from './run-words.ts'

type File = { name: string; mime: string; bytes: Buffer | string }

/** The comparison of clubs as a file, over the same period and clubs as the page it was asked from. */
export async function clubsFile(format: string, query: Record<string, string>): Promise<File> {
  const ctx = current()
  if (!mayCompareClubs(ctx.actor)) throw refuse.notFound()
  const compared = await comparison(ctx, query)
  const locale = localeOf(ctx.actor)
  const name = `clubs-${compared.period.year.name}-${compared.period.name}`
  if (format === 'csv')
    return {
      name: `${name}.csv`,
      mime: 'text/csv; charset=utf-8',
      bytes: CSV_START + csvLines(csvRows(compared, locale)),
    }
  if (format !== 'pdf') throw refuse.notFound()
  const who = ctx.actor.kind === 'person' ? ctx.actor.name : ''
  const words = { ...(await sheetOf(compared, locale)), at: PRINTED[locale](shownInstant(ctx.now), who) }
  const html = render('documents/clubs-synthesis', words, locale)
  const bytes = await renderPdf(html, { footer: `${words.title} — ${words.period}`, landscape: true })
  return { name: `${name}.pdf`, mime: 'application/pdf', bytes }
}

const PRINTED = {
  fr: (at: string, who: string) => `Imprimé le ${at} par ${who}.`,
  en: (at: string, who: string) => `Printed on ${at} by ${who}.`,
}

const rowsOf = ({ clubs, figures, period }: Comparison, locale: Locale) =>
  figures.clubs.map((club) => {
    const name = clubs.find(({ id }) => id === club.clubId)?.title ?? ''
    return { club, shown: rowOf(club, name, period, locale) }
  })

const number = (value: number | null): string | number => (value === null ? '' : Math.round(value * 100) / 100)

function csvRows(compared: Comparison, locale: Locale): (string | number)[][] {
  return [
    HEADS[locale],
    ...rowsOf(compared, locale).map(({ club, shown }) => {
      const { execution, attended, people, quarter, tasks, rating } = club
      return [
        ...[shown.name, number(execution.rate), execution.done, execution.planned - execution.excused],
        ...[number(execution.gross), number(execution.toDate), execution.outside],
        ...[attended.activities, attended.taken, attended.presences, number(attended.mean), people],
        ...[number(quarter.evolution.percent), number(tasks.rate), tasks.late, number(rating.mean), rating.n],
      ]
    }),
  ]
}

const HEADS: Record<Locale, string[]> = {
  fr: [
    ...['Club', 'Taux d’exécution (%)', 'Terminées au programme', 'Comptées au programme', 'Taux brut (%)'],
    ...['Taux à date (%)', 'Hors programme', 'Activités terminées', 'Présences relevées', 'Présences'],
    ...['Moyenne', 'Personnes', 'Évolution du trimestre (%)', 'Tâches (%)', 'Tâches en retard', 'Note', 'Avis'],
  ],
  en: [
    ...['Club', 'Execution rate (%)', 'Finished in programme', 'Counted in programme', 'Gross rate (%)'],
    ...['Rate to date (%)', 'Beside the programme', 'Finished activities', 'Attendance taken', 'Attendances'],
    ...['Mean', 'People', 'Trend of the quarter (%)', 'Tasks (%)', 'Overdue tasks', 'Rating', 'Opinions'],
  ],
}

async function sheetOf(compared: Comparison, locale: Locale) {
  const { figures, period, one } = compared
  const ids = figures.clubs.map(({ clubId }) => clubId)
  const [top, laurels, school] = await Promise.all([
    topOf(figures.facts, ids),
    laurelsOf(ids, period.span.from, period.span.to),
    schoolName(),
  ])
  const rows = rowsOf(compared, locale)
  const say = TITLES[locale]
  return {
    ...{ title: one?.title ?? say.title, school },
    period: `${PERIOD_NAMES[period.name][locale]} — ${period.year.name}`,
    heads: ['Club', ...say.heads, ...(rows[0]?.shown.cells.map(({ label }) => label) ?? [])],
    rows: rows.map(({ shown }) => ({
      ...{ name: shown.name, rate: shown.rate, rateText: shown.rateText, width: Math.round(shown.ratePercent ?? 0) },
      cells: [{ value: shown.toDate, hint: '' }, { value: shown.outside || '—', hint: '' }, ...shown.cells],
    })),
    lists: [
      {
        ...{ title: say.top, empty: say.none },
        lines: topState(top, say.top).lines.map(({ rank, name, hint, score }) => ({
          ...{ rank: `${rank}.`, name, hint, value: say.activities(score) },
        })),
      },
      {
        ...{ title: say.winners, empty: say.none },
        lines: laurelsState(laurels).flatMap(({ title, lines }) =>
          lines.map(({ rank, name, hint }) => ({ rank: `${rank}.`, name, hint: `${title} · ${hint}`, value: '' })),
        ),
      },
    ],
  }
}

const TITLES = {
  fr: {
    title: 'Synthèse des clubs',
    heads: ['Taux d’exécution', 'À date', 'Hors programme'],
    top: 'Top 10 des participants',
    winners: 'Vainqueurs des concours',
    none: 'Rien sur cette période.',
    activities: (n: number) => (n > 1 ? `${n} activités` : '1 activité'),
  },
  en: {
    title: 'Synthesis of the clubs',
    heads: ['Execution rate', 'To date', 'Beside'],
    top: 'Top 10 participants',
    winners: 'Winners of competitions',
    none: 'Nothing over this period.',
    activities: (n: number) => `${n} activit${n > 1 ? 'ies' : 'y'}`,
  },
}
