import type { Context } from '../../src/access/actor.ts'
import { groupCount } from '../../src/access/group.ts'
import { measured } from '../../src/access/measure.ts'
import { list, localeOf, type Row } from '../../src/access/select.ts'
import { indicators } from '../../src/domain/internships/indicators/all.ts'
import type { Cell, Report } from '../../src/kit/export/report.ts'
import type { Dimension, Selection } from '../../src/kit/indicator.ts'
import { type Figure, figureOf, isOpenTo, type Worth } from '../indicators/figures.ts'
import { chosen } from '../indicators/selection.ts'
import { words } from './words.ts'

type Words = ReturnType<typeof words>

/** What a campaign came to: its figures with their definitions, by programme and by cohort, its companies, its grades. */
export async function campaignReport(ctx: Context, campaign: Row): Promise<Report> {
  const say = words(localeOf(ctx.actor))
  const asked = await chosen(ctx, { campaign: campaign.id })
  const open = indicators.filter((indicator) => isOpenTo(ctx, indicator))
  const by = (dimension: Dimension) =>
    Promise.all(open.map((one) => figureOf(ctx, one, asked.selection, dimension, asked.offered)))
  const [byProgramme, byCohort, companies, grades] = await Promise.all([
    by('programme'),
    by('cohort'),
    companiesOf(ctx, campaign.id, say),
    gradesOf(ctx, asked.selection, say),
  ])
  return {
    title: say.title(campaign.title),
    said: say.said(String(campaign.values.academicYear)),
    columns: say.columns,
    rows: [
      ...byProgramme.map((figure) => totalLine(figure, say)),
      ...byProgramme.flatMap((figure) => groupLines(figure, say.byProgramme, say)),
      ...byCohort.flatMap((figure) => groupLines(figure, say.byCohort, say)),
      ...grades,
      ...companies,
    ],
  }
}

function totalLine(figure: Figure, say: Words): Cell[] {
  const { indicator, total, asked } = figure
  const rate = asked?.rate === null || asked === null ? '' : `${say.rate} ${Math.round(asked.rate)} %. `
  const median =
    indicator.kind === 'mean' && total.median !== null
      ? `${say.median} ${round(total.median, indicator.decimals)}. `
      : ''
  const about = `${rate}${median}${indicator.definition[say.locale]}`
  return line(say.whole, indicator.title[say.locale], say.everybody, total, figure, about, say)
}

const groupLines = (figure: Figure, part: string, say: Words): Cell[][] =>
  figure.groups.map((group) => line(part, figure.indicator.title[say.locale], group.label, group, figure, '', say))

function line(
  part: string,
  title: string,
  scope: string,
  worth: Worth,
  { indicator }: Figure,
  about: string,
  say: Words,
): Cell[] {
  const value = worth.hidden || worth.value === null ? null : round(worth.value, indicator.decimals)
  const why = worth.hidden ? `${say.hidden(indicator.least ?? 0)} ` : ''
  return [part, title, scope, value, indicator.unit[say.locale], worth.n, `${why}${about}`.trim()]
}

const round = (value: number, decimals: number): number => Number(value.toFixed(decimals))

/** Who hosted, how many, and how they are judged. */
async function companiesOf(ctx: Context, campaignId: string, say: Words): Promise<Cell[][]> {
  const where = { campaignId, status: { in: HOSTED } }
  const groups = (await groupCount(ctx, 'Placement', 'company', { where })).filter(({ key }) => key !== null)
  const ids = groups.flatMap(({ key }) => key ?? [])
  const rows = ids.length > 0 ? await list(ctx, 'Company', { where: { id: { in: ids } }, limit: ids.length }) : []
  return groups.map(({ key, title, n }) => {
    const quality = rows.find(({ id }) => id === key)?.values.quality
    const score = typeof quality === 'number' ? say.quality(quality) : say.noQuality
    return [say.companies, say.hosted, title ?? '', n, say.trainees, n, score]
  })
}

const HOSTED = ['confirmed', 'ready', 'ongoing', 'suspended', 'finished', 'closed', 'broken']

/** How the published grades spread. */
async function gradesOf(ctx: Context, { campaign }: Selection, say: Words): Promise<Cell[][]> {
  const where = { placement: { campaignId: campaign?.id ?? '' }, status: { in: ['published', 'corrected'] } }
  const [all] = await measured(ctx, 'FinalGrade', {
    query: { where },
    parts: CLASSES.map(({ from, to }) => ({ final: { gte: from, lt: to } })),
  })
  return CLASSES.map(({ name }, i) => [
    say.grades,
    say.classes[name],
    say.everybody,
    all?.parts[i] ?? 0,
    say.students,
    all?.n ?? 0,
    '',
  ])
}

const CLASSES = [
  { name: 'excellent', from: 16, to: 21 },
  { name: 'good', from: 14, to: 16 },
  { name: 'fair', from: 12, to: 14 },
  { name: 'pass', from: 10, to: 12 },
  { name: 'fail', from: 0, to: 10 },
] as const
