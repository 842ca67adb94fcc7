import React from 'react'
import { useSearchParams } from 'react-router-dom'
import type { Tab } from './record-tabs.tsx'

type Props = { tabs: Tab[]; counts: Record<string, string> }

/** Only the open tab is drawn: a list behind a tab is fetched when somebody looks. The address says which one is open. */
export function Tabs({ tabs, counts }: Props) {
  const id = React.useId()
  const [params, setParams] = useSearchParams()
  const open = tabs.find((tab) => tab.name === params.get('tab')) ?? tabs[0]
  const bar = useOpenInSight(open?.name)
  // What else stands in the address (a page, a filter) belongs to the tab that is left
  const choose = (tab: Tab) => setParams(tab === tabs[0] ? {} : { tab: tab.name }, { preventScrollReset: true })
  const onKey = (event: React.KeyboardEvent<HTMLDivElement>) => {
    const next = tabs[reached(event.key, open ? tabs.indexOf(open) : 0, tabs.length)]
    if (!next) return
    event.preventDefault()
    choose(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus()
  }
  return (
    <>
      <div className="tabs" role="tablist" onKeyDown={onKey} ref={bar}>
        {tabs.map((tab) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            id={`${id}-${tab.name}`}
            data-tab={tab.name}
            data-count={tab.count ?? counts[tab.name]}
            aria-selected={tab === open}
            aria-controls={`${id}-panel`}
            tabIndex={tab === open ? 0 : -1}
            onClick={() => choose(tab)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${open?.name}`}>
        {open?.content()}
      </div>
    </>
  )
}

/** On a telephone the bar is wider than the screen: a link to the last tab must show which one it opened. */
function useOpenInSight(name: string | undefined) {
  const bar = React.useRef<HTMLDivElement>(null)
  React.useEffect(() => {
    const tab = bar.current?.querySelector<HTMLElement>(`[data-tab="${name}"]`)
    if (tab && bar.current) bar.current.scrollLeft = tab.offsetLeft - bar.current.offsetLeft - 24
  }, [name])
  return bar
}

function reached(key: string, at: number, size: number): number {
  if (key === 'ArrowRight') return (at + 1) % size
  if (key === 'ArrowLeft') return (at - 1 + size) % size
  if (key === 'Home') return 0
  return key === 'End' ? size - 1 : -1
}
