import { read } from '../platform/db.ts'
import type { PersonActor } from './actor.ts'
import type { ModelName } from './model.ts'
import type { Run } from './select.ts'

/** What a link opens: these records and no other, whatever the person behind it could read with an account. */
export type Opened = { model: ModelName; id: string }[]

/**
 * Who acts through a link sent to a company’s contact: a company tutor who never logs in, over the rows of that contact
 * alone, of those they stand in for and, where the link names records, over those alone. Null when the contact is no longer in post.
 */
export async function linkActor(contactId: string, opens: Opened | null, run: Run = read): Promise<PersonActor | null> {
  const [row] = await run<Found>(CONTACT, [contactId])
  if (!row) return null
  return {
    kind: 'person',
    accountId: NO_ACCOUNT,
    ...{ personId: row.personId, name: row.name, email: row.email ?? '', locale: 'fr', studentId: null },
    roles: [{ role: 'company_tutor', departmentId: null }],
    clubs: [],
    contactIds: row.contactIds,
    byLink: opens ?? 'everything',
  }
}

type Found = { personId: string; name: string; email: string | null; contactIds: string[] }

const NO_ACCOUNT = '00000000-0000-0000-0000-000000000000'

const CONTACT = `
  SELECT p.id AS "personId", p."firstName" || ' ' || p."lastName" AS name, p.email,
    ARRAY(SELECT $1::text UNION SELECT away.id::text FROM "CompanyContact" away WHERE away."replacedById" = c.id) AS "contactIds"
  FROM "CompanyContact" c JOIN "Person" p ON p.id = c."personId" WHERE c.id = $1::uuid AND c."isActive"`
