import React from 'react'
import { sayInstant } from '../fields/format.ts'
import { useDesk } from '../shell/context.ts'
import { useSeeWords } from './see-text.ts'

/** At the foot of whatever is printed, of the list as of the record: when, and by whom. */
export function PrintedOn() {
  const { state, me } = useDesk()
  const words = useSeeWords()
  const [at, setAt] = React.useState(() => new Date())
  React.useEffect(() => {
    const now = () => setAt(new Date())
    window.addEventListener('beforeprint', now)
    return () => window.removeEventListener('beforeprint', now)
  }, [])
  return (
    <p className="only-print">{words.printed(sayInstant(at.toISOString(), state.locale, state.timezone), me.name)}</p>
  )
}
