import type React from 'react'
import { useNavigate } from 'react-router-dom'
import { useDesk } from './shell/context.ts'
import { useLazy } from './use-lazy.ts'

/**
 * A screen of components/lazy, fetched the first time it is drawn:
 * `later('oversee', (part: typeof import('./lazy/oversee.ts')) => part.AuditPage)`.
 * A network that fails leads back to the first page, which says so.
 */
export function later<Part, Props extends object>(
  file: string,
  pick: (part: Part) => React.ComponentType<Props>,
): React.ComponentType<Props> {
  return function Later(props: Props) {
    const { t } = useDesk()
    const navigate = useNavigate()
    const part = useLazy<Part>(file, true, () => navigate('/admin'))
    if (!part) return <p className="muted screen">{t.loading}</p>
    const Screen = pick(part)
    return <Screen {...props} />
  }
}
