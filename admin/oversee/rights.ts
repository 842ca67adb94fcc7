import type { Right, RightsAnswer } from '../../components/oversee/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { count, list, localeOf, type Row } from '../../src/access/select.ts'
import type { Where } from '../../src/access/where.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { dateOfDay, dayOf } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { declarePage } from '../verbs.ts'
import { roleLabel } from '../words.ts'
import { isAdmin, iso, pageOf } from './only.ts'

/** Who has which role, on what, since when, until when, by whom. Granting and ending go through the record’s own door. */
export function rightsPage(): void {
  declarePage({
    name: 'rights',
    menu: { label: { fr: 'Personnes et droits', en: 'People and rights' }, icon: 'Shield', group: 'oversee' },
    methods: ['GET'],
    right: isAdmin,
    handle: ({ query }, ctx) => rights(ctx, query),
  })
}

const PER_PAGE = 50

async function rights(ctx: Context, query: Record<string, string>): Promise<RightsAnswer> {
  const today = dayOf(ctx.now, config.schoolTz)
  const page = pageOf(query)
  const asked = { where: whereOf(query, today), ...(query.query && { search: query.query.slice(0, 200) }) }
  const sort = { field: 'startsOn', direction: 'desc' } as const
  const [rows, total, admins] = await Promise.all([
    list(ctx, 'RoleAssignment', { ...asked, sort, limit: PER_PAGE, offset: (page - 1) * PER_PAGE }),
    count(ctx, 'RoleAssignment', asked),
    count(ctx, 'RoleAssignment', { where: { AND: [{ role: 'admin' }, DURING.now(today)] } }),
  ])
  const accounts = await accountsOf(ctx, rows)
  return { rows: rows.map((row) => rightOf(ctx, row, accounts, today)), total, page, perPage: PER_PAGE, today, admins }
}

const DURING = {
  now: (today: string): Where => ({
    startsOn: { lte: dateOfDay(today) },
    OR: [{ endsOn: null }, { endsOn: { gte: dateOfDay(today) } }],
  }),
  later: (today: string): Where => ({ startsOn: { gt: dateOfDay(today) } }),
  past: (today: string): Where => ({ endsOn: { lt: dateOfDay(today) } }),
  all: (): Where => ({}),
}

function whereOf({ role = '', when = 'now' }: Record<string, string>, today: string): Where {
  const period = Object.hasOwn(DURING, when) ? DURING[when as keyof typeof DURING] : DURING.now
  const known = catalogue.enums.Role?.values.some((value) => value.value === role)
  return { AND: [period(today), ...(known ? [{ role }] : [])] }
}

async function accountsOf(ctx: Context, rows: Row[]): Promise<Map<string, Row>> {
  const people = [...new Set(rows.map((row) => String(row.values.personId)))]
  if (people.length === 0) return new Map()
  const accounts = await list(ctx, 'Account', { where: { personId: { in: people } }, limit: people.length })
  return new Map(accounts.map((account) => [String(account.values.personId), account]))
}

function rightOf(ctx: Context, row: Row, accounts: Map<string, Row>, today: string): Right {
  const { values, titles } = row
  const locale = localeOf(ctx.actor)
  const personId = String(values.personId)
  const [startsOn, endsOn] = [String(values.startsOn), iso(values.endsOn)]
  const account = accounts.get(personId)
  return {
    id: row.id,
    version: row.version ?? 0,
    person: { title: titles.personId ?? '…', href: `/admin/resources/Person/records/${personId}/show` },
    role: String(values.role),
    roleLabel: roleLabel(String(values.role), locale),
    department: titles.departmentId ?? null,
    startsOn,
    endsOn,
    grantedBy: titles.grantedById ?? null,
    when: startsOn > today ? 'later' : endsOn && endsOn < today ? 'past' : 'now',
    account: account ? accountOf(account, locale) : null,
  }
}

function accountOf({ values }: Row, locale: 'fr' | 'en'): Right['account'] {
  const status = catalogue.enums.AccountStatus?.values.find((value) => value.value === values.status)
  return {
    status: status?.label[locale] ?? '',
    tone: status?.tone ?? 'grey',
    secondFactor: values.totpEnabledAt !== null,
    lastLoginAt: iso(values.lastLoginAt),
  }
}
