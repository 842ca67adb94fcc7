import React from 'react'
import { useDesk } from './context.ts'

/** The tab of the browser says where one is. */
export function useTitle(title: string): void {
  const { t } = useDesk()
  React.useEffect(() => {
    document.title = title ? `${title} — ${t.app}` : t.app
  }, [title, t])
}
