import React from 'react'
import { Link } from 'react-router-dom'
import type { ScreenProps } from '../screens/registry.ts'
import { useDesk } from '../shell/context.ts'
import { useTitle } from '../shell/use-title.ts'
import { CheckStep } from './check-step.tsx'
import { DoneStep } from './done-step.tsx'
import { FileStep } from './file-step.tsx'
import { MappingStep } from './mapping-step.tsx'
import type { ImportState } from './state.ts'
import { type ImportWords, importWords } from './text.ts'
import { type Import, useImport } from './use-import.ts'
import { WorkingStep } from './working-step.tsx'

/** File, columns, check, done: four screens, one address. */
export function ImportWizard({ name, model }: ScreenProps) {
  const { state, t } = useDesk()
  const say = importWords(state.locale)
  const current = useImport(name)
  const [remapping, setRemapping] = React.useState(false)
  const title = say.title(model.many)
  useTitle(title)
  const step = current.state?.step
  React.useEffect(() => setRemapping(false), [current.state])
  const shown = remapping ? 'mapping' : step
  return (
    <section className="screen import" aria-labelledby="screen-title">
      <header className="screen-head">
        <div>
          <Link to={`/admin/resources/${name}`}>{model.many}</Link>
          <h1 id="screen-title">{title}</h1>
        </div>
      </header>
      <Steps at={numberOf(shown)} say={say} />
      {current.problem && (
        <p className="banner banner-error" role="alert">
          {current.problem}
        </p>
      )}
      {current.loading ? (
        <p className="muted">{t.loading}</p>
      ) : (
        <Step name={name} shown={shown} current={current} say={say} remap={() => setRemapping(true)} />
      )}
    </section>
  )
}

type Shown = ImportState['step'] | undefined
type StepProps = { name: string; shown: Shown; current: Import; say: ImportWords; remap: () => void }

function Step({ name, shown, current, say, remap }: StepProps) {
  const { state } = current
  if (!state || !shown) return <FileStep name={name} current={current} say={say} />
  // Read otherwise, the file has other columns: they are proposed afresh
  if (shown === 'mapping')
    return (
      <MappingStep key={[state.id, state.sheet, ...state.headers].join()} state={state} current={current} say={say} />
    )
  if (shown === 'check') return <CheckStep state={state} current={current} say={say} remap={remap} />
  if (shown === 'done' || shown === 'failed' || shown === 'undone')
    return <DoneStep name={name} state={state} current={current} say={say} />
  return <WorkingStep state={state} say={say} />
}

function numberOf(shown: Shown): number {
  if (!shown) return 1
  if (shown === 'mapping') return 2
  return shown === 'check' || shown === 'checking' ? 3 : 4
}

const Steps = ({ at, say }: { at: number; say: ImportWords }) => (
  <ol className="import-steps" aria-label={say.stepOf(at)}>
    {say.steps.map((label, index) => (
      <li
        key={label}
        className={index + 1 < at ? 'past' : undefined}
        aria-current={index + 1 === at ? 'step' : undefined}
      >
        <span aria-hidden="true">{index + 1}</span>
        {label}
      </li>
    ))}
  </ol>
)
