import { type Change, defineCheck } from '../../kit/check.ts'
import type { Text } from '../../platform/catalogue.ts'

type Values = Record<string, unknown>

// What the Amicale validated stays as it was: no activity comes in, leaves, or becomes another one
defineCheck('Activity', async ({ tx, before, after }): Promise<Record<string, Text>> => {
  const [from, to] = [programmeOf(before), programmeOf(after)]
  const ids = [...new Set([from, to].filter((id) => id !== null))]
  if (ids.length === 0) return {}
  const programmes = await tx.actionProgramme.findMany({ where: { id: { in: ids } } })
  const isFrozen = programmes.some(({ status }) => status !== 'draft')
  if (after && programmes.some(({ id, clubId }) => id === to && clubId !== after.clubId))
    return { programmeId: OF_ANOTHER }
  if (from !== to) return isFrozen ? { programmeId: FROZEN } : {}
  const changed = LISTED.filter((column) => before && after && before[column] !== after[column])
  return isFrozen ? Object.fromEntries(changed.map((column) => [column, FROZEN])) : {}
})

// The list of a year is that of its club and year
defineCheck('ActionProgramme', async ({ tx, before, after }): Promise<Record<string, Text>> => {
  if (!before || !after || before.clubId === after.clubId) return {}
  return (await tx.activity.count({ where: { programmeId: String(before.id) } })) > 0 ? { clubId: FROZEN } : {}
})

const LISTED = ['theme', 'kind']

const programmeOf = (values: Change['before'] | Values): string | null =>
  typeof values?.programmeId === 'string' ? values.programmeId : null

const FROZEN: Text = {
  fr: 'La liste du programme est soumise ou validée : elle ne change plus. Créez l’activité hors programme, ou annulez celle-ci.',
  en: 'The list of the programme is submitted or validated: it does not change. Create the activity beside it, or cancel this one.',
}
const OF_ANOTHER: Text = {
  fr: 'Ce programme est celui d’un autre club : choisissez celui du club de l’activité.',
  en: 'This programme belongs to another club: choose the one of the activity’s club.',
}
