import React from 'react'
import type { Piece } from '../lazy/word-diff.ts'
import { loadLazy } from '../load-lazy.ts'
import { useDesk } from '../shell/context.ts'

/** A text with what it lost and gained, word by word; the plain text until the tool has come, or if it does not. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  const { t } = useDesk()
  const [pieces, setPieces] = React.useState<Piece[] | null>(null)
  React.useEffect(() => {
    let here = true
    loadLazy<typeof import('../lazy/word-diff.ts')>('word-diff')
      .then(({ wordDiff }) => here && setPieces(wordDiff(before, after)))
      .catch(() => undefined)
    return () => {
      here = false
    }
  }, [before, after])
  if (!pieces) return <span className="long">{after}</span>
  return (
    <span className="long word-diff">
      {pieces.map(({ text, kind }, i) => {
        const Mark = MARKS[kind]
        return (
          <Mark key={i}>
            {kind !== 'same' && <span className="hidden">{kind === 'added' ? t.after : t.before} </span>}
            {text}
          </Mark>
        )
      })}
    </span>
  )
}

const MARKS = { same: 'span', added: 'ins', removed: 'del' } as const
