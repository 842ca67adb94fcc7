import { system } from '../../access/actor.ts'
import { shownInstant } from '../../kit/calendar.ts'
import { record } from '../../kit/event.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { storeBytes } from '../../platform/files.ts'
import { renderPdf } from '../../platform/pdf.ts'
import { fullName, schoolName } from './paper.ts'
import { printed } from './templates/print.ts'

/** The minutes of a defense that was held, prefilled, printed once: the jury signs them on paper. */
export async function printMinutes(id: string): Promise<void> {
  const found = await prisma().defense.findUnique({ where: { id }, include: { placement: true } })
  if (found?.status !== 'held' || found.minutesFileId) return
  await print(found, { column: 'minutesFileId', isBlank: false, reason: 'Procès-verbal figé' })
}

/** The same paper for the day itself, with room for the mark and the remarks: made anew at each invitation. */
export async function printMinutesForm(id: string): Promise<void> {
  const found = await prisma().defense.findUnique({ where: { id }, include: { placement: true } })
  if (found?.status !== 'confirmed' || found.formFileId) return
  await print(found, { column: 'formFileId', isBlank: true, reason: 'Procès-verbal à remplir imprimé' })
}

type Found = { id: string; version: number; placement: { campaignId: string } }
type Paper = { column: 'minutesFileId' | 'formFileId'; isBlank: boolean; reason: string }

async function print({ id, version, placement }: Found, { column, isBlank, reason }: Paper): Promise<void> {
  const words = { ...(await minutesWords(id)), isBlank }
  const { html, templateVersion } = await printed('minutes', placement.campaignId, words)
  const footer = `Procès-verbal de soutenance — ${words.student.name} — modèle ${templateVersion}`
  const bytes = await renderPdf(html, { footer })
  await transaction(async (tx) => {
    const owner = { model: 'Defense', id }
    const name = `proces-verbal-${isBlank ? 'a-remplir-' : ''}${words.student.matricule}.pdf`
    const file = await storeBytes(tx, bytes, { name, mime: 'application/pdf', owner })
    const { count } = await tx.defense.updateMany({
      where: { id, [column]: null, version },
      data: { [column]: file.id, version: { increment: 1 } },
    })
    if (count === 0) throw new Error('This defense changed while its minutes were printed: the queue tries again')
    const after = { [column]: file.id, sha256: file.sha256, templateVersion }
    await record(tx, system(reason), { noun: 'Defense', recordId: id, verb: 'freeze', role: 'system', after })
  })
}

/** The words of the minutes as they stand: what is printed once the defense was held, or tried before. */
export async function minutesWords(id: string) {
  const found = await prisma().defense.findUniqueOrThrow({
    where: { id },
    include: {
      room: true,
      jury: { include: { person: true }, orderBy: { role: 'asc' } },
      placement: {
        include: {
          company: true,
          campaign: true,
          student: { include: { person: true, cohort: { include: { programme: true } } } },
        },
      },
    },
  })
  const { placement, room, grade } = found
  const { student, company, campaign } = placement
  return {
    school: { name: await transaction(schoolName) },
    student: { name: fullName(student.person), matricule: student.matricule },
    programme: { name: student.cohort.programme.name, year: student.cohort.year },
    ...{ company: company.name, campaign: campaign.name },
    subject: placement.isConfidential ? null : placement.subject,
    isResit: found.isResit,
    when: found.startsAt ? shownInstant(found.startsAt) : null,
    room: room?.name ?? null,
    jury: found.jury.map(({ person, role }) => ({ name: fullName(person), role: ROLES[role] })),
    grade: grade?.toFixed(2).replace('.', ',') ?? null,
    remarks: found.remarks,
    isBlank: false,
  }
}

const ROLES = { chair: 'Président', rapporteur: 'Rapporteur', examiner: 'Examinateur', guest: 'Invité' } as const
