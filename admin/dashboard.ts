import type { Context } from '../src/access/actor.ts'
import { coreDashboard } from '../src/domain/core/dashboard.ts'
import { internshipsDashboard } from '../src/domain/internships/dashboard.ts'

/** What waits for this person today, each domain in its turn; an empty part is not shown. */
export async function dashboard(ctx: Context) {
  const parts = await Promise.all([internshipsDashboard, coreDashboard].map((partFor) => partFor(ctx)))
  return { parts: parts.filter((part) => part !== null) }
}
