import React from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { resourcePath } from '../api.ts'
import { Chips } from '../list/chips.tsx'
import { changed, filtersOf } from '../list/query.ts'
import type { ScreenProps } from '../screens/registry.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useTitle } from '../shell/use-title.ts'
import { CalendarBox } from './calendar.tsx'
import type { CalendarAnswer } from './state.ts'
import { calendarWords } from './text.ts'

/** The rows of a list by their dates, under the same filters, which stay in the address. */
export function CalendarScreen({ name, model }: ScreenProps) {
  const { state, t } = useDesk()
  const say = calendarWords(state.locale)
  const [params, setParams] = useSearchParams()
  const [answer, setAnswer] = React.useState<CalendarAnswer | null>(null)
  const title = say.calendarOf(model.many)
  useTitle(title)
  const filters = filtersOf(state, name, params)
  const dates = answer?.dates ?? []
  const column = dates.find((one) => one.name === answer?.by)?.add
  const fresh = `/admin/resources/${name}/actions/new`
  const list = changed(params, { by: null }).toString()
  return (
    <section className="screen" aria-labelledby="screen-title">
      <header className="screen-head">
        <div>
          <h1 id="screen-title">{title}</h1>
        </div>
        <div className="head-actions">
          <Link className="button" to={`/admin/resources/${name}${list ? `?${list}` : ''}`}>
            <Icon name="List" size={16} />
            {say.backToList}
          </Link>
          {model.create && (
            <Link className="button primary" to={fresh}>
              <Icon name="Plus" size={16} />
              {t.create}
            </Link>
          )}
        </div>
      </header>
      {dates.length > 1 && (
        <label className="calendar-by">
          {say.by}
          <select value={answer?.by ?? ''} onChange={(event) => setParams(changed(params, { by: event.target.value }))}>
            {dates.map((one) => (
              <option key={one.name} value={one.name}>
                {one.label}
              </option>
            ))}
          </select>
        </label>
      )}
      <Chips filters={filters} params={params} apply={setParams} />
      <CalendarBox
        key={column ?? ''}
        label={title}
        path={`${resourcePath(name, 'calendar')}?${params}`}
        nothing={say.nothing}
        answered={setAnswer}
        add={(day) => (model.create && column ? `${fresh}?set.${column}=${day}` : null)}
      />
    </section>
  )
}
