import { useParams } from 'react-router-dom'
import { ShowScreen } from '../record/show-screen.tsx'
import { AddedScreen } from '../screens/added.tsx'
import { useDesk } from '../shell/context.ts'

/** The address of a verb, as a mail gives it: the record, with the verb’s form already open. */
export function VerbScreen() {
  const { model = '', action = '' } = useParams()
  const { state } = useDesk()
  const added = state.models[model]?.screens.some((screen) => screen.name === action)
  return added ? <AddedScreen /> : <ShowScreen verb={action} />
}
