import type { TrashedRecord } from '@prisma/client'
import { isModel } from '../../access/model.ts'
import { catalogue } from '../../generated/catalogue.ts'
import type { Kept } from '../../kit/trash.ts'
import { later, now } from '../../platform/clock.ts'
import { prisma, write } from '../../platform/db.ts'
import { removeBytes } from '../../platform/files.ts'
import { daysOf } from '../../platform/settings.ts'

/** What has served its time goes: a stale session or a readable mail is only something more to steal. */
export async function purge(): Promise<void> {
  const ago = (days: number) => later(now(), { days: -days })
  await prisma().session.deleteMany({ where: { expire: { lt: ago(30) } } })
  await prisma().accountToken.deleteMany({ where: { expiresAt: { lt: ago(30) } } })
  await prisma().idempotencyKey.deleteMany({ where: { createdAt: { lt: ago(1) } } })
  await prisma().throttle.deleteMany({ where: { expire: { lt: now() } } })
  await prisma().mailDelivery.updateMany({
    where: { status: 'sent', sentAt: { lt: ago(90) }, NOT: { html: '' } },
    data: { html: '', text: '' },
  })
  await prisma().notification.deleteMany({
    where: { OR: [{ readAt: { lt: ago(90) } }, { createdAt: { lt: ago(365) } }] },
  })
  await purgeComments()
  await purgeUploads(ago(1))
  await purgeTrash(ago(await daysOf('trash.days')))
}

/** What was deleted before that day leaves the trash for good, with the files that were its own. */
export async function purgeTrash(before: Date): Promise<number> {
  let gone = 0
  while (true) {
    const past = await prisma().trashedRecord.findMany({ where: { deletedAt: { lt: before } }, take: 500 })
    if (past.length === 0) return gone
    await purgeFiles(past.flatMap(ownersIn))
    const { count } = await prisma().trashedRecord.deleteMany({ where: { id: { in: past.map(({ id }) => id) } } })
    gone += count
  }
}

function ownersIn({ recordId, content }: TrashedRecord): string[] {
  const { embedded = {} } = content as Partial<Kept>
  return [recordId, ...Object.values(embedded).flatMap((part) => part?.id ?? [])]
}

/** A restored record, or a person who also served elsewhere, still holds its own files: those stay. */
async function purgeFiles(owners: string[]): Promise<void> {
  const files = await write<{ storageKey: string }>(
    `delete from "StoredFile" f where f."ownerId" = any($1::uuid[]) and ${ownerGone()} and ${held()}
     returning f."storageKey"`,
    [owners],
  )
  for (const file of files) await removeBytes(file)
}

const ownerGone = (): string =>
  Object.values(catalogue.models)
    .filter((model) => !model.internal)
    .map((model) => `not exists (select 1 from "${model.table}" o where o.id = f."ownerId")`)
    .join(' and ')
/** What was said about a record goes with it, once nobody can bring it back from the trash. */
export async function purgeComments(): Promise<void> {
  const nouns = await prisma().comment.findMany({ distinct: ['noun'], select: { noun: true } })
  for (const { noun } of nouns) {
    const known = isModel(noun)
      ? `not exists (select 1 from "${catalogue.models[noun].table}" r where r.id = c."recordId")`
      : 'true'
    await write(`delete from "Comment" c where c.noun = $1 and ${known} and ${NOT_IN_TRASH}`, [noun])
  }
}

const NOT_IN_TRASH = `not exists (select 1 from "TrashedRecord" t
  where t.noun = c.noun and t."recordId" = c."recordId" and t."restoredAt" is null)`

/** Files that were sent and that no record holds a day later: a form left half way. */
export async function purgeUploads(before: Date): Promise<number> {
  const orphans = await write<{ storageKey: string }>(
    `delete from "StoredFile" f where f."createdAt" < $1 and f."ownerId" is null and ${held()} returning f."storageKey"`,
    [before],
  )
  for (const orphan of orphans) await removeBytes(orphan)
  return orphans.length
}

/** Every column of the schema that may hold a file, so that a new one is never forgotten. */
const held = (): string =>
  Object.values(catalogue.models)
    .flatMap((model) =>
      model.fields
        .filter((field) => !field.via && (field.reference?.model === 'StoredFile' || field.name === 'fileId'))
        .map((field) => `not exists (select 1 from "${model.table}" o where o."${field.name}" = f.id)`),
    )
    .join(' and ')
