import { schoolDay } from '../../kit/calendar.ts'
import { stateLabelOf } from '../../kit/enum-label.ts'
import { declareNextStep, declareTurn, type Turn } from '../../kit/next-step.ts'
import { now } from '../../platform/clock.ts'
import { prisma } from '../../platform/db.ts'
import { isDelegated } from './circuit.ts'

/** Under signature, everybody waits for one person: the page of the record names them, whatever their role. */
async function signatoryIn(paper: { agreementId: string; amendmentId: null } | { amendmentId: string }) {
  const line = await prisma().signatory.findFirst({
    where: { ...paper, status: 'turn' },
    orderBy: { order: 'asc' },
    include: { delegate: true },
  })
  if (!line) return null
  const away = line.delegate && isDelegated(line, schoolDay(now())) ? line.delegate : null
  const turn: Turn = {
    role: stateLabelOf('SignatoryCapacity', line.capacity),
    people: [away ? `${away.firstName} ${away.lastName}` : line.name],
    personIds: [line.personId, away?.id].flatMap((id) => id ?? []),
    verb: 'sign',
  }
  return turn
}

declareTurn('Agreement', async (id, { status }) =>
  status === 'signing' ? signatoryIn({ agreementId: id, amendmentId: null }) : null,
)
declareTurn('Amendment', async (id, { status }) => (status === 'signing' ? signatoryIn({ amendmentId: id }) : null))

/** The next reminder that is planned for whoever keeps it waiting. */
declareNextStep('Agreement', async ({ status }, id) => {
  if (status !== 'signing') return null
  const next = await prisma().notificationLog.findFirst({
    where: { noun: 'Agreement', recordId: id, sentAt: null, skippedReason: null, plannedAt: { gt: now() } },
    orderBy: { plannedAt: 'asc' },
  })
  return next && { at: next.plannedAt, text: REMINDER }
})

const REMINDER = { fr: 'Rappel au signataire attendu', en: 'Reminder to the signatory awaited' }
