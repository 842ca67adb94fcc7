import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Context } from '../../../access/actor.ts'
import { definePaper } from '../../../kit/export/paper.ts'
import { prisma } from '../../../platform/db.ts'
import { packOf } from './pack.ts'
import { presenceSheet } from './presence-sheet.ts'

const sheet = z.object({ id: z.uuid(), from: z.iso.date().optional(), until: z.iso.date().optional() })

definePaper('presence', {
  title: { fr: 'Feuille de présence', en: 'Attendance sheet' },
  format: 'pdf',
  make: async (ctx, asked) => {
    const { id, ...stretch } = sheet.parse({ id: asked.id, from: asked.from, until: asked.until })
    const { name, bytes, held } = await presenceSheet(ctx, id, stretch)
    return { name, mime: 'application/pdf', chunks: Readable.from([bytes]), held }
  },
})

definePaper('pack', {
  title: { fr: 'Dossiers de stage', en: 'Internship packs' },
  format: 'zip',
  make: packOf,
  letter: async (ctx, asked) => ({ template: 'placement.sendPack', words: await lettered(ctx, asked.ids) }),
})

/** The words of the letter that brings somebody their pack: whom it is about. */
export async function lettered(ctx: Context, ids: unknown) {
  const known = z.array(z.uuid()).parse(ids)
  const found = await prisma().placement.findMany({
    where: { id: { in: known } },
    include: { company: true, student: { include: { person: true } } },
    orderBy: { id: 'asc' },
    take: SHOWN,
  })
  const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : ''
  const person = await prisma().person.findUnique({ where: { id: personId } })
  return {
    firstName: person?.firstName ?? '',
    isOwn: found.length === 1 && found[0]?.student.personId === personId,
    more: Math.max(0, known.length - found.length),
    internships: found.map(({ company, student }) => ({
      student: `${student.person.firstName} ${student.person.lastName}`,
      company: company.name,
    })),
  }
}

const SHOWN = 10
