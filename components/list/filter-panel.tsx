import React from 'react'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { ColumnField } from './column-field.tsx'
import { addressOf, blank, type Draft, draftsOf, operatorsOf } from './filter-draft.ts'
import { type FilterWords, useFilterWords } from './filter-text.ts'
import { FilterValue } from './filter-value.tsx'

type Props = { model: string; params: URLSearchParams; apply: (params: URLSearchParams) => void; close: () => void }

/** Conditions in the order people say them: all of these, and of each group at least one. Nothing is fetched before a record is looked for. */
export function FilterPanel({ model, params, apply, close }: Props) {
  const { state, t } = useDesk()
  const words = useFilterWords()
  const [{ alone, groups }, setDrafts] = React.useState(() => draftsOf(state, model, params))
  const setAlone = (next: Draft[]) => setDrafts({ alone: next, groups })
  const setGroup = (at: number, next: Draft[]) =>
    setDrafts({ alone, groups: groups.map((group, i) => (i === at ? next : group)).filter((group) => group.length) })
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    apply(addressOf(params, { alone, groups }))
    close()
  }
  return (
    <form id="filters" className="filter-panel" onSubmit={submit} aria-label={t.filters}>
      <Conditions title={words.all} model={model} drafts={alone} set={setAlone} />
      {groups.map((group, at) => (
        <Conditions
          key={group[0]?.rank}
          title={words.any}
          model={model}
          drafts={group}
          set={(next) => setGroup(at, next)}
          remove={() => setGroup(at, [])}
        />
      ))}
      <div className="form-actions">
        <button type="submit" className="button primary">
          {t.apply}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => setDrafts({ alone, groups: [...groups, [blank(), blank()]] })}
        >
          <Icon name="Plus" size={16} />
          {words.addGroup}
        </button>
        <button type="button" className="button" onClick={() => setDrafts({ alone: [blank()], groups: [] })}>
          {t.clearAll}
        </button>
        <button type="button" className="button" onClick={close}>
          {t.close}
        </button>
      </div>
    </form>
  )
}

type ConditionsProps = {
  title: string
  model: string
  drafts: Draft[]
  set: (drafts: Draft[]) => void
  remove?: () => void
}

function Conditions({ title, model, drafts, set, remove }: ConditionsProps) {
  const words = useFilterWords()
  return (
    <fieldset className={remove ? 'conditions any' : 'conditions'}>
      <legend>{title}</legend>
      {drafts.map((draft) => (
        <Condition
          key={draft.rank}
          model={model}
          draft={draft}
          change={(next) => set(drafts.map((one) => (one.rank === draft.rank ? next : one)))}
          remove={() => set(drafts.filter((one) => one.rank !== draft.rank))}
        />
      ))}
      <div className="form-actions">
        <button type="button" className="link" onClick={() => set([...drafts, blank()])}>
          {words.addCondition}
        </button>
        {remove && (
          <button type="button" className="link" onClick={remove}>
            {words.removeGroup}
          </button>
        )}
      </div>
    </fieldset>
  )
}

type ConditionProps = { model: string; draft: Draft; change: (draft: Draft) => void; remove: () => void }

function Condition({ model, draft, change, remove }: ConditionProps) {
  const words = useFilterWords()
  const { column, operator } = draft
  return (
    <div className="condition">
      <ColumnField
        model={model}
        column={column}
        fresh={true}
        choose={(next) => change({ ...draft, column: next, operator: operatorsOf(next)[0] ?? 'is', value: '' })}
      />
      {column && (
        <select
          aria-label={`${column.label} : ${words.operator}`}
          value={operator}
          onChange={(event) => change({ ...draft, operator: event.target.value })}
        >
          {[...new Set([...operatorsOf(column), operator])].map((one) => (
            <option key={one} value={one}>
              {said(words, one)}
            </option>
          ))}
        </select>
      )}
      <div className="condition-value">
        <FilterValue draft={draft} set={(value) => change({ ...draft, value })} />
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={words.removeCondition(column?.label ?? '')}
        onClick={remove}
      >
        <Icon name="X" size={16} />
      </button>
    </div>
  )
}

const said = (words: FilterWords, operator: string): string =>
  operator in words.operators ? words.operators[operator as keyof FilterWords['operators']] : operator
