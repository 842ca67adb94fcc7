import type { RequestHandler } from 'express'
import { current } from '../src/access/actor.ts'
import { isModel } from '../src/access/model.ts'
import { localeOf } from '../src/access/select.ts'
import { catalogue } from '../src/generated/catalogue.ts'
import { Refusal } from '../src/platform/errors.ts'
import { answerMissing, answerRefusal } from './refusals.ts'
import { allowedAction, type Method, pages, type Route } from './verbs.ts'

/**
 * In front of AdminJS: only what is declared, on its own route, by its own method, for a person who may ever do it.
 * An unknown action, a wrong route, a hidden model and a refused one answer alike, like something that does not exist.
 */
export const guard: RequestHandler = (request, response, next) => {
  const locale = localeOf(current().actor)
  const method = request.method
  if (method !== 'GET' && method !== 'POST') return answerRefusal(response, METHOD, locale)
  if (!isDeclared(request.path, method)) return answerMissing(response, locale)
  next()
}

function isDeclared(path: string, method: Method): boolean {
  if (path === '/dashboard') return method === 'GET'
  const page = /^\/pages\/(\w+)$/.exec(path)
  if (page) return isPage(page[1] ?? '', method)
  for (const [pattern, route] of ROUTES) {
    const found = pattern.exec(path)
    if (found) return isAction(found[1] ?? '', found[2] ?? '', route, method)
  }
  return false
}

// The free-text tail of AdminJS (`/actions/search/{query}`) is left out: a query travels in the query string.
const ROUTES: [RegExp, Route][] = [
  [/^\/resources\/(\w+)\/actions\/(\w+)$/, 'resource'],
  [/^\/resources\/(\w+)\/records\/[\w-]+\/(\w+)$/, 'record'],
  [/^\/resources\/(\w+)\/bulk\/(\w+)$/, 'bulk'],
]

function isAction(model: string, action: string, route: Route, method: Method): boolean {
  if (!isModel(model) || catalogue.models[model].internal) return false
  return allowedAction(model, action, route, method) !== undefined
}

function isPage(name: string, method: Method): boolean {
  const page = pages.get(name)
  return page?.methods.includes(method) === true && page.right(current().actor)
}

const METHOD = new Refusal('method', 405, {
  fr: 'Cette opération n’existe pas de cette façon. Rechargez la page et recommencez.',
  en: 'This cannot be done this way. Reload the page and try again.',
})
