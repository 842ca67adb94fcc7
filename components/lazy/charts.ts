import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  type Plugin,
  Tooltip,
} from 'chart.js'
import { fillOf, inkOf, isStill, onThemeChange } from '../charts/ink.ts'
import type { ChartState } from '../charts/state.ts'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip)

export type Drawing = { destroy: () => void }
type Ways = { locale: string; open: (href: string) => void }

/** Draws one chart, again whenever the theme changes; a bar opens its list. */
export function drawChart(canvas: HTMLCanvasElement, chart: ChartState, ways: Ways): Drawing {
  let drawn = new Chart(canvas, configuration(canvas, chart, ways))
  const stop = onThemeChange(() => {
    drawn.destroy()
    drawn = new Chart(canvas, configuration(canvas, chart, ways))
  })
  return {
    destroy: () => {
      stop()
      drawn.destroy()
    },
  }
}

function configuration(canvas: HTMLCanvasElement, chart: ChartState, ways: Ways): ChartConfiguration<'bar'> {
  const ink = inkOf(canvas)
  const lying = chart.kind !== 'weeks'
  const count = {
    beginAtZero: true,
    stacked: true,
    ticks: { precision: 0, color: ink.muted },
    grid: { color: ink.line },
  }
  const widest = canvas.clientWidth < 420 ? 15 : 28
  const label = (_value: unknown, i: number) => inLines(chart.groups[i]?.label ?? '', widest)
  const ticks = { color: ink.text, autoSkip: !lying, ...(lying && { callback: label }) }
  const group = { stacked: true, ticks, grid: { display: false } }
  return {
    type: 'bar',
    data: { labels: chart.groups.map(({ label }) => label), datasets: datasets(canvas, chart) },
    plugins: [figures(ink.text, ways.locale)],
    options: {
      indexAxis: lying ? 'y' : 'x',
      locale: ways.locale,
      maintainAspectRatio: false,
      animation: isStill() ? false : { duration: 350 },
      font: { family: ink.font },
      layout: { padding: lying ? { right: 44 } : { top: 22 } },
      scales: lying ? { x: count, y: group } : { x: group, y: count },
      plugins: {
        legend: { display: chart.parts.length > 0, position: 'bottom', labels: { color: ink.text, padding: 16 } },
        tooltip: { enabled: true },
      },
      onClick: (_event, [hit]) => hit && ways.open(hrefAt(chart, hit.datasetIndex, hit.index)),
      onHover: (_event, hits) => {
        canvas.style.cursor = hits.length > 0 ? 'pointer' : 'default'
      },
    },
  }
}

/** A label too long for a telephone stands on several lines: the library would cut its beginning off. */
function inLines(label: string, widest: number): string[] {
  const lines: string[] = []
  for (const word of label.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < widest) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word.length > widest ? `${word.slice(0, widest - 1)}…` : word)
  }
  return lines
}

const hrefAt = ({ parts, groups, href }: ChartState, part: number, group: number): string =>
  (parts.length > 0 ? groups[group]?.parts[part]?.href : groups[group]?.href) ?? href

/** Each part has a pattern of its own besides its colour; bars without parts are told apart by their labels. */
function datasets(canvas: HTMLCanvasElement, { parts, groups, of }: ChartState) {
  const look = { borderWidth: 1, borderRadius: 4, maxBarThickness: 34 }
  if (parts.length === 0) {
    const colours = groups.map(({ tone }) => inkOf(canvas).tones[tone])
    return [{ ...look, label: of, data: groups.map(({ n }) => n), backgroundColor: colours, borderColor: colours }]
  }
  return parts.map(({ label, tone }, i) => ({
    ...look,
    label,
    data: groups.map((group) => group.parts[i]?.n ?? 0),
    backgroundColor: fillOf(canvas, tone, i),
    borderColor: inkOf(canvas).tones[tone],
  }))
}

/** The figure itself, at the end of each bar: nobody should have to hover to know. */
const figures = (color: string, locale: string): Plugin<'bar'> => ({
  id: 'figures',
  afterDatasetsDraw: (chart) => {
    const { ctx, data, options } = chart
    const last = chart.getDatasetMeta(data.datasets.length - 1)
    ctx.save()
    ctx.fillStyle = color
    ctx.font = `600 12px ${getComputedStyle(ctx.canvas).fontFamily}`
    for (const [i, bar] of last.data.entries()) {
      const sum = data.datasets.reduce((total, { data: values }) => total + Number(values[i] ?? 0), 0)
      if (sum === 0) continue
      const lying = options.indexAxis === 'y'
      ctx.textAlign = lying ? 'left' : 'center'
      ctx.textBaseline = lying ? 'middle' : 'bottom'
      ctx.fillText(sum.toLocaleString(locale), lying ? bar.x + 6 : bar.x, lying ? bar.y : bar.y - 4)
    }
    ctx.restore()
  },
})
