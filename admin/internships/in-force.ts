import type { InForceAnswer, InForceStepState } from '../../components/internships/signing-state.ts'
import type { Context } from '../../src/access/actor.ts'
import { fieldOf, modelOf } from '../../src/access/model.ts'
import { mayEver, readable } from '../../src/access/rights.ts'
import { find, localeOf, type Row } from '../../src/access/select.ts'
import { bindingAgreement, type InForceStep, situationOn } from '../../src/domain/internships/in-force.ts'
import type { Presence } from '../../src/domain/internships/presence.ts'
import { asDay, type Day, schoolDay, shownDay } from '../../src/kit/calendar.ts'
import { stateLabelOf } from '../../src/kit/enum-label.ts'
import { parseValue } from '../../src/kit/value.ts'
import { looking, type Tx } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'

/** “Agreement + amendments = situation in force on that day” (`?on=2026-08-10`; today unless told). */
export function inForceAction(): void {
  declareAction(
    {
      name: 'inForce',
      routes: ['record'],
      methods: ['GET'],
      right: (actor, model) => mayEver(actor, model, 'read') && mayEver(actor, 'Placement', 'read'),
      tab: { label: { fr: 'Situation en vigueur', en: 'Situation in force' }, component: 'InForcePanel' },
      handle: async ({ model, row, query }, ctx) => {
        const record = opened(row)
        const inForce = await looking((tx) => situation(tx, ctx, model, record, dayAsked(query.on, ctx)))
        return { record: recordJson(model, record), inForce }
      },
    },
    ['Placement', 'Agreement'],
  )
}

function dayAsked(text: string | undefined, ctx: Context): Day {
  if (!text) return schoolDay(ctx.now)
  const parsed = parseValue(fieldOf(modelOf('Placement'), 'startsOn'), text)
  if ('error' in parsed) throw refuse.invalid({ on: parsed.error })
  return parsed.value instanceof Date ? asDay(parsed.value) : schoolDay(ctx.now)
}

async function situation(tx: Tx, ctx: Context, model: string, record: Row, on: Day): Promise<InForceAnswer> {
  const placementId = model === 'Placement' ? record.id : String(record.values.placementId)
  const agreement =
    model === 'Placement'
      ? await bindingAgreement(tx, placementId)
      : await tx.agreement.findUniqueOrThrow({ where: { id: record.id } })
  const mine = agreement && (await find(ctx, 'Agreement', agreement.id)) ? agreement : null
  const { lines, presence, steps } = await situationOn(tx, placementId, mine, on)
  const locale = localeOf(ctx.actor)
  const open = readable(ctx.actor, 'Placement')
  return {
    ...{
      on,
      agreement: mine?.number ?? null,
      presence: told(presence),
      steps: steps.map((one) => stepOf(withoutSecrets(one, ctx), locale)),
    },
    lines: lines
      .filter(({ field }) => field === 'interruption' || open.has(field))
      .map((line) => ({ ...line, label: line.label[locale] })),
  }
}

const told = (presence: Presence | null) =>
  presence && { days: presence.days, hours: presence.hours.toString(), shown: presence.shown }

/** Why an amendment was made is not for everybody who reads what it changed. */
const withoutSecrets = (one: InForceStep, { actor }: Context): InForceStep =>
  readable(actor, 'Amendment').has('reason')
    ? one
    : { ...one, changes: one.changes.filter((change) => change.field !== 'reason') }

const stepOf = (one: InForceStep, locale: 'fr' | 'en'): InForceStepState => ({
  amendment: one.amendmentId
    ? {
        id: one.amendmentId,
        number: one.number ?? 1,
        kind: stateLabelOf('AmendmentKind', String(one.kind))[locale].toLowerCase(),
      }
    : null,
  ...{ signedOn: one.signedOn && shownDay(one.signedOn), from: one.from && shownDay(one.from), inForce: one.inForce },
  changes: one.changes.map(({ label, ...change }) => ({ label: label[locale], old: change.old, new: change.new })),
  presence: told(one.presence),
})
