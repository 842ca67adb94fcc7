import type { CountsState, Status } from './state.ts'

const TONES: Record<Status, string> = { new: 'green', changed: 'blue', unchanged: 'grey', error: 'red' }
export const STATUSES: Status[] = ['new', 'changed', 'unchanged', 'error']
export const toneOf = (status: Status): string => TONES[status]

/** Four numbers; the same four in the check and in the result. */
export const Counts = ({ counts, labels }: { counts: CountsState; labels: Record<Status, string> }) => (
  <dl className="import-counts">
    {STATUSES.map((status) => (
      <div key={status} className={`tone-${counts[status] > 0 ? toneOf(status) : 'grey'}`}>
        <dt>{labels[status]}</dt>
        <dd>{counts[status].toLocaleString('fr-FR')}</dd>
      </div>
    ))}
  </dl>
)
