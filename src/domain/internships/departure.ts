import { system } from '../../access/actor.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { raiseAlert } from './alert.ts'
import { LIVE } from './candidature-states.ts'
import { follow } from './follow.ts'

/** A student who left keeps no seat; what becomes of an internship under way is the officer’s decision. */
export async function studentLeft(studentId: string): Promise<void> {
  const ctx = system('L’étudiant a quitté l’école')
  await transaction(async (tx) => {
    const live = await tx.candidature.findMany({
      where: { studentId, status: { in: [...LIVE] } },
      select: { id: true },
      orderBy: { id: 'asc' },
    })
    for (const { id } of live) await follow({ tx, ctx }, 'L’étudiant a quitté l’école')('Candidature', 'close', id)
  })
  for (const placement of await underWay(studentId)) {
    await transaction((tx) =>
      raiseAlert(tx, {
        ...{
          key: `student.left:${placement.id}`,
          noun: 'Placement',
          recordId: placement.id,
          placementId: placement.id,
        },
        departmentId: placement.campaign.departmentId,
        title: `Stage d’un étudiant parti : ${placement.company.name}`,
        advice: 'Annulez l’affectation ou engagez une rupture, puis prévenez l’entreprise.',
      }),
    )
  }
}

const underWay = (studentId: string) =>
  prisma().placement.findMany({
    where: { studentId, status: { notIn: ['finished', 'closed', 'broken', 'cancelled', 'not_done'] } },
    select: { id: true, company: { select: { name: true } }, campaign: { select: { departmentId: true } } },
  })
