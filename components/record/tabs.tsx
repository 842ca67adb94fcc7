import React from 'react'
import { useSearchParams } from 'react-router-dom'
import type { Tab } from './record-tabs.tsx'

/** Only the open tab is drawn: a list behind a tab is fetched when somebody looks. The address says which one is open. */
export function Tabs({ tabs }: { tabs: Tab[] }) {
  const id = React.useId()
  const [params, setParams] = useSearchParams()
  const open = tabs.find((tab) => tab.name === params.get('tab')) ?? tabs[0]
  // What else stands in the address (a page, a filter) belongs to the tab that is left
  const choose = (tab: Tab) => setParams(tab === tabs[0] ? {} : { tab: tab.name })
  const onKey = (event: React.KeyboardEvent<HTMLDivElement>) => {
    const next = tabs[reached(event.key, open ? tabs.indexOf(open) : 0, tabs.length)]
    if (!next) return
    event.preventDefault()
    choose(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus()
  }
  return (
    <>
      <div className="tabs" role="tablist" onKeyDown={onKey}>
        {tabs.map((tab) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            id={`${id}-${tab.name}`}
            data-tab={tab.name}
            aria-selected={tab === open}
            aria-controls={`${id}-panel`}
            tabIndex={tab === open ? 0 : -1}
            onClick={() => choose(tab)}
          >
            {tab.label}
            {tab.count !== undefined && <span className="tab-count">{tab.count}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${open?.name}`}>
        {open?.content()}
      </div>
    </>
  )
}

function reached(key: string, at: number, size: number): number {
  if (key === 'ArrowRight') return (at + 1) % size
  if (key === 'ArrowLeft') return (at - 1 + size) % size
  if (key === 'Home') return 0
  return key === 'End' ? size - 1 : -1
}
