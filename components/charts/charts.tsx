import React from 'react'
import { Link, useNavigate } from 'react-router-dom'
import { get } from '../api.ts'
import { loadLazy } from '../load-lazy.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { ChartTable } from './chart-table.tsx'
import type { ChartState, ChartsAnswer } from './state.ts'
import { en } from './text-en.ts'
import { fr } from './text-fr.ts'

/** The charts of the first page, once its numbers are there. A chart that fails takes nothing else with it. */
export function Charts() {
  const { state } = useDesk()
  const say = state.locale === 'en' ? en : fr
  const [charts, setCharts] = React.useState<ChartState[]>([])
  React.useEffect(() => {
    const stop = new AbortController()
    get<ChartsAnswer>('/pages/charts', stop.signal)
      .then((answer) => setCharts(answer.charts))
      .catch(() => undefined)
    return () => stop.abort()
  }, [])
  if (charts.length === 0) return null
  return (
    <>
      <h2 className="section">{say.charts}</h2>
      <div className="charts">
        {charts.map((chart) => (
          <ChartCard key={chart.name} chart={chart} />
        ))}
      </div>
    </>
  )
}

/** A chart that may be read as a table. */
export function ChartCard({ chart }: { chart: ChartState }) {
  const { state } = useDesk()
  const say = state.locale === 'en' ? en : fr
  const [asTable, setAsTable] = useRemembered(chart.name)
  const [failed, setFailed] = React.useState(false)
  const empty = chart.groups.length === 0
  return (
    <section className="card chart" aria-label={chart.title} data-chart={chart.name}>
      <header>
        <h3>{chart.title}</h3>
        {!empty && !failed && (
          <button type="button" className="link" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            <Icon name={asTable ? 'BarChart2' : 'List'} size={15} /> {asTable ? say.asChart : say.asTable}
          </button>
        )}
      </header>
      {failed && <p className="muted">{say.cannotDraw}</p>}
      {empty ? (
        <div className="chart-empty">
          <p className="muted">{chart.empty}</p>
          <Link className="button" to={`/admin/resources/${modelIn(chart.href)}`}>
            {say.openList}
          </Link>
        </div>
      ) : (
        <>
          {!asTable && !failed && <Drawn chart={chart} fail={() => setFailed(true)} />}
          <ChartTable chart={chart} say={say} hidden={!asTable && !failed} />
        </>
      )}
    </section>
  )
}

const modelIn = (href: string): string => /resources\/(\w+)/.exec(href)?.[1] ?? ''

function Drawn({ chart, fail }: { chart: ChartState; fail: () => void }) {
  const { state } = useDesk()
  const go = useNavigate()
  const canvas = React.useRef<HTMLCanvasElement>(null)
  // The ways out change at every render; what is drawn does not
  const ways = React.useRef({ go, fail })
  ways.current = { go, fail }
  React.useEffect(() => {
    let drawing: { destroy: () => void } | null = null
    let gone = false
    loadLazy<typeof import('../lazy/charts.ts')>('charts')
      .then(({ drawChart }) => {
        if (gone || !canvas.current) return
        const open = (href: string) => ways.current.go(href)
        drawing = drawChart(canvas.current, chart, { locale: state.locale, open })
      })
      .catch(() => ways.current.fail())
    return () => {
      gone = true
      drawing?.destroy()
    }
  }, [chart, state.locale])
  const height = chart.kind === 'weeks' ? 240 : Math.max(120, chart.groups.length * 38 + (chart.parts.length ? 96 : 44))
  return (
    <div className="chart-box" style={{ height }} aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  )
}

/** Chart or table, as this person last chose for this chart on this device. */
function useRemembered(name: string): [boolean, (asTable: boolean) => void] {
  const key = `preau.chart.${name}`
  const [asTable, setAsTable] = React.useState(() => stored(key))
  const choose = (next: boolean) => {
    setAsTable(next)
    try {
      localStorage.setItem(key, next ? 'table' : '')
    } catch {
      // Private browsing: the choice lasts as long as the page
    }
  }
  return [asTable, choose]
}

function stored(key: string): boolean {
  try {
    return localStorage.getItem(key) === 'table'
  } catch {
    return false
  }
}
