import React from 'react'
import type { View } from '../lazy/month.ts'

type Place = { view: View; date: string | null; moved: (view: View, date: string) => void }

const VIEWS: View[] = ['dayGridMonth', 'listWeek', 'listMonth']
const PHONE = 640

/** Where somebody was in their calendars: the view stays on this device, the day for as long as this tab. */
export function usePlace(): Place {
  const [place] = React.useState(() => {
    const view = VIEWS.find((one) => one === kept(() => localStorage, 'preau.calendar.view'))
    return {
      view: view ?? (window.innerWidth < PHONE ? 'listMonth' : 'dayGridMonth'),
      date: kept(() => sessionStorage, 'preau.calendar.date'),
    }
  })
  const moved = React.useCallback(
    (view: View, date: string) => {
      keep(() => sessionStorage, 'preau.calendar.date', date)
      // A telephone opens on the list until somebody chooses: what was never chosen is not kept
      if (view !== place.view || kept(() => localStorage, 'preau.calendar.view'))
        keep(() => localStorage, 'preau.calendar.view', view)
    },
    [place.view],
  )
  return { ...place, moved }
}

// Private browsing refuses to keep anything: the calendar then opens where it would for a newcomer
function kept(store: () => Storage, key: string): string | null {
  try {
    return store().getItem(key)
  } catch {
    return null
  }
}

function keep(store: () => Storage, key: string, value: string): void {
  try {
    store().setItem(key, value)
  } catch {
    return
  }
}
