import { system } from '../../access/actor.ts'
import { schoolDay, shownDay, shownInstant } from '../../kit/calendar.ts'
import { record } from '../../kit/event.ts'
import { now } from '../../platform/clock.ts'
import { prisma, transaction } from '../../platform/db.ts'
import { storeBytes } from '../../platform/files.ts'
import { renderPdf } from '../../platform/pdf.ts'
import { render } from '../../platform/render.ts'
import { schoolName } from '../core/school.ts'
import { laurelsAt } from './winners.ts'

/** The report of a finished activity, printed by a worker once; safe to run twice. No amount stands in it. */
export async function printReport(id: string): Promise<void> {
  const words = await reportWords(id)
  if (!words) return
  const bytes = await renderPdf(render('documents/activity-report', words, 'fr'), {
    footer: `Compte rendu — ${words.club} — ${words.theme}`,
  })
  await transaction(async (tx) => {
    const name = `compte-rendu-${words.day.replaceAll('/', '-')}.pdf`
    const file = await storeBytes(tx, bytes, { name, mime: 'application/pdf', owner: { model: 'Activity', id } })
    const { count } = await tx.activity.updateMany({
      where: { id, reportFileId: null },
      data: { reportFileId: file.id, version: { increment: 1 } },
    })
    if (count === 0) throw new Error('This report is already printed')
    const after = { reportFileId: file.id, sha256: file.sha256 }
    await record(tx, system('Compte rendu imprimé'), {
      ...{ noun: 'Activity', recordId: id, verb: 'freeze', role: 'system', after },
    })
  })
}

export async function reportWords(id: string) {
  const found = await prisma().activity.findUnique({
    where: { id },
    include: { club: true, programme: true, joint: { include: { club: true } } },
  })
  if (found?.status !== 'finished' || found.reportFileId) return null
  const came = await prisma().attendance.findMany({
    where: { activityId: id, status: 'confirmed', participant: { status: { not: 'merged' } } },
    select: { rating: true, participant: { select: { programme: true } } },
  })
  const ratings = came.flatMap(({ rating }) => (rating === null ? [] : [rating]))
  const mean = ratings.reduce((total, one) => total + one, 0) / ratings.length
  const byProgramme = [...Map.groupBy(came, ({ participant }) => participant.programme)]
  return {
    school: await schoolName(),
    club: found.club.name,
    joint: found.joint.map(({ club }) => club.name).join(', ') || null,
    theme: found.theme,
    day: shownDay(schoolDay(found.startsAt ?? found.finishedAt ?? now())),
    when: found.startsAt ? shownInstant(found.startsAt) : null,
    place: found.place,
    programme: found.programme ? `Programme d’action ${found.programme.year}` : 'Hors programme',
    present: found.notTakenReason ? null : came.length,
    headcount: found.headcount,
    notTaken: found.notTakenReason,
    rating: ratings.length > 0 ? `${mean.toFixed(1).replace('.', ',')} / 5 (${ratings.length} avis)` : null,
    difficulties: found.difficulties,
    groups: byProgramme
      .map(([name, some]) => ({ name, n: some.length }))
      .toSorted((a, b) => b.n - a.n || a.name.localeCompare(b.name)),
    winners: (await laurelsAt(id)).map(({ rank, name, score, prize }) => ({ rank, name, score, prize })),
    at: now(),
  }
}
