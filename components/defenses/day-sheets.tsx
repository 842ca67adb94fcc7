import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { DefensesAnswer, LineState } from './state.ts'
import type { DefenseWords } from './text-fr.ts'

/** What is saved, a sheet a day, to be pinned on a door: the hour, the room, who, before whom. */
export function DaySheets({ answer, say }: { answer: DefensesAnswer; say: DefenseWords }) {
  const { state } = useDesk()
  const placed = answer.lines.filter(({ startsAt }) => startsAt)
  const zone = { timeZone: state.timezone }
  const dayOf = (at: string) =>
    new Date(at).toLocaleDateString(state.locale, { ...zone, weekday: 'long', day: 'numeric', month: 'long' })
  const timeOf = (at: string) =>
    new Date(at).toLocaleTimeString(state.locale, { ...zone, hour: '2-digit', minute: '2-digit' })
  const days = Map.groupBy(
    placed.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt) || a.roomId.localeCompare(b.roomId)),
    ({ startsAt }) => dayOf(startsAt),
  )
  const nameOf = (id: string) => answer.jurors.find((one) => one.id === id)?.name ?? ''
  const roomOf = (line: LineState) => answer.rooms.find(({ id }) => id === line.roomId)?.name ?? ''
  return (
    <section className="day-sheets" aria-labelledby="day-sheets">
      <header>
        <div>
          <h2 id="day-sheets">{say.byDay}</h2>
          <p className="muted no-print">{days.size > 0 ? say.byDayHelp : say.noDay}</p>
        </div>
        {days.size > 0 && (
          <button type="button" className="button no-print" onClick={() => window.print()}>
            <Icon name="Printer" size={16} /> {say.print}
          </button>
        )}
      </header>
      {[...days].map(([day, lines]) => (
        <section key={day} className="card day-sheet">
          <h3>{day}</h3>
          <div className="table-box">
            <table className="rows" aria-label={day}>
              <thead>
                <tr>
                  {[say.time, say.room, say.student, say.company, say.jury].map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <tr key={line.id}>
                    <td data-label={say.time}>{timeOf(line.startsAt)}</td>
                    <td data-label={say.room}>{roomOf(line)}</td>
                    <td data-label={say.student}>{line.student}</td>
                    <td data-label={say.company}>{line.company}</td>
                    <td data-label={say.jury}>{line.jury.map(nameOf).filter(Boolean).join(', ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </section>
  )
}
