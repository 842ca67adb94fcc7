type View = { name: string; label: string; count?: number }
type Props = { label: string; views: View[]; current: string; choose: (name: string) => void }

/** The few ways to look at a list, each with how many it holds. */
export const Views = ({ label, views, current, choose }: Props) => (
  <nav className="views" aria-label={label}>
    {views.map(({ name, label: word, count }) => (
      <button key={name} type="button" className="button" aria-pressed={name === current} onClick={() => choose(name)}>
        {word}
        {count !== undefined && count > 0 && <span className="view-count">{count > 99 ? '99+' : count}</span>}
      </button>
    ))}
  </nav>
)
