import type { Account, Person } from '@prisma/client'
import type { Tx } from '../../platform/db.ts'
import { postMail } from '../../platform/mail.ts'

export type AccountOfPerson = Account & { person: Person }

/** A mail to the owner of an account, about that account. `occasion` makes it unique: the same fact is told once. */
export const tellOwner = (tx: Tx, owner: AccountOfPerson, template: string, occasion: string, data: MailData = {}) =>
  postMail(tx, {
    key: `${template}:${owner.id}:${occasion}`,
    to: owner.email,
    template,
    data: { firstName: owner.person.firstName, ...data },
    locale: owner.locale === 'en' ? 'en' : 'fr',
    noun: 'Account',
    recordId: owner.id,
  })

type MailData = Record<string, string | number>
