import { Link } from 'react-router-dom'
import { useDesk } from '../shell/context.ts'
import { Empty, Section } from './run-parts.tsx'
import type { ClubsAnswer, Said } from './run-state.ts'
import { type RunWords, runWords } from './run-text.ts'

type WordsProps = { title: string; empty: string; said: Said[]; all: string }

/** What people wrote, latest first; a suggestion may be answered by what was done. */
export function Words({ title, empty, said, all }: WordsProps) {
  const say = runWords(useDesk().state.locale)
  return (
    <Section title={title} {...(said.length > 0 && { action: { href: all, label: say.seeAll } })}>
      {said.length === 0 && <Empty>{empty}</Empty>}
      <ul className="run-lines">
        {said.map(({ id, text, about, href, answerHref }) => (
          <li key={id}>
            <div>
              <q>{text}</q>
              <p className="muted">
                <Link to={href}>{about}</Link>
              </p>
            </div>
            {answerHref && (
              <Link className="button" to={answerHref} aria-label={say.answerTo(text)}>
                {say.answer}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const FollowUps = ({ answer, say }: { answer: ClubsAnswer; say: RunWords }) => (
  <Section title={say.followUps} action={{ href: answer.hrefs.newFollowUp, label: say.newFollowUp }}>
    {answer.followUps.length === 0 && <Empty>{say.noFollowUp}</Empty>}
    <ul className="run-lines">
      {answer.followUps.map(({ id, said, done, isPublic, href }) => (
        <li key={id}>
          <div>
            <Link to={href}>{said}</Link>
            <p className="muted">{done ? say.weDid(done) : say.waiting}</p>
          </div>
          <span className={`chip tone-${isPublic ? 'green' : 'grey'}`}>
            {isPublic ? say.published : say.unpublished}
          </span>
        </li>
      ))}
    </ul>
  </Section>
)
