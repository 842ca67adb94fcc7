import { Link } from 'react-router-dom'
import { Icon } from '../shell/icon.tsx'
import { useUndoWords } from './text.ts'

/** Under one’s own name: what one threw away. */
export const TrashLink = () => (
  <Link role="menuitem" to="/admin/pages/trash">
    <Icon name="Trash2" size={16} />
    {useUndoWords().trash}
  </Link>
)
