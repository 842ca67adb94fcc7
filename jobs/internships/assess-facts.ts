import { icsOf } from '../../src/kit/ics.ts'
import { now } from '../../src/platform/clock.ts'
import type { Tx } from '../../src/platform/db.ts'
import type { Facts, Reader } from './facts.ts'
import { type Recipient, recipient } from './people.ts'

type PlacementFacts = (tx: Tx, id: string, today: Date) => Promise<Facts>

const nobody = async (): Promise<Recipient[]> => []

/** What is said of an evaluation, a defense, a grade and a certificate, and to whom. */
export const assessFacts = (placementFacts: PlacementFacts): Record<string, Reader> => ({
  Evaluation: async (tx, event, today) => {
    const one = await tx.evaluation.findUniqueOrThrow({ where: { id: event.recordId } })
    const about = await placementFacts(tx, one.placementId, today)
    return {
      ...about,
      words: { ...about.words, ...STAGES[one.stage], ...KINDS[one.kind] },
      // Each has a form of their own: the others do not hear of it
      student: one.kind === 'self' ? about.student : nobody,
      contacts: one.kind === 'company' ? about.contacts : nobody,
      schoolTutor: one.kind === 'school' ? about.schoolTutor : nobody,
    }
  },
  Defense: async (tx, event, today) => {
    const one = await tx.defense.findUniqueOrThrow({
      where: { id: event.recordId },
      include: { room: true, jury: { include: { person: { include: { account: true } } }, orderBy: { id: 'asc' } } },
    })
    const about = await placementFacts(tx, one.placementId, today)
    const jury = one.jury.map(({ person }) => `${person.firstName} ${person.lastName}`).join(', ')
    const { startsAt, endsAt, room } = one
    const title = `${String(about.words.student)} — ${[room?.name, room?.building].filter(Boolean).join(', ')}`
    const item = { id: one.id, uid: `defense-${one.id}`, model: 'Defense', what: 'Soutenance', title } as const
    const items =
      startsAt && endsAt ? [{ ...item, start: startsAt, end: endsAt, state: null, tone: 'blue' as const }] : []
    return {
      ...about,
      words: { ...about.words, startsAt, room: room?.name ?? null, building: room?.building ?? null, jury },
      jury: async () => one.jury.map(({ person }) => recipient(person)),
      ...(items.length > 0 && { calendar: icsOf({ name: 'Soutenance', locale: 'fr', items, stamp: now() }) }),
    }
  },
  FinalGrade: async (tx, event, today) => {
    const one = await tx.finalGrade.findUniqueOrThrow({ where: { id: event.recordId } })
    const about = await placementFacts(tx, one.placementId, today)
    return {
      ...about,
      words: { ...about.words, final: french(one.final), isValidated: one.isValidated, missing: one.missing },
    }
  },
  Certificate: async (tx, event, today) => {
    const one = await tx.certificate.findUniqueOrThrow({ where: { id: event.recordId } })
    const about = await placementFacts(tx, one.placementId, today)
    return { ...about, words: { ...about.words, number: one.number } }
  },
})

const french = (grade: { toFixed(digits: number): string } | null): string | null =>
  grade?.toFixed(2).replace('.', ',') ?? null

const STAGES = {
  midterm: { stageFr: 'à mi-parcours', stageEn: 'mid-term' },
  final: { stageFr: 'finale', stageEn: 'final' },
}
const KINDS = {
  company: { kindFr: 'évaluation de l’entreprise', kindEn: 'company evaluation' },
  school: { kindFr: 'évaluation du tuteur école', kindEn: 'school tutor’s evaluation' },
  self: { kindFr: 'auto-évaluation', kindEn: 'self-assessment' },
}
