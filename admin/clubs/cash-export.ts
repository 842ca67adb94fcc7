import type { Actor } from '../../src/access/actor.ts'
import { mayEver } from '../../src/access/rights.ts'
import { askCashPaper, cashCsv, printedCashPaper } from '../../src/domain/clubs/cash-paper.ts'
import { exerciseFor } from '../../src/domain/clubs/ledger-entry.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { type DeskRequest, declareAction } from '../verbs.ts'

const right = (actor: Actor): boolean => mayEver(actor, 'CashBox', 'read')

/** What leaves the cash box: its register as CSV, its state on paper. */
export function cashExports(): void {
  declareAction(
    {
      ...{ name: 'cashCsv', routes: ['record'], methods: ['POST'], right },
      handle: async (request, ctx) => ({
        ...{ file: await cashCsv(ctx, await askedOf(request, ctx.now)), record: shown(request) },
      }),
    },
    ['CashBox'],
  )
  declareAction(
    {
      ...{ name: 'cashPaper', routes: ['record'], methods: ['GET', 'POST'], right },
      handle: async (request, ctx) => {
        if (request.method === 'POST')
          return { turn: await askCashPaper(ctx, await askedOf(request, ctx.now)), record: shown(request) }
        const id = await printedCashPaper(ctx, request.query.turn ?? '')
        return { href: id ? `/files/${id}` : null, record: shown(request) }
      },
    },
    ['CashBox'],
  )
}

// AdminJS wants the record of a record’s action back
const shown = ({ row }: DeskRequest) => recordJson('CashBox', opened(row))

async function askedOf({ row, fields }: DeskRequest, now: Date) {
  const given = typeof fields.year === 'string' && /^\d{4}(-\d{4})?$/.test(fields.year) ? fields.year : null
  return { boxId: opened(row).id, year: given ?? (await exerciseFor(now)) }
}
