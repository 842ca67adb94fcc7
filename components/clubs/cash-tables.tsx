import { Link } from 'react-router-dom'
import { useDesk } from '../shell/context.ts'
import { Cards } from './cash-page.tsx'
import type { CashAnswer, CashClub } from './cash-state.ts'
import type { CashWords } from './cash-text.ts'

/** By activity, by category, by month: the same figures, three ways to ask. */
export function CashTables({ answer, say }: { answer: CashAnswer; say: CashWords }) {
  const { state } = useDesk()
  return (
    <>
      <section aria-labelledby="cash-activities">
        <h2 className="section" id="cash-activities">
          {say.activities}
        </h2>
        {answer.activities.length === 0 ? (
          <p className="muted">{say.noActivity}</p>
        ) : (
          <Sums
            heads={[say.activity, say.budget, say.spent, say.left]}
            rows={answer.activities.map(({ name, href, budget, spent, left, isOver }) => ({
              ...{ name, href },
              cells: [budget, spent, isOver ? `${left} (${say.over})` : left],
            }))}
          />
        )}
        {answer.mayBudget && state.models.ActivityBudget?.create && (
          <Link className="button" to="/admin/resources/ActivityBudget/actions/new">
            {say.addBudget}
          </Link>
        )}
      </section>
      <section aria-labelledby="cash-categories">
        <h2 className="section" id="cash-categories">
          {say.categories}
        </h2>
        {answer.categories.length === 0 ? (
          <p className="muted">{say.noCategory}</p>
        ) : (
          <Sums
            heads={[say.category, say.cards.income, say.cards.expense]}
            rows={answer.categories.map(({ name, href, income, expense }) => ({
              name,
              href,
              cells: [income, expense],
            }))}
          />
        )}
      </section>
      {answer.months.length > 0 && (
        <section aria-labelledby="cash-months">
          <h2 className="section" id="cash-months">
            {say.months}
          </h2>
          <Sums
            heads={[say.month, say.cards.income, say.cards.expense, say.cards.balance, say.cards.unreceipted]}
            rows={answer.months.map(({ month, income, expense, balance, bare }) => ({
              ...{ name: month, href: '', cells: [income, expense, balance, bare] },
            }))}
          />
        </section>
      )}
    </>
  )
}

type SumRow = { name: string; href: string; cells: string[] }

function Sums({ heads, rows }: { heads: string[]; rows: SumRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways is reached by the keyboard
    <section className="card cash-sums" tabIndex={0} aria-label={heads[0]}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, href, cells }) => (
            <tr key={name + href}>
              <th scope="row">{href ? <Link to={href}>{name}</Link> : name}</th>
              {cells.map((cell, i) => (
                <td key={heads[i + 1]} data-head={heads[i + 1]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Every box at a glance, for the student union. */
export function Clubs({ clubs, say, open }: { clubs: CashClub[]; say: CashWords; open: (box: string) => void }) {
  return (
    <section aria-labelledby="cash-clubs">
      <h2 className="section" id="cash-clubs">
        {say.clubs}
      </h2>
      <ul className="cash-clubs">
        {clubs.map(({ id, club, cards, badge, isIntact }) => (
          <li key={id} className="card">
            <div className="cash-one-head">
              <h3>{club}</h3>
              <button type="button" className="button" aria-label={`${say.open} — ${club}`} onClick={() => open(id)}>
                {say.open}
              </button>
            </div>
            <Cards cards={cards} />
            {badge && <p className={isIntact === false ? 'banner banner-error' : 'muted'}>{badge}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
