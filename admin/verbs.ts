import { type Actor, type Context, current } from '../src/access/actor.ts'
import type { ModelName } from '../src/access/model.ts'
import type { Row } from '../src/access/select.ts'
import type { Text } from '../src/platform/catalogue.ts'

/**
 * Everything the desk answers, declared: AdminJS accepts any action name on any of its three routes, by any method.
 * The guard lets through what stands here and nothing else.
 */
export type Route = 'resource' | 'record' | 'bulk'
export type Method = 'GET' | 'POST'
export type Upload = { path: string; name: string; size: number }

export type DeskRequest = {
  model: ModelName
  method: Method
  query: Record<string, string>
  fields: Record<string, unknown>
  files: Record<string, Upload>
  /** On the record route: read through the right before the handler runs */
  row?: Row
  /** On the bulk route: every one asked for, each read through the right */
  rows?: Row[]
}

export type DeskAction = {
  name: string
  routes: Route[]
  methods: Method[]
  /** May this person ever do this on this model? Which records is decided by the handler, through the rights. */
  right: (actor: Actor, model: ModelName) => boolean
  /** A GET only ever reads: its connection refuses to write. */
  handle: (request: DeskRequest, ctx: Context) => Promise<Record<string, unknown>>
  /** A screen of its own, shown as a button on the list (resource) or on the record; with `picks`, also for ticked rows */
  screen?: { label: Text; component: string; icon: string; picks?: boolean }
  /** A tab of the record’s page, drawn by a component of components/record/panels.ts, which asks this action */
  tab?: { label: Text; component: string }
}

const everywhere: DeskAction[] = []
const particular = new Map<ModelName, DeskAction[]>()

/** An action of every model, or of the named ones. Two under one name is a mistake that stops the boot. */
export function declareAction(action: DeskAction, models?: readonly ModelName[]): void {
  for (const list of models ? models.map(listOf) : [everywhere]) {
    if (list.some((one) => one.name === action.name)) {
      throw new Error(`admin/verbs.ts: the action “${action.name}” is declared twice`)
    }
    list.push(action)
  }
}

function listOf(model: ModelName): DeskAction[] {
  const list = particular.get(model) ?? []
  particular.set(model, list)
  return list
}

export const actionsOf = (model: ModelName): DeskAction[] => [...everywhere, ...listOf(model)]

export const actionOf = (model: ModelName, name: string): DeskAction | undefined =>
  listOf(model).find((action) => action.name === name) ?? everywhere.find((action) => action.name === name)

/** The action, when it exists on this route, by this method, for the person who asks. Anything else is missing. */
export function allowedAction(model: ModelName, name: string, route: Route, method: Method): DeskAction | undefined {
  const action = actionOf(model, name)
  if (!action?.routes.includes(route) || !action.methods.includes(method)) return undefined
  return action.right(current().actor, model) ? action : undefined
}

/** A page, or an answer that belongs to no model; with `menu` it has an entry there and a screen of its name. */
export type DeskPage = {
  name: string
  menu?: { label: Text; icon: string; group?: string }
  methods: Method[]
  right: (actor: Actor) => boolean
  handle: (request: Omit<DeskRequest, 'model'>, ctx: Context) => Promise<Record<string, unknown>>
}

export const pages = new Map<string, DeskPage>()

export function declarePage(page: DeskPage): void {
  if (pages.has(page.name)) throw new Error(`admin/verbs.ts: the page “${page.name}” is declared twice`)
  pages.set(page.name, page)
}
