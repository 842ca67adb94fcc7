import React from 'react'
import { Link, useLocation } from 'react-router-dom'
import type { NavigationGroup } from '../state.ts'
import { useDesk } from './context.ts'
import { Icon } from './icon.tsx'

/** The menu: beside the page when there is room, a drawer on a phone. */
export function Sidebar({ open, close }: { open: boolean; close: () => void }) {
  const { state, t } = useDesk()
  const first = React.useRef<HTMLButtonElement>(null)
  React.useEffect(() => {
    if (!open) return
    first.current?.focus()
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close()
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [open, close])
  return (
    <>
      {open && <button type="button" className="veil" onClick={close} aria-label={t.closeMenu} />}
      <nav id="menu" className={open ? 'sidebar open' : 'sidebar'} aria-label={t.mainMenu}>
        <div className="brand">
          <Link to="/admin" className="brand-link">
            <Mark />
            <span>{t.app}</span>
          </Link>
          <button type="button" className="icon-button only-phone" ref={first} onClick={close} aria-label={t.closeMenu}>
            <Icon name="X" />
          </button>
        </div>
        <div className="sidebar-scroll">
          {state.navigation.map((group) => (
            <Group key={group.label} group={group} />
          ))}
        </div>
      </nav>
    </>
  )
}

function Group({ group }: { group: NavigationGroup }) {
  const { pathname } = useLocation()
  const isHere = (href: string) =>
    href === '/admin' ? pathname === href : pathname === href || pathname.startsWith(`${href}/`)
  return (
    <div className="nav-group">
      {group.label && <h2>{group.label}</h2>}
      <ul>
        {group.items.map((item) => (
          <li key={item.href}>
            <Link to={item.href} className="nav-item" aria-current={isHere(item.href) ? 'page' : undefined}>
              <Icon name={item.icon} size={17} />
              <span>{item.label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

const Mark = () => (
  <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" fill="#4338ca" />
    <g fill="none" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
      <path d="M6 14 16 7l10 7" stroke="#fff" />
      <path d="M8.5 25v-6a3.75 3.75 0 0 1 7.5 0v6m0-6a3.75 3.75 0 0 1 7.5 0v6" stroke="#5eead4" />
    </g>
  </svg>
)
