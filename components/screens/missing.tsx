import { Link } from 'react-router-dom'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useTitle } from '../shell/use-title.ts'

/** Refused and missing look the same. */
export function Missing() {
  const { t } = useDesk()
  useTitle(t.missingTitle)
  return (
    <div className="empty screen">
      <Icon name="Compass" size={30} />
      <h1>{t.missingTitle}</h1>
      <p className="muted">{t.missingText}</p>
      <Link className="button primary" to="/admin">
        {t.backHome}
      </Link>
    </div>
  )
}
