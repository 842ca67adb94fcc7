import type { AddressInfo } from 'node:net'
import type { Role } from '@prisma/client'
import { buildDesk, deskAssets } from '../../admin/index.ts'
import '../../src/domain/index.ts'
import { createServer } from '../../src/http/server.ts'
import { prisma } from '../../src/platform/db.ts'
import { type Answer, type Door, SEED, type Someone, someone, Visitor } from '../http/visitor.ts'

/** The real desk behind the real doors, on a free port. */
export async function openDesk(): Promise<Door> {
  const server = createServer({ desk: await buildDesk(), assets: await deskAssets() })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, close }
}

export type Inside = { who: Someone; visitor: Visitor }

/** Somebody of this role, logged in, with the desk open before them. */
export async function inside(door: Door, role: Role): Promise<Inside> {
  const plain = role === 'student' || role === 'company_tutor'
  const who = await someone([role], plain ? {} : { seed: SEED })
  if (role === 'student') await enrol(who.personId)
  const visitor = new Visitor(door)
  await visitor.logIn(who)
  await visitor.get('/admin')
  return { who, visitor }
}

/** A student needs a cohort, which needs a programme, which needs a department. */
async function enrol(personId: string): Promise<void> {
  const tag = personId.slice(-12)
  await prisma().student.create({
    data: {
      matricule: tag,
      person: { connect: { id: personId } },
      cohort: {
        create: {
          year: 2027,
          programme: {
            create: { name: `Licence ${tag}`, department: { create: { code: tag, name: `Département ${tag}` } } },
          },
        },
      },
    },
  })
}

export const form = (values: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(values),
})

export type Said = {
  notice?: { type: string; message: string }
  record: {
    id: string
    params: Record<string, unknown>
    errors: Record<string, { message: string }>
    recordActions: { name: string }[]
    files?: Record<string, { name: string; size: number; href: string } | undefined>
  }
  records: { id: string; title: string; params: Record<string, unknown>; populated: Record<string, object> }[]
  meta: {
    total: number
    about?: string
    perPage: number
    page: number
    before: string | null
    after: string | null
    ignored: string[]
  }
  counts: Record<string, number>
  code?: string
  history: { verb: string; changes: { label: string; before: string; after: string }[] }[]
}

export const jsonOf = (answer: Answer): Said => JSON.parse(answer.text)
