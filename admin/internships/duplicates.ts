import type { DuplicatesAnswer } from '../../components/morning/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { mayEver } from '../../src/access/rights.ts'
import { list } from '../../src/access/select.ts'
import { duplicateCompanies } from '../../src/domain/internships/company-merge.ts'
import { declarePage } from '../verbs.ts'

/** Companies entered twice, to bring together: the same registration, or the same name and telephone. */
export function duplicatesPage(): void {
  declarePage({
    name: 'duplicates',
    menu: { label: { fr: 'Entreprises en double', en: 'Duplicate companies' }, icon: 'Copy', group: 'internships' },
    methods: ['GET'],
    right: (actor) => mayEver(actor, 'Company', 'merge'),
    handle: (_request, ctx) => answer(ctx),
  })
}

async function answer(ctx: Context): Promise<DuplicatesAnswer> {
  const groups = await duplicateCompanies()
  const ids = [...new Set(groups.flatMap((group) => group.ids))]
  const rows = ids.length === 0 ? [] : await list(ctx, 'Company', { where: { id: { in: ids } }, limit: ids.length })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    groups: groups.map(({ by, ids: own }) => ({
      by,
      companies: own.flatMap((id) => {
        const row = byId.get(id)
        if (!row) return []
        const { registration, city, phone } = row.values
        const told = { registration: text(registration), city: text(city), phone: text(phone) }
        return [{ id, title: row.title, version: row.version ?? 0, ...told }]
      }),
    })),
  }
}
