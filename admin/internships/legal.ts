import type { LegalAnswer, LegalLine } from '../../components/internships/state.ts'
import { type Context, hasRole } from '../../src/access/actor.ts'
import { fieldOf, modelOf } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { localeOf, type Row } from '../../src/access/select.ts'
import { type Checklist, checklist } from '../../src/domain/internships/legal/checklist.ts'
import { termsOf, type WhatIf } from '../../src/domain/internships/legal/facts.ts'
import { parseValue } from '../../src/kit/value.ts'
import { looking, type Tx } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'

/**
 * The legal checklist of an internship, as it stands or as it would be with the dates, hours and pay in the address
 * (`?endsOn=2026-09-10`): nothing is written. Whoever reads the record may ask.
 */
export function legalActions(): void {
  declareAction(
    {
      name: 'checklist',
      routes: ['record'],
      methods: ['GET'],
      right: (actor, model) => mayEver(actor, model, 'read') && !hasRole(actor, 'company_tutor'),
      tab: { label: { fr: 'Contrôle juridique', en: 'Legal check' }, component: 'LegalPanel' },
      handle: async ({ model, query, row }, ctx) => {
        const record = opened(row)
        const asked = whatIf(query)
        const legal = await looking(async (tx) => {
          const { placementId, terms } = await concerned(tx, model, record)
          const list = await checklist(tx, placementId, {
            now: ctx.now,
            whatIf: { ...terms, ...asked },
            withAgreement: model === 'Agreement',
            nameless: !hasRole(ctx.actor, 'admin', 'internship_officer', 'school_tutor'),
          })
          return told(list, placementId, ctx)
        })
        return { record: recordJson(model, record), legal }
      },
    },
    ['Placement', 'Agreement'],
  )
}

async function concerned(tx: Tx, model: string, row: Row): Promise<{ placementId: string; terms: WhatIf }> {
  if (model === 'Placement') return { placementId: row.id, terms: {} }
  const agreement = await tx.agreement.findUniqueOrThrow({ where: { id: row.id } })
  return { placementId: agreement.placementId, terms: termsOf(agreement) }
}

const ASKED = ['startsOn', 'endsOn', 'weeklyHours', 'weeklyDays', 'pay', 'payUnit'] as const

function whatIf(query: Record<string, string>): WhatIf {
  const asked: Record<string, unknown> = {}
  for (const name of ASKED) {
    const given = query[name]
    if (given === undefined || given.trim() === '') continue
    const parsed = parseValue(fieldOf(modelOf('Placement'), name), given)
    if ('error' in parsed) throw refuse.invalid({ [name]: parsed.error })
    asked[name] = parsed.value
  }
  return asked
}

function told(list: Checklist, placementId: string, ctx: Context): LegalAnswer {
  const locale = localeOf(ctx.actor)
  return {
    placementId,
    profile: list.profile?.name ?? null,
    presence: list.presence,
    lines: list.findings.map((one): LegalLine => {
      const { key, outcome, source, waiver } = one
      const broken = outcome === 'blocked' || outcome === 'warning'
      return {
        ...{ key, outcome, source, label: one.label[locale], value: one.value[locale], limit: one.limit[locale] },
        sentence: one.sentence?.[locale] ?? null,
        ...(waiver ? { waiver } : {}),
        ...(broken && one.ruleId && mayWaive(ctx, one.waivableBy) ? { ruleId: one.ruleId } : {}),
      }
    }),
  }
}

const mayWaive = ({ actor }: Context, by: string | null): boolean =>
  by !== null &&
  mayEver(actor, 'Placement', 'waive') &&
  (hasRole(actor, 'admin') || (by === 'internship_officer' && hasRole(actor, 'internship_officer')))
