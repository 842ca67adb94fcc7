import { Link } from 'react-router-dom'
import { sayInstant } from '../fields/format.ts'
import { Tag } from '../oversee/parts.tsx'
import { useDesk } from '../shell/context.ts'
import type { DefensesAnswer, Draft, LineState } from './state.ts'
import type { DefenseWords } from './text-fr.ts'

type Props = {
  line: LineState
  draft: Draft
  answer: DefensesAnswer
  problems: string[]
  warnings: string[]
  say: DefenseWords
  change: (next: Partial<Draft>) => void
}

/** One defense: who, then a slot, a room and three seats to choose, then what is wrong with the choice, in words. */
export function BoardLine({ line, draft, answer, problems, warnings, say, change }: Props) {
  const { student, fixed } = line
  const named = (label: string) => `${label} — ${student}`
  const sit = (at: number) => (id: string) => change({ jury: draft.jury.map((one, i) => (i === at ? id : one)) })
  const seats = [say.chair, say.second, say.third]
  const told = `told-${line.id}`
  return (
    <tr className={problems.length > 0 ? 'clashing' : undefined}>
      <th scope="row" data-label={say.student}>
        <div>
          <Link to={line.href}>{student}</Link> {line.isResit && <Tag tone="amber">{say.resit}</Tag>}{' '}
          <Tag tone={line.status.tone}>{line.status.label}</Tag>
          <p className="muted">{line.company}</p>
          {line.tutor && <p className="muted">{say.tutor(line.tutor)}</p>}
          <div id={told} className="told">
            {problems.map((text) => (
              <p key={text} className="problem">
                {text}
              </p>
            ))}
            {warnings.map((text) => (
              <p key={text} className="warning">
                {text}
              </p>
            ))}
            {fixed && <p className="muted">{say.fixed}</p>}
          </div>
        </div>
      </th>
      <td data-label={say.slot}>
        <SlotSelect
          label={named(say.slot)}
          told={told}
          draft={draft}
          answer={answer}
          say={say}
          off={fixed}
          choose={(startsAt) => change({ startsAt, minutes: answer.settings.minutes })}
        />
      </td>
      <td data-label={say.room}>
        <Select
          label={named(say.room)}
          value={draft.roomId}
          off={fixed}
          empty={say.choose}
          choose={(roomId) => change({ roomId })}
        >
          {answer.rooms}
        </Select>
      </td>
      <td data-label={say.jury}>
        <div className="board-jury">
          {seats.map((label, at) => (
            <div key={label}>
              <span className="muted" aria-hidden={true}>
                {label}
              </span>
              <Select
                label={named(label)}
                value={draft.jury[at] ?? ''}
                off={fixed}
                empty={at === 0 ? say.choose : say.nobody}
                choose={sit(at)}
              >
                {answer.jurors.map(({ id, name, rank }) => ({ id, name: rank ? `${name} (${rank})` : name }))}
              </Select>
            </div>
          ))}
        </div>
      </td>
    </tr>
  )
}

type SelectProps = {
  label: string
  value: string
  off: boolean
  empty: string
  choose: (value: string) => void
  children: { id: string; name: string }[]
}

const Select = ({ label, value, off, empty, choose, children }: SelectProps) => (
  <select aria-label={label} value={value} disabled={off} onChange={(event) => choose(event.target.value)}>
    <option value="">{empty}</option>
    {children.map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ))}
  </select>
)

type SlotProps = {
  label: string
  told: string
  draft: Draft
  answer: DefensesAnswer
  say: DefenseWords
  off: boolean
  choose: (value: string) => void
}

function SlotSelect({ label, told, draft, answer, say, off, choose }: SlotProps) {
  const { state } = useDesk()
  const isOffered = answer.slots.some(({ times }) => times.some(({ value }) => value === draft.startsAt))
  return (
    <select
      aria-label={label}
      aria-describedby={told}
      value={draft.startsAt}
      disabled={off}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{say.choose}</option>
      {draft.startsAt && !isOffered && (
        <option value={draft.startsAt}>{sayInstant(draft.startsAt, state.locale, state.timezone)}</option>
      )}
      {answer.slots.map(({ day, label: heading, times }) => (
        <optgroup key={day} label={heading}>
          {times.map((time) => (
            <option key={time.value} value={time.value}>
              {time.label}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  )
}
