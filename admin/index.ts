import { buildRoutes } from '@adminjs/express'
import AdminJS, { type ActionHandler, type ActionRequest, Router as AdminRouter } from 'adminjs'
import express, { type Request, type RequestHandler, type Router } from 'express'
import { current } from '../src/access/actor.ts'
import { type ModelName, models } from '../src/access/model.ts'
import { declareEverything } from './actions/all.ts'
import { prepareAssets } from './build.ts'
import { bulkTargets } from './bulk.ts'
import { checkDesk } from './checks.ts'
import { dashboard } from './dashboard.ts'
import { downloads } from './export/downloads.ts'
import { storable } from './filters.ts'
import { guard } from './guard.ts'
import { fr } from './locales/fr.ts'
import { page } from './page.ts'
import { refusals } from './refusals.ts'
import { ScopedRecord, ScopedResource } from './scoped-resource.ts'
import { actionsOf, type DeskAction, type DeskRequest, pages, type Upload } from './verbs.ts'

export { deskAssets } from './assets.ts'

/** The desk, to mount at /admin behind the session, the CSRF check, the body parser and runAs(). */
export async function buildDesk(): Promise<Router> {
  declareEverything()
  checkDesk()
  await prepareAssets()
  const admin = buildAdmin()
  const api = express.Router()
  api.use(guard, bulkTargets)
  buildRoutes({ admin, routes: rpcRoutes(), router: api })
  const router = express.Router()
  router.use('/api', api, refusals)
  router.use(downloads())
  router.get(['/', '/resources/*path', '/pages/*path'], page)
  router.use(refusals)
  return router
}

/** AdminJS’s own RPC without its HTML, its bundler and its deprecated search. */
const rpcRoutes = () =>
  AdminRouter.routes
    .filter(
      (route) => route.path.startsWith('/api/') && !route.path.endsWith('{query}') && !route.path.endsWith('/search'),
    )
    .map((route) => ({ ...route, path: route.path.replace('/api', '') }))

export function buildAdmin(): AdminJS {
  return new AdminJS({
    rootPath: '/admin',
    loginPath: '/login',
    logoutPath: '/logout',
    branding: { companyName: 'Préau', withMadeWithLove: false, logo: false },
    locale: { language: 'fr', availableLanguages: ['fr', 'en'], translations: { fr } },
    dashboard: { handler: () => dashboard(current()) },
    pages: Object.fromEntries(
      [...pages.values()].map((one) => [
        one.name,
        { component: one.name, handler: (request: ActionRequest) => one.handle(pageRequest(request), current()) },
      ]),
    ),
    // Instances, never plain objects: AdminJS deep-merges those, 80 models took a minute and 4 GB
    resources: models.filter((model) => !model.internal).map((model) => resourceOf(model.name)),
  })
}

function resourceOf(model: ModelName) {
  const actions = Object.fromEntries(actionsOf(model).map((action) => [action.name, adminAction(model, action)]))
  const never = { isAccessible: false, isVisible: false }
  return { resource: new ScopedResource(model), options: { actions: { ...STOCK(never), ...actions } } }
}

/** What AdminJS adds by itself is switched off; what we declare is put back. */
const STOCK = (never: object) =>
  Object.fromEntries(['list', 'show', 'new', 'edit', 'delete', 'bulkDelete', 'search'].map((name) => [name, never]))

const adminAction = (model: ModelName, action: DeskAction) => ({
  name: action.name,
  actionType: action.routes,
  component: false,
  isVisible: true,
  isAccessible: () => action.right(current().actor, model),
  handler: handlerOf(model, action),
})

const handlerOf =
  (model: ModelName, action: DeskAction): ActionHandler<never> =>
  async (request, _response, context) => {
    const { record, records } = context
    return (await action.handle(
      {
        ...requestOf(request),
        model,
        ...(record instanceof ScopedRecord ? { row: record.row } : {}),
        ...(records ? { rows: records.filter((one) => one instanceof ScopedRecord).map((one) => one.row) } : {}),
      },
      current(),
    )) as never
  }

type Parsed = Pick<Request, 'fields' | 'files'>

function requestOf(request: ActionRequest): Omit<DeskRequest, 'model'> {
  const { fields, files } = request as ActionRequest & Parsed
  return {
    method: request.method === 'post' ? 'POST' : 'GET',
    query: Object.fromEntries(Object.entries(request.query ?? {}).map(([key, value]) => [key, String(value)])),
    fields: Object.fromEntries(
      Object.entries(fields ?? {}).map(([key, value]) => [key, typeof value === 'string' ? storable(value) : value]),
    ),
    files: files ?? {},
  }
}

const pageRequest = requestOf

export type { RequestHandler, Upload }
