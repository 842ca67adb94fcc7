import type { ListHabit, ViewState } from './state.ts'

/** The list without any view, said in so many words where an empty address would open the default one. */
export const NO_VIEW = 'none'

const OF_THE_MOMENT = new Set(['view', 'page', 'after', 'before', 'count', 'perPage'])

/** What a view keeps of an address: everything but where one stands in it. */
export function keptOf(params: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...params].filter(([key]) => !OF_THE_MOMENT.has(key)))
}

/** What the rows depend on: neither the columns nor the name of the view. */
export function askedOf(params: URLSearchParams): string {
  return new URLSearchParams([...params].filter(([key]) => key !== 'view' && key !== 'columns')).toString()
}

/** A view as an address of its own: whole, so that it can be changed from there; never only its name. */
export function addressOf(view: { id: string; query: string }): string {
  const params = keptOf(new URLSearchParams(view.query))
  if (params.size === 0) params.set('page', '1')
  params.set('view', view.id)
  return params.toString()
}

export const viewIn = (params: URLSearchParams): string | null => {
  const id = params.get('view')
  return id === NO_VIEW ? null : id
}

/** The screen shows something else than the view says. */
export const differs = (params: URLSearchParams, view: { query: string }): boolean =>
  sorted(keptOf(params)) !== sorted(keptOf(new URLSearchParams(view.query)))

const sorted = (params: URLSearchParams): string =>
  [...params]
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('&')

const habits = new Map<string, ListHabit>(Object.entries(window.PREAU.me.lists ?? {}))

export const habitOf = (model: string): ListHabit => habits.get(model) ?? {}

/** As the server was told; the next list of this page need not ask. */
export const setHabit = (model: string, habit: ListHabit): void => void habits.set(model, habit)

export type Named = Pick<ViewState, 'id' | 'name' | 'query'>
