import React from 'react'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { ModelState } from '../state.ts'
import { useLazy } from '../use-lazy.ts'
import { habitOf, setHabit, viewIn } from '../views/address.ts'
import { keepColumns } from '../views/keep.ts'
import { useViewWords } from '../views/text.ts'

/** The columns of a list, in order: those of its address, else those this person chose, else those of the schema. */
export function columnsOf(name: string, model: ModelState, params: URLSearchParams): string[] {
  const asked = params.get('columns')?.split(',') ?? habitOf(name).columns ?? []
  const known = asked.filter((column) => model.fields.some((field) => field.name === column))
  return known.length > 0 ? known : originalColumns(model)
}

const originalColumns = (model: ModelState): string[] =>
  model.columns.length > 0 ? model.columns.slice(0, 8) : model.fields.slice(0, 5).map((field) => field.name)

type Props = {
  name: string
  model: ModelState
  params: URLSearchParams
  setParams: (next: URLSearchParams, options?: { replace?: boolean }) => void
}

/** In a view, another choice is a change of the view; outside of any, it is a habit that follows the person. */
export function ColumnPicker({ name, model, params, setParams }: Props) {
  const { t } = useDesk()
  const say = useViewWords()
  const [open, setOpen] = React.useState(false)
  const part = useLazy<typeof import('../lazy/views.ts')>('views', open, () => setOpen(false))
  const inView = viewIn(params) !== null
  const choose = (columns: string[] | null) => {
    const next = new URLSearchParams(params)
    if (columns) next.set('columns', columns.join(','))
    else next.delete('columns')
    if (!inView) {
      const { columns: _former, ...habit } = habitOf(name)
      setHabit(name, { ...habit, ...(columns ? { columns } : {}) })
      keepColumns(name, columns ?? [])
    } else if (!columns) next.set('columns', originalColumns(model).join(','))
    setParams(next, { replace: true })
  }
  return (
    <>
      <button type="button" className="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="Columns" size={16} />
        {t.columns}
      </button>
      {open && part && (
        <part.ColumnsPanel
          fields={model.fields.filter((field) => field.kind !== 'json' && field.kind !== 'html')}
          columns={columnsOf(name, model, params)}
          note={inView ? say.keptInView : say.keptForMe}
          choose={choose}
          close={() => setOpen(false)}
        />
      )}
    </>
  )
}
