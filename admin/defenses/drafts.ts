import { z } from 'zod'
import type { Line } from '../../src/domain/internships/planning/read.ts'
import { refuse } from '../../src/platform/errors.ts'

const id = z.union([z.uuid(), z.literal('')])
const draft = z.object({
  id: z.uuid(),
  version: z.number().int(),
  startsAt: z.union([z.iso.datetime(), z.literal('')]),
  minutes: z.number().int().min(10).max(240),
  roomId: id,
  jury: z.array(id).max(3),
})

/** The table as it was sent, on the lines this person reads; a line that is not sent, or is fixed, stays as it is. */
export function draftsIn(sent: unknown, lines: readonly Line[]): Line[] {
  const read = z.string().max(200_000).transform(parsed).pipe(z.array(draft).max(200)).safeParse(sent)
  if (!read.success) throw refuse.invalid({ drafts: UNREADABLE })
  const byId = new Map(read.data.map((one) => [one.id, one]))
  return lines.map((line) => {
    const wish = byId.get(line.id)
    if (!wish || line.fixed) return line
    const { version, minutes, roomId, jury } = wish
    const startsAt = wish.startsAt ? instant(wish.startsAt) : null
    return { ...line, version, minutes, startsAt, roomId: roomId || null, jury: startsAt ? jury : jury.filter(Boolean) }
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const instant = (text: string): Date => z.coerce.date().parse(text)

const UNREADABLE = {
  fr: 'Ce planning n’est pas lisible : rechargez la page, puis recommencez.',
  en: 'This schedule cannot be read: reload the page, then try again.',
}
