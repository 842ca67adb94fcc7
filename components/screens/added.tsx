import { useParams } from 'react-router-dom'
import { useDesk } from '../shell/context.ts'
import { Missing } from './missing.tsx'
import { addedPages, screens } from './registry.ts'

/** A screen that another room declared for this model, when this person may open it. */
export function AddedScreen() {
  const { model: name = '', action = '', id } = useParams()
  const { state } = useDesk()
  const model = state.models[name]
  const declared = model?.screens.find((screen) => screen.name === action)
  const Screen = declared && screens[declared.component]
  return model && Screen ? <Screen name={name} model={model} {...(id ? { id } : {})} /> : <Missing />
}

export function AddedPage() {
  const { page = '' } = useParams()
  const Page = addedPages[page]
  return Page ? <Page /> : <Missing />
}
