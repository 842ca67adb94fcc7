import { read } from '../../platform/db.ts'

/** What anybody may know of a register: that it holds, and how much of it is proven. Never a sum, never a motive. */
export type RegisterBadge = { verifiedAt: Date | null; intact: boolean | null; justified: number; entries: number }

/** By club; a club whose box has no entry yet has no badge. */
export async function registerBadges(clubIds: string[]): Promise<Map<string, RegisterBadge>> {
  const rows = await read<RegisterBadge & { clubId: string }>(BADGES, [clubIds])
  return new Map(rows.map(({ clubId, ...badge }) => [clubId, badge]))
}

const BADGES = `SELECT b."clubId"::text AS "clubId", b."verifiedAt", b."isIntact" AS intact,
    count(*) FILTER (WHERE NOT e."isUnreceipted")::int AS justified, count(*)::int AS entries
  FROM "CashBox" b JOIN "LedgerEntry" e ON e."cashBoxId" = b.id AND e.position IS NOT NULL
  WHERE b."clubId" = ANY($1::uuid[]) GROUP BY b.id`

/** `Registre vérifié le 12/03/2027 · chaîne intacte · 31 écritures justifiées sur 33` */
export function badgeText(badge: RegisterBadge, locale: 'fr' | 'en'): string {
  const { verifiedAt, intact, justified, entries } = badge
  const day = verifiedAt?.toLocaleDateString(locale === 'fr' ? 'fr-FR' : 'en-GB', { timeZone: 'UTC' })
  if (locale === 'en')
    return `${day ? `Register verified on ${day} · chain ${intact ? 'intact' : 'broken'}` : 'Register not verified yet'} · ${justified} of ${entries} entries justified`
  const many = justified > 1 ? 's' : ''
  return `${day ? `Registre vérifié le ${day} · chaîne ${intact ? 'intacte' : 'rompue'}` : 'Registre pas encore vérifié'} · ${justified} écriture${many} justifiée${many} sur ${entries}`
}
