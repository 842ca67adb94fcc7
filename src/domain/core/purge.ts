import { catalogue } from '../../generated/catalogue.ts'
import { later, now } from '../../platform/clock.ts'
import { prisma, write } from '../../platform/db.ts'
import { removeBytes } from '../../platform/files.ts'

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
  await purgeUploads(ago(1))
}

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
