import type { Event } from '@prisma/client'
import { system } from '../../src/access/actor.ts'
import { mayStillRead } from '../../src/domain/core/mention.ts'
import { mailingOf } from '../../src/domain/core/preference.ts'
import { leaveNotice } from '../../src/kit/notice.ts'
import { prisma, type Tx, transaction } from '../../src/platform/db.ts'
import { postMail } from '../../src/platform/mail.ts'

/** Whoever is named in a comment hears of it, if they may read the record when they are told. */
export async function tellMentioned(event: Event): Promise<void> {
  const { noun, recordId, mentions } = (event.after ?? {}) as { noun?: string; recordId?: string; mentions?: string[] }
  if (!noun || !recordId || !mentions?.length) return
  const comment = await prisma().comment.findUnique({ where: { id: event.recordId }, include: { author: true } })
  // Taken back in the meantime: there is nothing to read
  if (!comment) return
  const told = mentions.filter((personId) => personId !== event.actorId)
  const accounts = await prisma().account.findMany({
    where: { personId: { in: told }, status: 'active' },
    include: { person: true },
  })
  const author = `${comment.author.firstName} ${comment.author.lastName}`
  for (const account of accounts) {
    if (!(await mayStillRead(system('mention'), account.id, noun, recordId))) continue
    await transaction((tx) => tellOne(tx, event, account, { author, noun, recordId, body: comment.body }))
  }
}

type Account = {
  personId: string
  email: string
  locale: string
  person: { firstName: string; email: string | null }
}
type Told = { author: string; noun: string; recordId: string; body: string }

async function tellOne(tx: Tx, event: Event, account: Account, { author, noun, recordId, body }: Told): Promise<void> {
  const { personId, person } = account
  const locale = account.locale === 'en' ? 'en' : 'fr'
  const href = `/admin/resources/${noun}/records/${recordId}/show?tab=comments`
  const title = { fr: `${author} vous a mentionné dans un commentaire`, en: `${author} mentioned you in a comment` }[
    locale
  ]
  const words = body.length > EXCERPT ? `${body.slice(0, EXCERPT)}…` : body
  const mailing = await mailingOf(tx, personId, 'comment.create')
  const createdAt = event.at
  const mailedAt = mailing ? createdAt : null
  await leaveNotice(tx, { personId, eventId: event.id, title, body: words, href, createdAt, mailedAt })
  if (!mailing) return
  await postMail(tx, {
    ...{ key: `${event.id}:${personId}`, to: person.email ?? account.email, template: 'comment.create', locale },
    data: { firstName: person.firstName, author, words, href, mailing },
    ...{ noun: 'Comment', recordId: event.recordId },
  })
}

const EXCERPT = 240
