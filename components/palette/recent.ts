import React from 'react'
import { useLocation } from 'react-router-dom'
import type { Me } from '../state.ts'

const MOST = 8

/** This device remembers which records were opened, by id only: names are asked for again, through the rights of today. */
export function useRecentRecords(me: Me): void {
  const { pathname } = useLocation()
  React.useEffect(() => {
    const [, model, id] = /^\/admin\/resources\/(\w+)\/records\/([0-9a-f-]{36})\/show$/.exec(pathname) ?? []
    if (!model || !id) return
    const here = `${model}/${id}`
    try {
      localStorage.setItem(keyOf(me), [here, ...recentIds(me).filter((one) => one !== here)].slice(0, MOST).join(','))
    } catch {
      // Private browsing: nothing is remembered
    }
  }, [pathname])
}

export function recentIds(me: Me): string[] {
  try {
    return (localStorage.getItem(keyOf(me)) ?? '').split(',').filter(Boolean)
  } catch {
    return []
  }
}

/** Two people on one device do not see each other’s trail; the key says nothing of who they are. */
function keyOf({ email, viewing }: Me): string {
  const sum = [...`${email} ${viewing?.id ?? ''}`].reduce((all, sign) => (all * 31 + sign.charCodeAt(0)) >>> 0, 7)
  return `preau.recent.${sum.toString(36)}`
}
