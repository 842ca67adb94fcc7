import { hasRole } from '../../src/access/actor.ts'
import { mayEver } from '../../src/access/rights.ts'
import type { DeskAction } from '../verbs.ts'

export const mayRead: DeskAction['right'] = (actor, model) => mayEver(actor, model, 'read')

/** Whoever manages may know who else looks at a record; nobody else hears of it. */
export const manages: DeskAction['right'] = (actor, model) =>
  hasRole(actor, 'admin', 'internship_officer') && mayEver(actor, model, 'read')
