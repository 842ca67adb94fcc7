import React from 'react'

export type Tab = { name: string; label: string; content: React.ReactNode }

/** Only the open tab is drawn: a list behind a tab is fetched when somebody looks. */
export function Tabs({ tabs, current, choose }: { tabs: Tab[]; current: string; choose: (name: string) => void }) {
  const id = React.useId()
  const open = tabs.find((tab) => tab.name === current) ?? tabs[0]
  const onKey = (event: React.KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next =
      tabs[
        (Math.max(
          0,
          tabs.findIndex((tab) => tab.name === open?.name),
        ) +
          step +
          tabs.length) %
          tabs.length
      ]
    if (step === 0 || !next) return
    choose(next.name)
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
            onClick={() => choose(tab.name)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${open?.name}`}>
        {open?.content}
      </div>
    </>
  )
}
