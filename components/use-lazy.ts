import React from 'react'
import { loadLazy } from './load-lazy.ts'
import { useDesk } from './shell/context.ts'

/** A part of components/lazy once `wanted`; null until it has come. A network that fails is said, and tried again next time. */
export function useLazy<T>(name: string, wanted: boolean, giveUp: () => void): T | null {
  const { t, notify } = useDesk()
  const [part, setPart] = React.useState<T | null>(null)
  React.useEffect(() => {
    if (!wanted || part) return
    loadLazy<T>(name)
      .then((loaded) => setPart(() => loaded))
      .catch(() => {
        giveUp()
        notify({ type: 'error', message: t.networkError })
      })
  }, [wanted, part])
  return part
}
