import React from 'react'
import { useNavigate } from 'react-router-dom'
import { get, recordPath } from '../api.ts'
import type { RecordJson } from '../state.ts'

type Loaded = { record: RecordJson | null; missing: boolean; reload: () => void; replace: (record: RecordJson) => void }

export function useRecord(model: string, id: string, action: 'show' | 'edit'): Loaded {
  const [record, setRecord] = React.useState<RecordJson | null>(null)
  const [missing, setMissing] = React.useState(false)
  const navigate = useNavigate()
  const ways = React.useRef(navigate)
  ways.current = navigate
  const [turn, setTurn] = React.useState(0)
  React.useEffect(() => {
    const stop = new AbortController()
    setMissing(false)
    get<{ record: RecordJson; redirectUrl?: string }>(recordPath(model, id, action), stop.signal)
      .then((answer) => {
        // It lives on in another record
        if (answer.redirectUrl) ways.current(answer.redirectUrl, { replace: true })
        else setRecord(answer.record)
      })
      .catch(() => !stop.signal.aborted && setMissing(true))
    return () => stop.abort()
  }, [model, id, action, turn])
  const here = record?.id === id ? record : null
  return { record: here, missing, reload: () => setTurn((now) => now + 1), replace: setRecord }
}
