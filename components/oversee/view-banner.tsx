import React from 'react'
import { post } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { frameWords } from './frame-text.ts'

/** On every screen, while one looks through somebody else’s eyes: whose, for how long, and the way out. */
export function ViewBanner() {
  const { me, state, t, notify } = useDesk()
  const say = frameWords(state.locale)
  const until = me.viewing?.until
  const minutes = useMinutesLeft(until)
  if (!until) return null
  const leave = async () => {
    try {
      await post('/pages/leaveView', {})
    } catch {
      return notify({ type: 'error', message: t.networkError })
    }
    window.location.assign('/admin')
  }
  return (
    <section className="view-banner" aria-label={say.viewBar}>
      <Icon name="Eye" />
      <p>
        <strong>{say.viewing(me.name)}</strong> <span>{say.left(minutes)}.</span>
      </p>
      <button type="button" className="button" onClick={leave}>
        {say.leave}
      </button>
    </section>
  )
}

/** At the end the page starts again as the person who looks. */
function useMinutesLeft(until: string | undefined): number {
  const [now, setNow] = React.useState(Date.now())
  const left = until ? Date.parse(until) - now : 0
  React.useEffect(() => {
    if (!until) return
    const timer = setInterval(() => setNow(Date.now()), 5_000)
    return () => clearInterval(timer)
  }, [until])
  React.useEffect(() => {
    if (until && left <= 0) window.location.assign('/admin')
  }, [until, left])
  return Math.max(0, Math.ceil(left / 60_000))
}
