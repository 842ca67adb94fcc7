import type { StateAtAnswer } from '../../components/state-at/state.ts'
import { fieldOf, modelOf } from '../../src/access/model.ts'
import { mayEver } from '../../src/access/rights.ts'
import { stateAt } from '../../src/domain/internships/dossier/state-at.ts'
import { asDay, schoolDay } from '../../src/kit/calendar.ts'
import { parseValue } from '../../src/kit/value.ts'
import { prisma } from '../../src/platform/db.ts'
import { refuse } from '../../src/platform/errors.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'

/** “What did the school know on 12 March?”: the internship and its papers as they stood that evening (`?day=2026-03-12`). */
export function stateAtAction(): void {
  declareAction(
    {
      name: 'stateAt',
      routes: ['record'],
      methods: ['GET'],
      // Whoever may ask for the complete file: it shows what has been changed since, and by nobody else’s right
      right: (actor, model) => mayEver(actor, model, 'read') && mayEver(actor, 'Placement', 'pack'),
      tab: { label: { fr: 'État à une date', en: 'State on a day' }, component: 'StateAtPanel' },
      handle: async ({ model, row, query }, ctx) => {
        const record = opened(row)
        const placementId =
          model === 'Placement'
            ? record.id
            : (await prisma().agreement.findUniqueOrThrow({ where: { id: record.id } })).placementId
        const day = query.day?.trim() ? dayOf(query.day) : null
        if (day && day > schoolDay(ctx.now)) throw refuse.invalid({ day: TO_COME })
        const state: StateAtAnswer = { day, placementId, records: day ? await stateAt(placementId, day) : [] }
        return { record: recordJson(model, record), state }
      },
    },
    ['Placement', 'Agreement'],
  )
}

const TO_COME = { fr: 'Choisissez un jour passé, ou aujourd’hui.', en: 'Choose a day in the past, or today.' }

function dayOf(text: string): string {
  const parsed = parseValue(fieldOf(modelOf('Placement'), 'startsOn'), text)
  if ('error' in parsed) throw refuse.invalid({ day: parsed.error })
  return asDay(parsed.value as Date)
}
