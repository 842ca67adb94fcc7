import type React from 'react'
import { later } from '../later.tsx'
import type { Desk } from '../shell/context.ts'
import type { ModelState, RecordJson } from '../state.ts'
import { CommentsLater } from '../work/pages.ts'
import type { MarginAnswer } from '../work/state.ts'
import { commentsLabel } from '../work/text.ts'
import { Details } from './details.tsx'
import { panelsByName } from './panels.ts'
import { Related } from './related.tsx'
import { seeWords } from './see-text.ts'

type Lazy = typeof import('../lazy/record.ts')
const Documents = later('record', (part: Lazy) => part.Documents)
const History = later('record', (part: Lazy) => part.History)
const Viewers = later('record', (part: Lazy) => part.Viewers)

/** A record as its page shows it. `turn` grows when something was done to it: what hangs on it may have changed. */
export type Opened = {
  name: string
  model: ModelState
  record: RecordJson
  turn: number
  margin: MarginAnswer
  changed: () => void
}

/**
 * `name` stands in the address (`?tab=history`); only the open tab is drawn, so its content fetches what it needs. The
 * server counts what a tab holds under that same name (admin/see/counts.ts). `aside`: not part of the record on paper.
 */
export type Tab = { name: string; label: string; count?: number; content: () => React.ReactNode; aside?: true }

/** What one room adds to the page of a record: no tab, one, or several. */
export type TabsOf = (opened: Opened, desk: Desk) => Tab[]

const details: TabsOf = ({ model, record }, { t }) => [
  { name: 'details', label: t.details, content: () => <Details model={model} record={record} /> },
]

const panels: TabsOf = (opened) =>
  opened.model.panels.flatMap(({ action, label, component }) => {
    const Panel = panelsByName[component]
    return Panel ? [{ name: action, label, content: () => <Panel key={opened.turn} {...opened} /> }] : []
  })

const related: TabsOf = ({ model, record, turn, changed }) =>
  model.related.map((one) => ({
    name: `${one.model}.${one.fk}`,
    label: one.label,
    content: () => (
      <Related key={`${one.model}.${one.fk}`} related={one} record={record} turn={turn} changed={changed} />
    ),
  }))

const comments: TabsOf = ({ name, model, record, margin, changed }, { state }) =>
  model.comments
    ? [
        {
          ...{ name: 'comments', label: commentsLabel(state.locale) },
          ...(margin.comments && { count: margin.comments }),
          content: () => <CommentsLater model={name} id={record.id} changed={changed} />,
        },
      ]
    : []

const documents: TabsOf = ({ name, record, turn }, { state }) => [
  {
    name: 'documents',
    label: seeWords(state.locale).documents,
    content: () => <Documents model={name} id={record.id} turn={turn} />,
  },
]

const history: TabsOf = ({ name, record, turn, changed }, { t }) => [
  {
    name: 'history',
    label: t.history,
    content: () => <History model={name} id={record.id} turn={turn} changed={changed} />,
  },
]

const viewers: TabsOf = ({ name, record, turn }, { state }) =>
  state.manages
    ? [
        {
          name: 'viewers',
          label: seeWords(state.locale).viewers,
          content: () => <Viewers model={name} id={record.id} turn={turn} />,
          aside: true,
        },
      ]
    : []

/** The tabs of every record, in this order: a line here for another one. */
const TABS: TabsOf[] = [details, panels, comments, related, documents, history, viewers]

export const tabsOf = (opened: Opened, desk: Desk): Tab[] => TABS.flatMap((of) => of(opened, desk))
