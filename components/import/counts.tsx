import type { CountsState, Status } from './state.ts'
import type { ImportWords } from './text.ts'

const TONES: Record<Status, string> = { new: 'green', changed: 'blue', unchanged: 'grey', error: 'red' }
export const STATUSES: Status[] = ['new', 'changed', 'unchanged', 'error']
export const toneOf = (status: Status): string => TONES[status]

type TakenProps = { undone: { done: number; left: number }; refused: number; say: ImportWords }

/** What is left of an import that was taken back. */
export const Taken = ({ undone, refused, say }: TakenProps) => (
  <dl className="import-counts">
    {[
      { label: say.takenBack, count: undone.done, tone: 'grey' },
      { label: say.leftAsIs, count: undone.left, tone: 'amber' },
      { label: say.done.error, count: refused, tone: 'red' },
    ].map(({ label, count, tone }) => (
      <div key={label} className={`tone-${count > 0 ? tone : 'grey'}`}>
        <dt>{label}</dt>
        <dd>{say.n(count)}</dd>
      </div>
    ))}
  </dl>
)

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
