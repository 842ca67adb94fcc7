import React from 'react'
import { sayDay, sayInstant } from '../fields/format.ts'
import { SearchBox } from '../list/search-box.tsx'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { EndDialog } from './end-dialog.tsx'
import { GrantDialog } from './grant-dialog.tsx'
import { Choice, Go, OverseePage, Pages, Table, Tag } from './parts.tsx'
import type { Right, RightsAnswer } from './state.ts'
import { type OverseeWords, overseeWords } from './text.ts'
import { useFilters, usePage } from './use-page.ts'

/** Who has what, since when, given by whom; a role is given and removed from here. */
export function RightsPage() {
  const { state } = useDesk()
  const say = overseeWords(state.locale)
  const [params, go] = useFilters()
  const loaded = usePage<RightsAnswer>('rights', params.toString())
  const [granting, setGranting] = React.useState(false)
  const [ending, setEnding] = React.useState<Right | null>(null)
  const { answer } = loaded
  const done = () => {
    setGranting(false)
    setEnding(null)
    loaded.reload()
  }
  const grant = (
    <button type="button" className="button primary" onClick={() => setGranting(true)}>
      <Icon name="Plus" size={16} />
      {say.grant}
    </button>
  )
  return (
    <OverseePage title={say.rights} help={say.rightsHelp} loaded={loaded} actions={grant}>
      <div className="oversee-filters">
        <SearchBox label={say.searchPerson} value={params.get('query') ?? ''} onChange={(query) => go({ query })} />
        <Choice
          label={say.role}
          any={say.anyRole}
          value={params.get('role') ?? ''}
          options={state.enums.Role ?? []}
          onChange={(role) => go({ role })}
        />
        <Choice
          label={say.period}
          value={params.get('when') ?? 'now'}
          options={Object.entries(say.when).map(([value, label]) => ({ value, label }))}
          onChange={(when) => go({ when: when === 'now' ? null : when })}
        />
      </div>
      {answer?.admins === 1 && (
        <p className="banner tone-amber">
          <Icon name="AlertTriangle" /> {say.oneAdmin}
        </p>
      )}
      {answer && (
        <>
          <p className="muted" aria-live="polite">
            {say.found(answer.total)}
          </p>
          {answer.total > 0 && <Rights answer={answer} say={say} end={setEnding} />}
          <Pages at={answer} go={go} />
        </>
      )}
      {granting && <GrantDialog say={say} today={answer?.today ?? ''} close={() => setGranting(false)} done={done} />}
      {ending && answer && (
        <EndDialog right={ending} say={say} today={answer.today} close={() => setEnding(null)} done={done} />
      )}
    </OverseePage>
  )
}

type RightsProps = { answer: RightsAnswer; say: OverseeWords; end: (right: Right) => void }

function Rights({ answer, say, end }: RightsProps) {
  const { state } = useDesk()
  return (
    <Table
      label={say.rights}
      rows={answer.rows}
      keyOf={(right) => right.id}
      columns={[
        { label: say.person, cell: (right) => <Go to={right.person} /> },
        { label: say.role, cell: (right) => right.roleLabel },
        { label: say.scope, cell: (right) => right.department ?? <span className="muted">{scopeOf(right, say)}</span> },
        { label: say.since, cell: (right) => sayDay(right.startsOn, state.locale) },
        {
          label: say.until,
          cell: (right) =>
            right.endsOn ? sayDay(right.endsOn, state.locale) : <span className="muted">{say.noEnd}</span>,
        },
        { label: say.givenBy, cell: (right) => right.grantedBy ?? <span className="muted">{say.byInstall}</span> },
        { label: say.account, cell: (right) => <AccountState right={right} say={say} /> },
        {
          label: say.actions,
          cell: (right) =>
            right.when !== 'past' && (
              <button
                type="button"
                className="button danger"
                aria-label={say.endTitle(right.roleLabel, right.person.title)}
                onClick={() => end(right)}
              >
                {say.end}
              </button>
            ),
        },
      ]}
    />
  )
}

/** Some roles open the school; the others open what concerns the person. */
const scopeOf = ({ role }: Right, say: OverseeWords): string => (WIDE.has(role) ? say.wholeSchool : say.ownRecords)
const WIDE = new Set(['admin', 'internship_officer', 'union_executive'])

function AccountState({ right: { account }, say }: { right: Right; say: OverseeWords }) {
  const { state } = useDesk()
  if (!account) return <span className="muted">{say.noAccount}</span>
  const seen = account.lastLoginAt
    ? say.lastIn(sayInstant(account.lastLoginAt, state.locale, state.timezone))
    : say.neverIn
  return (
    <span className="stacked">
      <Tag tone={account.tone}>{account.status}</Tag>
      <small className="muted">
        {seen}, {account.secondFactor ? say.secondFactor : say.noSecondFactor}
      </small>
    </span>
  )
}
