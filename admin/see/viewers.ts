import type { ViewerGroup } from '../../components/record/see-state.ts'
import type { Context, Role } from '../../src/access/actor.ts'
import { holdersOf, waysOf } from '../../src/access/anyone.ts'
import { type AnyModel, modelOf } from '../../src/access/model.ts'
import { readable } from '../../src/access/rights.ts'
import { localeOf } from '../../src/access/select.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import type { Text } from '../../src/platform/catalogue.ts'
import { opened } from '../actions/read.ts'
import { bareRecord } from '../record.ts'
import type { DeskAction } from '../verbs.ts'
import { roleLabel } from '../words.ts'
import { reasonOf } from './reasons.ts'
import { manages } from './right.ts'

/** Who sees this record, and why: answered by the rules of access themselves, one statement for each role. */
export const viewersAction: DeskAction = {
  name: 'viewers',
  routes: ['record'],
  methods: ['GET'],
  right: manages,
  handle: async ({ model, row }, ctx) => {
    const { id } = opened(row)
    const groups = await Promise.all(roles().map((role) => groupOf(ctx, modelOf(model), id, role)))
    return { record: bareRecord(id), groups: groups.filter((group) => group !== null) }
  },
}

const roles = (): Role[] => (catalogue.enums.Role?.values ?? []).map(({ value }) => value as Role)

async function groupOf(ctx: Context, model: AnyModel, id: string, role: Role): Promise<ViewerGroup | null> {
  const ways = waysOf(role, model.name, 'read')
  const { holders, total } = await holdersOf(ctx, { model: model.name, id }, role, ways)
  if (total === 0) return null
  const locale = localeOf(ctx.actor)
  const used = [...new Set(holders.flatMap((holder) => holder.ways))].flatMap((rank) => ways[rank] ?? [])
  const open = new Set(used.flatMap((way) => [...way.fields]))
  return {
    role: roleLabel(role, locale),
    total,
    people: holders.map(({ id: person, name, ways: ranks }) => ({
      id: person,
      name,
      reasons: [...new Set(ranks.flatMap((rank) => ways[rank] ?? []).map((way) => reasonOf(model, way, locale)))],
    })),
    hidden: shownTo(ctx, model, locale)
      .filter((field) => !open.has(field.name))
      .map((field) => field.label),
  }
}

/** The columns that whoever asks reads: one that is closed to them too is not named. */
function shownTo(ctx: Context, model: AnyModel, locale: keyof Text): { name: string; label: string }[] {
  const mine = readable(ctx.actor, model.name)
  return model.fields
    .filter((field) => mine.has(field.name) && !PLUMBING.has(field.name))
    .map((field) => ({ name: field.name, label: field.label[locale] }))
}

const PLUMBING = new Set(['id', 'version', 'createdAt', 'updatedAt'])
