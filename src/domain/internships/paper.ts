import { Prisma, type Tx } from '../../platform/db.ts'
import { settings } from '../../platform/settings.ts'

export async function schoolName(tx: Tx): Promise<string> {
  const school = await tx.setting.findUnique({ where: { key: 'school.name' } })
  return school?.value ?? settings['school.name'].fallback
}

/** The next number of a series, one a year, without a hole, whoever else is being numbered at the same instant. */
export async function nextNumber(tx: Tx, series: string, year: string): Promise<string> {
  const [counter] = await tx.$queryRaw<{ value: number }[]>(Prisma.sql`
    INSERT INTO "Counter" (series, period, value) VALUES (${series}, ${year}, 1)
    ON CONFLICT (series, period) DO UPDATE SET value = "Counter".value + 1
    RETURNING value`)
  return String(counter?.value ?? 0).padStart(5, '0')
}

type Named = { firstName: string; lastName: string }
export const fullName = ({ firstName, lastName }: Named): string => `${firstName} ${lastName}`
