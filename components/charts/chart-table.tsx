import { Link } from 'react-router-dom'
import { useDesk } from '../shell/context.ts'
import type { ChartState } from './state.ts'
import type { fr } from './text-fr.ts'

type Props = { chart: ChartState; say: typeof fr; hidden: boolean }

/** The same figures for whoever listens rather than looks, and for paper; every figure opens its rows. */
export function ChartTable({ chart, say, hidden }: Props) {
  const { state } = useDesk()
  const { parts, groups } = chart
  // Behind the drawing it is still read aloud, but nobody tabs through links that cannot be seen
  const figure = (n: number, href: string, what: string) => (
    <Link to={href} aria-label={`${what} : ${n}`} {...(hidden ? { tabIndex: -1 } : {})}>
      {n.toLocaleString(state.locale)}
    </Link>
  )
  return (
    <div className={hidden ? 'chart-table hidden' : 'chart-table'}>
      <table>
        <caption className="hidden">{chart.title}</caption>
        <thead>
          <tr>
            <th scope="col">{chart.by}</th>
            {parts.map((part) => (
              <th key={part.label} scope="col">
                {part.label}
              </th>
            ))}
            <th scope="col">{parts.length > 0 ? say.total : chart.of}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={`${group.label} ${group.href}`}>
              <th scope="row">{group.label}</th>
              {group.parts.map((part, i) => (
                <td key={part.href}>{figure(part.n, part.href, `${group.label}, ${parts[i]?.label ?? ''}`)}</td>
              ))}
              <td>{figure(group.n, group.href, group.label)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
