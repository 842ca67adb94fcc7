import type { Context } from '../../access/actor.ts'
import { declareMoved } from '../../kit/moved.ts'
import type { RecordOf } from '../../kit/table.ts'
import { read, type Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { follow } from './follow.ts'

type Place = { tx: Tx; ctx: Context }
type Company = RecordOf<'Company'>

/** Two records of one house may become one; a house set aside is not washed clean by its twin. */
export async function refuseMerge({ tx }: Place, absorbed: Company, keptId: string): Promise<void> {
  const kept = await tx.company.findUnique({ where: { id: keptId } })
  if (!kept || kept.id === absorbed.id) throw refuse.invalid({ keptId: ITSELF })
  if (kept.status === 'merged') throw refuse.invalid({ keptId: GONE })
  if ((absorbed.status === 'blacklisted') !== (kept.status === 'blacklisted')) throw ONE_SET_ASIDE
}

/** Everything of the duplicate goes to the company kept, in one transaction; the duplicate stays, empty, and says where. */
export async function mergeInto(place: Place, absorbed: Company, keptId: string, reason: string | null) {
  const { tx, ctx } = place
  // The second of two opposite merges waits here, then finds the first done
  await tx.$queryRaw`SELECT id FROM "Company" WHERE id = ${keptId}::uuid FOR UPDATE`
  await refuseMerge(place, absorbed, keptId)
  const contacts = await moveContacts(tx, absorbed.id, keptId)
  const offers = await moveOffers(tx, absorbed, keptId)
  const { count: placements } = await tx.placement.updateMany({
    where: { companyId: absorbed.id },
    data: { companyId: keptId, version: { increment: 1 } },
  })
  // A chain of merges always ends at the company that is still there
  await tx.companyMerge.updateMany({ where: { keptId: absorbed.id }, data: { keptId } })
  const mergedById = ctx.actor.kind === 'person' ? ctx.actor.personId : ''
  await tx.companyMerge.create({ data: { keptId, mergedId: absorbed.id, mergedById, reason, createdAt: ctx.now } })
  const note = { contacts, offers, placements, keptId, mergedId: absorbed.id }
  await follow(place, `Doublon absorbé : ${absorbed.name}, ${absorbed.city}`)('Company', 'absorb', keptId, {
    ...{ contacts, offers, placements, mergedId: absorbed.id },
  })
  return note
}

/** Somebody who is a contact of both keeps one post: what names the other names this one. */
async function moveContacts(tx: Tx, from: string, to: string): Promise<number> {
  const moving = await tx.companyContact.findMany({ where: { companyId: from }, orderBy: { id: 'asc' } })
  for (const contact of moving) {
    const twin = await tx.companyContact.findUnique({
      where: { personId_companyId: { personId: contact.personId, companyId: to } },
    })
    if (!twin) {
      await tx.companyContact.update({
        where: { id: contact.id },
        data: { companyId: to, version: { increment: 1 } },
      })
      continue
    }
    const [old, data] = [{ contactId: contact.id }, { contactId: twin.id }]
    await tx.placement.updateMany({ where: old, data: { ...data, version: { increment: 1 } } })
    await tx.offer.updateMany({ where: old, data: { ...data, version: { increment: 1 } } })
    await tx.accessLink.updateMany({ where: old, data })
    await tx.companyContact.update({
      where: { id: twin.id },
      data: {
        isSignatory: twin.isSignatory || contact.isSignatory,
        isTutor: twin.isTutor || contact.isTutor,
        isActive: twin.isActive || contact.isActive,
        version: { increment: 1 },
      },
    })
    await tx.companyContact.update({
      where: { id: contact.id },
      data: { isActive: false, version: { increment: 1 } },
    })
  }
  return moving.length
}

/** Two offers of one title in one campaign: the one that comes says where it comes from. */
async function moveOffers(tx: Tx, from: Company, to: string): Promise<number> {
  const moving = await tx.offer.findMany({ where: { companyId: from.id }, orderBy: { id: 'asc' } })
  for (const { id, title, campaignId } of moving) {
    const same = await tx.offer.count({ where: { companyId: to, campaignId, title } })
    await tx.offer.update({
      where: { id },
      data: {
        companyId: to,
        version: { increment: 1 },
        ...(same > 0 && { title: `${title} (${from.name}, ${from.city} ${id.slice(-4)})` }),
      },
    })
  }
  return moving.length
}

/** Companies that look like one: the same registration, or the same name and telephone; in groups of ids. */
export async function duplicateCompanies(): Promise<{ by: 'registration' | 'name'; ids: string[] }[]> {
  const rows = await read<{ by: 'registration' | 'name'; ids: string[] }>(DUPLICATES)
  return rows
}

// A SIRET, NINEA, RCCM or NIF whatever its spaces and dashes; a name without its legal form; a telephone without its
// country: the last nine figures
const DUPLICATES = `
  WITH c AS (
    SELECT id, name, status,
      regexp_replace(upper(coalesce(registration, '')), '[^A-Z0-9]', '', 'g') AS registration,
      regexp_replace(regexp_replace(preau_fold(name), '\\m(sarl|sas|sasu|sa|suarl|eurl|gie|ltd|inc)\\M', ' ', 'g'), '[^a-z0-9]', '', 'g') AS folded,
      right(regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g'), 9) AS telephone
    FROM "Company" WHERE status <> 'merged')
  SELECT 'registration' AS by, array_agg(id::text ORDER BY id) AS ids FROM c
    WHERE length(registration) >= 5 GROUP BY registration HAVING count(*) > 1
  UNION ALL
  SELECT 'name' AS by, array_agg(id::text ORDER BY id) AS ids FROM c
    WHERE folded <> '' AND length(telephone) = 9 GROUP BY folded, telephone
    HAVING count(*) > 1 AND count(DISTINCT nullif(registration, '')) <= 1 AND NOT (count(*) = count(nullif(registration, '')))
  LIMIT 100`

declareMoved('Company', async ({ id, values }) => {
  if (values.status !== 'merged') return null
  const [merge] = await read<{ keptId: string }>('SELECT "keptId" FROM "CompanyMerge" WHERE "mergedId" = $1', [id])
  return merge?.keptId ?? null
})

const ITSELF = {
  fr: 'Choisissez l’autre fiche, celle que vous gardez.',
  en: 'Choose the other record, the one you keep.',
}
const GONE = {
  fr: 'Cette fiche a déjà été fusionnée : choisissez celle qui reste.',
  en: 'This record was already merged: choose the one that remains.',
}
const ONE_SET_ASIDE = refuse.conflict('blacklisted_twin', {
  fr: 'Une seule des deux fiches est écartée : écartez l’autre aussi, ou réhabilitez-la, puis fusionnez.',
  en: 'Only one of the two is blacklisted: blacklist the other too, or rehabilitate it, then merge.',
})
