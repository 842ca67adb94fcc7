import React from 'react'
import { useNavigate, useSearchParams } from 'react-router-dom'
import { useDesk } from '../shell/context.ts'
import { addressOf, habitOf, NO_VIEW } from './address.ts'
import { useViewWords } from './text.ts'
import { useViews } from './use-views.ts'

type Props = { name: string; children: React.ReactNode }

/**
 * Before the first row is asked for: a list reached without a word in its address opens with the default view of whoever
 * reads it, and an address that only names a view becomes that view. Any other address says what it wants by itself.
 */
export function ViewGate({ name, children }: Props) {
  const say = useViewWords()
  const [params] = useSearchParams()
  const id = params.get('view')
  const named = params.size === 1 && id !== NO_VIEW ? id : null
  const { answer, failed } = useViews(name, named !== null)
  const habit = params.size === 0 ? habitOf(name).view : undefined
  if (habit) return <Become search={addressOf(habit)} notice={habit.ignored > 0 ? say.ignored(habit.ignored) : null} />
  if (named === null) return children
  if (!answer && !failed) return null
  const view = answer?.views.find((one) => one.id === named)
  if (!view) return <Become search={`view=${NO_VIEW}`} notice={say.unknown} />
  return <Become search={addressOf(view)} notice={view.ignored > 0 ? say.ignored(view.ignored) : null} />
}

/** The same page at another address: Back does not stop here. */
function Become({ search, notice }: { search: string; notice: string | null }) {
  const { notify } = useDesk()
  const navigate = useNavigate()
  React.useEffect(() => {
    navigate({ search }, { replace: true })
    if (notice) notify({ type: 'info', message: notice })
  }, [search])
  return null
}

type SetParams = (next: URLSearchParams, options?: { replace?: boolean }) => void

/** The address of a list. One emptied by hand says so: nobody who removes their last filter wants the default view back. */
export function useListAddress(name: string): [URLSearchParams, SetParams] {
  const [params, setParams] = useSearchParams()
  const set: SetParams = (next, options) => {
    const emptied = next.size === 0 && habitOf(name).view !== undefined
    setParams(emptied ? new URLSearchParams({ view: NO_VIEW }) : next, options)
  }
  return [params, set]
}
