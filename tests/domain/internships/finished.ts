import type { Prisma } from '@prisma/client'
import { prisma } from '../../../src/platform/db.ts'
import { day, smallSchool } from './world.ts'

/** A school with a scheme, and internships under way or over; each with its student and its company. */
export async function gradedSchool(scheme: Partial<Prisma.GradingSchemeUncheckedCreateInput> = {}) {
  const made = await prisma().gradingScheme.create({
    data: { name: `Barème ${crypto.randomUUID()}`, defenseFloor: 7, latePenalty: 2, ...scheme },
  })
  const world = await smallSchool({ status: 'evaluating', gradingSchemeId: made.id })
  const room = await prisma().room.create({ data: { name: `Salle ${crypto.randomUUID()}` } })
  return { ...world, room, scheme: made }
}

export type Graded = Awaited<ReturnType<typeof gradedSchool>>

export async function internship(world: Graded, data: Partial<Prisma.PlacementUncheckedCreateInput> = {}) {
  const [student, house] = [await world.student(), await world.company()]
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, contactId: house.contactId },
      ...{ schoolTutorId: world.schoolTutor.actor.personId, status: 'finished', weeklyHours: 35, weeklyDays: 5 },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), pay: 600 },
      ...data,
    },
  })
  return { student, house, id: placement.id }
}

export const evaluationOf = (
  placementId: string,
  kind: 'company' | 'school' | 'self',
  stage: 'midterm' | 'final' = 'final',
) => prisma().evaluation.findUniqueOrThrow({ where: { placementId_kind_stage: { placementId, kind, stage } } })

export const gradeOf = (placementId: string) => prisma().finalGrade.findUniqueOrThrow({ where: { placementId } })
