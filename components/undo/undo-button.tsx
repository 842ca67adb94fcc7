import { useUndoWords } from './text.ts'
import { useRestore } from './use-restore.ts'

/** Beside “C’est supprimé”: one press, and it is as if nothing had happened. */
export function UndoButton({ id, done }: { id: string; done: () => void }) {
  const say = useUndoWords()
  const { busy, restore } = useRestore()
  const undo = async () => {
    if (await restore(id)) done()
  }
  return (
    <button type="button" className="button undo" aria-label={say.undoHint} disabled={busy} onClick={undo}>
      {say.undo}
    </button>
  )
}
