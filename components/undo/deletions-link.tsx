import { Link } from 'react-router-dom'
import { Icon } from '../shell/icon.tsx'
import { useUndoWords } from './text.ts'

/** From the audit: what was deleted, by whom, and whether somebody brought it back. */
export function DeletionsLink() {
  const say = useUndoWords()
  return (
    <Link className="button" to="/admin/pages/trash">
      <Icon name="Trash2" size={16} />
      {say.deletions}
    </Link>
  )
}
