import { useNavigate } from 'react-router-dom'
import { useDesk } from '../shell/context.ts'
import { useLazy } from '../use-lazy.ts'

type Lazy = typeof import('../lazy/cash.ts')

/** Fetched when it is opened; a network that fails leads back to the first page, which says so. */
export function CashLater() {
  const { t } = useDesk()
  const navigate = useNavigate()
  const part = useLazy<Lazy>('cash', true, () => navigate('/admin'))
  return part ? <part.CashPage /> : <p className="muted screen">{t.loading}</p>
}
