import React from 'react'
import { loadLazy } from '../load-lazy.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { useSeeWords } from './see-text.ts'

type Change = { label: string; before: string; after: string }
type Part = { text: string; kind: 'same' | 'gone' | 'new' }

/** What changed, before → after in words; heard as well as seen. */
export function Changes({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return null
  return (
    <ul>
      {changes.map((change) => (
        <li key={change.label}>
          <span className="muted">{change.label} :</span>{' '}
          {isText(change) ? <Text change={change} /> : <Sides {...change} />}
        </li>
      ))}
    </ul>
  )
}

/** Two long texts side by side tell nothing: what was taken out and put in does. */
const isText = ({ before, after }: Change): boolean =>
  before !== '' && after !== '' && before.length + after.length > 120

function Sides({ before, after }: Change) {
  const { t } = useDesk()
  return (
    <>
      <del>
        <span className="hidden">{t.before} </span>
        {before || t.empty}
      </del>{' '}
      <Icon name="ArrowRight" size={14} />{' '}
      <ins>
        <span className="hidden">{t.after} </span>
        {after || t.empty}
      </ins>
    </>
  )
}

function Text({ change }: { change: Change }) {
  const words = useSeeWords()
  const { before, after } = change
  const [parts, setParts] = React.useState<Part[] | null>(null)
  React.useEffect(() => {
    let gone = false
    loadLazy<typeof import('../lazy/text-diff.ts')>('text-diff')
      .then(({ partsOf }) => !gone && setParts(partsOf(before, after)))
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [before, after])
  if (!parts) return <Sides {...change} />
  return (
    <span className="text-diff">
      <span className="hidden">{words.showDiff} : </span>
      {parts.map(({ text, kind }, rank) => {
        const Tag = TAGS[kind]
        // Parts of one text never move
        return <Tag key={rank}>{text}</Tag>
      })}
    </span>
  )
}

const TAGS = { same: 'span', gone: 'del', new: 'ins' } as const
