import React from 'react'
import { Link } from 'react-router-dom'
import { DateInput } from '../fields/date-input.tsx'
import { Icon } from '../shell/icon.tsx'
import type { Choice, DefensesAnswer, Settings } from './state.ts'
import type { DefenseWords } from './text-fr.ts'

type Props = { answer: DefensesAnswer; say: DefenseWords; go: (values: Record<string, string | null>) => void }

/** Which campaign, which days and hours, which rooms, who may sit: kept in the address, so that it can be sent to a colleague. */
export function SettingsForm({ answer, say, go }: Props) {
  const { settings } = answer
  const [days, setDays] = React.useState({ from: settings.from, to: settings.to })
  const apply = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const plain = PLAIN.map((name) => [name, String(form.get(name) ?? '')])
    const many = ['rooms', 'jurors'].map((name) => [name, form.getAll(name).join(',')])
    go({ ...days, ...Object.fromEntries([...plain, ...many]) })
  }
  return (
    <details className="card planner-settings no-print" open={answer.lines.length > 0 && answer.planned.n === 0}>
      <summary>
        <Icon name="ChevronRight" size={18} />
        <h2>{say.settings}</h2> <span className="muted">{say.slots(slotsOf(answer))}</span>
      </summary>
      <form key={JSON.stringify(settings)} onSubmit={apply}>
        <div className="planner-fields">
          {(['from', 'to'] as const).map((name) => (
            <div key={name} className="field">
              <label htmlFor={`planner-${name}`}>{say[name]}</label>
              <DateInput
                id={`planner-${name}`}
                value={days[name]}
                onChange={(day) => setDays((now) => ({ ...now, [name]: day }))}
              />
            </div>
          ))}
          {HOURS.map((name) => (
            <label key={name}>
              <span>{say[name]}</span>
              <input
                name={name}
                defaultValue={settings[name]}
                pattern="([01]\d|2[0-3]):[0-5]\d"
                placeholder="09:00"
                required
              />
            </label>
          ))}
          <label>
            <span>{say.minutes}</span>
            <input name="minutes" type="number" min={10} max={240} defaultValue={settings.minutes} required />
          </label>
          <label>
            <span>{say.size}</span>
            <select name="size" defaultValue={settings.size}>
              <option value="2">2</option>
              <option value="3">3</option>
            </select>
          </label>
        </div>
        {answer.rooms.length > 0 ? (
          <Ticks legend={say.rooms} name="rooms" all={answer.rooms} ticked={settings.rooms} />
        ) : (
          <p>
            {say.noRoom} <Link to="/admin/resources/Room/actions/new">{say.toRooms}</Link>
          </p>
        )}
        <Ticks legend={say.jurors} name="jurors" all={answer.jurors} ticked={settings.jurors} />
        <button type="submit" className="button">
          {say.apply}
        </button>
      </form>
    </details>
  )
}

const HOURS = ['start', 'end', 'pauseFrom', 'pauseTo'] as const
const PLAIN: (keyof Settings)[] = [...HOURS, 'minutes', 'size']
const slotsOf = ({ slots }: DefensesAnswer): number => slots.reduce((sum, { times }) => sum + times.length, 0)

const Ticks = ({ legend, name, all, ticked }: { legend: string; name: string; all: Choice[]; ticked: string[] }) => (
  <fieldset className="planner-ticks">
    <legend>{legend}</legend>
    {all.map((one) => (
      <label key={one.id}>
        <input type="checkbox" name={name} value={one.id} defaultChecked={ticked.includes(one.id)} /> {one.name}
      </label>
    ))}
  </fieldset>
)
