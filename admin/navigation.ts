import type { Locale, NavigationGroup, NavigationItem } from '../components/state.ts'
import type { Actor } from '../src/access/actor.ts'
import type { AnyModel, ModelName } from '../src/access/model.ts'
import { deskText } from './locales/desk.ts'
import { pages } from './verbs.ts'

/** The menu: what this person may read, in the order of the schema’s `@nav`, groups in the order people work. */
export function navigationFor(actor: Actor, open: AnyModel[], locale: Locale): NavigationGroup[] {
  const home = {
    label: '',
    items: [
      { label: deskText(locale).home, icon: 'Home', href: '/admin' },
      ...pageItems(actor, locale, '').filter((item) => !fewOf(actor) || !ON_FIRST_PAGE.has(item.href)),
    ],
  }
  return [
    home,
    ...ORDER.map((group) => groupOf(actor, group, chosen(actor, open), locale)).filter(({ items }) => items.length > 0),
  ]
}

const ORDER = ['internships', 'clubs', 'school', 'reporting', 'people', 'references', 'oversee', 'system']

/**
 * Someone who only has a file of their own does not need the plumbing around it: they reach the rest from their records.
 * Any other role sees everything that it may read.
 */
const FEW: Partial<Record<string, ModelName[]>> = {
  student: ['Offer', 'Candidature', 'Placement', 'Agreement', 'Deliverable', 'LogbookEntry'] as ModelName[],
  company_tutor: ['Offer', 'Candidature', 'Placement', 'Agreement', 'LogbookEntry', 'Evaluation'] as ModelName[],
}

/** What a page shows better than its list is in the menus once, as that page, for whoever may open it. */
const BETTER: Partial<Record<string, string>> = {
  Event: 'audit',
  ExportRun: 'exports',
  LogbookEntry: 'week',
  MailDelivery: 'outbox',
  Notification: 'notifications',
  RoleAssignment: 'rights',
  ScheduledRun: 'jobs',
} satisfies Partial<Record<ModelName, string>>

/** The first page shows the latest and leads to the rest: a short menu does not say it again. */
const ON_FIRST_PAGE = new Set(['/admin/pages/activity'])

function chosen(actor: Actor, open: AnyModel[]): AnyModel[] {
  const shown = open.filter((model) => model.nav && !pages.get(BETTER[model.name] ?? '')?.right(actor))
  const few = fewOf(actor)
  return few ? shown.filter((model) => few.has(model.name)) : shown
}

/** The nouns of somebody whose every role has a short menu; null for the others. */
function fewOf(actor: Actor): Set<ModelName> | null {
  if (actor.kind !== 'person' || actor.roles.length === 0) return null
  const few = actor.roles.map((assignment) => FEW[assignment.role])
  return few.includes(undefined) ? null : new Set(few.flatMap((list) => list ?? []))
}

function groupOf(actor: Actor, name: string, shown: AnyModel[], locale: Locale): NavigationGroup {
  const labels: Record<string, string> = deskText(locale).groups
  return {
    label: labels[name] ?? '',
    items: pageItems(actor, locale, name).concat(
      shown
        .filter((model) => (model.nav?.group ?? '') === name)
        .sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0))
        .map((model) => ({
          label: model.plural[locale],
          icon: model.nav?.icon ?? 'Folder',
          href: `/admin/resources/${model.name}`,
        })),
    ),
  }
}

const pageItems = (actor: Actor, locale: Locale, group: string): NavigationItem[] =>
  [...pages.values()].flatMap(({ name, menu, right }) =>
    menu && (menu.group ?? '') === group && right(actor)
      ? [{ label: menu.label[locale], icon: menu.icon, href: `/admin/pages/${name}` }]
      : [],
  )
