import type { WaitingWeek, WeeksAnswer } from '../../components/internships/week-state.ts'
import { type Context, hasRole } from '../../src/access/actor.ts'
import { list, MAX_PAGE, type Row, titles } from '../../src/access/select.ts'
import { mondayOf } from '../../src/domain/internships/logbook-rules.ts'
import { asDay } from '../../src/kit/calendar.ts'
import { legalVerbs } from '../../src/kit/command.ts'
import { declarePage } from '../verbs.ts'

/** The weeks that wait for a tutor, each answered in one gesture by the verbs of the internship. */
export function weeksPage(): void {
  declarePage({
    name: 'weeks',
    menu: { label: { fr: 'Semaines à valider', en: 'Weeks to approve' }, icon: 'CheckSquare', group: 'internships' },
    methods: ['GET'],
    right: (actor) => hasRole(actor, 'company_tutor', 'school_tutor'),
    handle: (_request, ctx) => weeks(ctx),
  })
}

async function weeks(ctx: Context): Promise<WeeksAnswer> {
  const where = { status: 'submitted' }
  const rows = await list(ctx, 'LogbookEntry', { where, sort: { field: 'day', direction: 'asc' }, limit: MAX_PAGE })
  const byWeek = Map.groupBy(rows, ({ values }) => `${String(values.placementId)} ${mondayOf(dayOf(values.day))}`)
  const ids = [...new Set(rows.map(({ values }) => String(values.placementId)))]
  const placements = await list(ctx, 'Placement', { where: { id: { in: ids } }, limit: MAX_PAGE })
  const [verbs, names] = await Promise.all([legalVerbs(ctx, 'Placement', placements), titles(ctx, 'Placement', ids)])
  const found = [...byWeek].flatMap(([key, entries]): WaitingWeek[] => {
    const [placementId = '', monday = ''] = key.split(' ')
    const placement = placements.find((one) => one.id === placementId)
    if (!placement) return []
    const open = (verbs.get(placementId) ?? []).map((verb) => verb.name)
    return [
      {
        ...{ placementId, monday, title: names.get(placementId) ?? '', student: placement.titles.studentId ?? '' },
        ...{ days: entries.map(dayState), total: entries.reduce((sum, one) => sum + Number(one.values.hours), 0) },
        verbs: open.filter((name) => name === 'approveWeek' || name === 'rejectWeek'),
      },
    ]
  })
  return { weeks: found }
}

const dayOf = (value: unknown): string => asDay(value instanceof Date ? value : String(value))

const dayState = ({ values }: Row) => ({
  ...{ day: dayOf(values.day), hours: Number(values.hours), content: String(values.content) },
  isAbsent: values.isAbsent === true,
})
