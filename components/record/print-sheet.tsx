import { Link } from 'react-router-dom'
import { Icon } from '../shell/icon.tsx'
import type { Tab } from './record-tabs.tsx'
import { useSeeWords } from './see-text.ts'

type Props = { tabs: Tab[]; counts: Record<string, string>; href: string }

/** The whole record on one sheet: every tab that holds something, one under the other. */
export function PrintSheet({ tabs, counts, href }: Props) {
  const words = useSeeWords()
  const kept = tabs.filter((tab) => !tab.aside && counts[tab.name] !== '0')
  return (
    <div className="sheet">
      <p className="banner no-print" role="status">
        <span>{words.printHelp}</span>
        <button type="button" className="button primary" onClick={() => window.print()}>
          <Icon name="Printer" size={16} />
          {words.print}
        </button>
        <Link className="button" to={href}>
          {words.back}
        </Link>
      </p>
      {kept.map((tab, rank) => (
        <section key={tab.name} aria-label={tab.label}>
          {rank > 0 && <h2 className="section">{tab.label}</h2>}
          {tab.content()}
        </section>
      ))}
    </div>
  )
}
