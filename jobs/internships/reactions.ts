import type { Event } from '@prisma/client'
import { system } from '../../src/access/actor.ts'
import { deliverableFlow } from '../../src/domain/internships/deliverable.ts'
import { expectDeliverables } from '../../src/domain/internships/deliverable-due.ts'
import { studentLeft } from '../../src/domain/internships/departure.ts'
import { followHoliday } from '../../src/domain/internships/holiday-impact.ts'
import { countPlannedHours } from '../../src/domain/internships/logbook-hours.ts'
import { planReminders } from '../../src/domain/internships/reminder.ts'
import { perform } from '../../src/kit/command.ts'
import { prisma, type Tx, transaction } from '../../src/platform/db.ts'
import { enqueue } from '../../src/platform/queue.ts'
import { assessReactions } from './assess.ts'
import { mailPortal } from './by-link.ts'
import { studentsOf } from './people.ts'
import { tellResults } from './publish-allocation.ts'
import { askCompany, tellAgain, tellAll, tellTurn } from './signing.ts'
import { tell, tellOne } from './tell.ts'
import { tellings } from './tellings.ts'

type Reaction = (event: Event) => Promise<void>

export const internshipReactions: Record<string, Reaction[]> = {
  ...Object.fromEntries(Object.entries(tellings).map(([name, list]) => [name, [(event: Event) => tell(event, list)]])),
}

const follow = (name: string, reaction: Reaction): void => {
  internshipReactions[name] = [...(internshipReactions[name] ?? []), reaction]
}

// The document is printed by a worker, never while somebody waits
follow('Agreement.approve', (event) =>
  transaction(async (tx) => {
    await enqueue(tx, 'agreement.freeze', { agreementId: event.recordId }, { key: event.id })
  }),
)

follow('Agreement.regenerate', (event) =>
  transaction(async (tx) => {
    await enqueue(tx, 'agreement.freeze', { agreementId: event.recordId }, { key: event.id })
  }),
)
// Only those who were in the circuit that it stops
follow('Agreement.regenerate', async (event) => {
  const { told } = event.after as { told?: number }
  if (told) await tellAll('agreement.recall', (line) => line.status === 'void' && line.email !== null)(event)
})

for (const noun of ['Agreement', 'Amendment']) {
  for (const verb of ['sendToSign', 'sign', 'recordPaper']) follow(`${noun}.${verb}`, tellTurn)
  follow(
    `${noun}.conclude`,
    tellAll('agreement.conclude', (line) => line.status === 'signed'),
  )
  follow(
    `${noun}.recall`,
    tellAll('agreement.recall', (line) => line.status === 'void' && line.email !== null),
  )
}
follow('Signatory.reissueLink', tellAgain)
follow('Signatory.delegate', tellAgain)
follow('Agreement.submit', askCompany)
follow('CompanyContact.sendPortal', mailPortal)
follow('CompanyContact.handOver', mailPortal)

follow('Amendment.approve', (event) =>
  transaction(async (tx) => {
    await enqueue(tx, 'amendment.freeze', { amendmentId: event.recordId }, { key: event.id })
  }),
)

// Confirmed after its agreement was signed: nothing more to wait for
follow('Placement.confirm', async (event) => {
  const signed = await prisma().agreement.count({ where: { placementId: event.recordId, status: 'signed' } })
  const placement = await prisma().placement.findUnique({ where: { id: event.recordId } })
  if (signed > 0 && placement?.status === 'confirmed')
    await perform(system('La convention est déjà signée'), 'Placement', 'markReady', placement.id)
})

// A feast decreed late moves the hours of whoever works that day
for (const verb of ['create', 'update', 'delete', 'restore'])
  follow(`Holiday.${verb}`, (event) => transaction((tx) => followHoliday(tx, event), { long: true }))

// Two thousand placements are not created while somebody waits
follow('AllocationRun.publish', (event) =>
  transaction(async (tx) => {
    await enqueue(tx, 'allocation.publish', { runId: event.recordId }, { key: event.id })
  }),
)

for (const [name, list] of Object.entries(assessReactions)) for (const reaction of list) follow(name, reaction)

