import { useNavigate } from 'react-router-dom'
import type { Answer } from '../api.ts'
import { useSend } from '../oversee/use-page.ts'

/** Takes a record out of the trash, and leads to it. */
export function useRestore(): { busy: boolean; restore: (id: string) => Promise<boolean> } {
  const navigate = useNavigate()
  const { busy, send } = useSend()
  const restore = async (id: string) => {
    const answer = await send<Answer>('/pages/trash', { id })
    if (answer?.redirectUrl) navigate(answer.redirectUrl)
    return answer !== null
  }
  return { busy, restore }
}