follow('AllocationRun.finish', tellResults)

follow('Candidature.shortlist', async (event) => {
  const candidature = await prisma().candidature.findUnique({
    where: { id: event.recordId },
    include: { campaign: true },
  })
  if (candidature?.status !== 'shortlisted' || !candidature.campaign.forwardsOnShortlist) return
  await perform(system('La campagne transmet d’elle-même'), 'Candidature', 'forward', candidature.id)
})

// What moves a deadline, or ends the wait for it, moves the reminders
for (const verb of ['create', 'update', ...deliverableFlow.verbs.keys()])
  follow(`Deliverable.${verb}`, (event) => transaction((tx) => planReminders(tx, 'Deliverable', [event.recordId])))

for (const verb of ['update', 'confirm', 'start', 'suspend', 'resume', 'breakOff', 'cancel', 'markNotDone'])
  follow(`Placement.${verb}`, (event) =>
    transaction(async (tx) => {
      if (verb === 'confirm' || verb === 'start') await expectDeliverables(tx, event.recordId)
      const own = await tx.deliverable.findMany({ where: { placementId: event.recordId }, select: { id: true } })
      const ids = own.map(({ id }) => id)
      await planReminders(tx, 'Deliverable', ids)
      await planReminders(tx, 'Placement', [event.recordId])
      await planHanging(tx, event.recordId)
      await countPlannedHours(tx, event.recordId)
    }),
  )

/** New dates move what is awaited before the first day and by the last one. */
async function planHanging(tx: Tx, placementId: string): Promise<void> {
  const [agreements, evaluations] = await Promise.all([
    tx.agreement.findMany({ where: { placementId }, select: { id: true } }),
    tx.evaluation.findMany({ where: { placementId }, select: { id: true } }),
  ])
  await planReminders(
    tx,
    'Agreement',
    agreements.map(({ id }) => id),
  )
  await planReminders(
    tx,
    'Evaluation',
    evaluations.map(({ id }) => id),
  )
}

for (const verb of ['create', 'update'])
  follow(`TutorVisit.${verb}`, (event) =>
    transaction(async (tx) => {
      const { placementId } = await tx.tutorVisit.findUniqueOrThrow({ where: { id: event.recordId } })
      await planReminders(tx, 'Placement', [placementId])
    }),
  )

// Whose turn it is to sign, and which forms still wait, moves with each of these
for (const verb of ['sendToSign', 'sign', 'recordPaper', 'refuseSignature', 'recall', 'conclude', 'cancel'])
  follow(`Agreement.${verb}`, (event) => transaction((tx) => planReminders(tx, 'Agreement', [event.recordId])))
for (const verb of ['reissueLink', 'delegate'])
  follow(`Signatory.${verb}`, (event) =>
    transaction(async (tx) => {
      const line = await tx.signatory.findUnique({ where: { id: event.recordId } })
      if (line?.agreementId) await planReminders(tx, 'Agreement', [line.agreementId])
    }),
  )
for (const verb of ['open', 'submit', 'enterForOther', 'reopen'])
  follow(`Evaluation.${verb}`, (event) => transaction((tx) => planReminders(tx, 'Evaluation', [event.recordId])))

follow('Student.leave', (event) => studentLeft(event.recordId))

// Seats added by hand to a filled offer put it back online
follow('Offer.update', async (event) => {
  const offer = await prisma().offer.findUnique({ where: { id: event.recordId } })
  if (offer?.status === 'filled' && offer.taken < offer.seats)
    await perform(system('Des places ont été ajoutées'), 'Offer', 'free', offer.id)
})

follow('Campaign.publish', (event) =>
  transaction(
    async (tx) => {
      const campaign = await tx.campaign.findUniqueOrThrow({ where: { id: event.recordId } })
      const words = { campaign: campaign.name, description: campaign.description, closesOn: campaign.closesOn }
      const notice = { fr: 'La campagne « {campaign} » est ouverte', en: 'The campaign “{campaign}” is open' }
      for (const who of await studentsOf(tx, campaign.id)) await tellOne(tx, event, { mail: true, notice }, who, words)
    },
    { long: true },
  ),
)
