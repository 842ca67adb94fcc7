import { later, now } from '../../platform/clock.ts'
import { read, transaction } from '../../platform/db.ts'
import { raiseAlert } from './alert.ts'

/** States that the rules forbid. A row here means a bug or a hand in the database: somebody must look. */
const IMPOSSIBLE: { key: string; noun: string; title: string; sql: string; values?: () => unknown[] }[] = [
  {
    key: 'offer.taken',
    noun: 'Offer',
    title: 'Le compte des places prises est faux',
    sql: `SELECT o.id FROM "Offer" o WHERE o.taken <>
            (SELECT count(*) FROM "Candidature" c WHERE c."offerId" = o.id AND c."seatHeld")
          + (SELECT count(*) FROM "Placement" p WHERE p."offerId" = o.id AND p."seatHeld")`,
  },
  {
    key: 'candidature.seat',
    noun: 'Candidature',
    title: 'Une candidature tient une place sans proposition, ou l’inverse',
    sql: `SELECT id FROM "Candidature" WHERE "seatHeld" <> (status = 'proposed')`,
  },
  {
    key: 'candidature.placement',
    noun: 'Candidature',
    title: 'Une candidature acceptée n’a pas d’affectation',
    sql: `SELECT c.id FROM "Candidature" c WHERE c.status = 'accepted'
          AND NOT EXISTS (SELECT FROM "Placement" p WHERE p."candidatureId" = c.id)`,
  },
  {
    key: 'candidature.forwarded',
    noun: 'Candidature',
    title: 'L’entreprise répond à une candidature qui ne lui a pas été transmise',
    sql: `SELECT id FROM "Candidature" WHERE "forwardedAt" IS NULL
          AND status IN ('forwarded', 'interview', 'waiting_list', 'proposed', 'accepted')`,
  },
  {
    key: 'placement.unsigned',
    noun: 'Placement',
    title: 'Un stage est en cours sans convention signée',
    sql: `SELECT p.id FROM "Placement" p WHERE p.status IN ('ready', 'ongoing')
          AND NOT EXISTS (SELECT FROM "Agreement" a WHERE a."placementId" = p.id AND a.status IN ('signed', 'broken'))`,
  },
  {
    key: 'agreement.number',
    noun: 'Agreement',
    title: 'Une convention validée n’a pas de numéro',
    sql: `SELECT id FROM "Agreement" WHERE number IS NULL AND status IN ('approved', 'signing', 'signed')`,
  },
  {
    key: 'agreement.document',
    noun: 'Agreement',
    title: 'Le document d’une convention validée n’est pas figé depuis une heure',
    sql: `SELECT a.id FROM "Agreement" a JOIN "AgreementVersion" v ON v."agreementId" = a.id AND v.number = a."currentVersion"
          WHERE a.status IN ('approved', 'signing', 'signed') AND v.sha256 IS NULL
          AND a."approvedAt" < $1`,
    values: () => [later(now(), { hours: -1 })],
  },
]

/** Looks for what cannot be and raises one alert for each; returns how many are new. */
export async function watchImpossible(): Promise<number> {
  let raised = 0
  for (const { key, noun, title, sql, values } of IMPOSSIBLE) {
    for (const { id } of await read<{ id: string }>(`${sql} LIMIT 50`, values?.())) {
      const alert = {
        key: `impossible:${key}:${id}`,
        noun,
        recordId: id,
        title,
        advice: ADVICE,
        severity: 'critical' as const,
      }
      if (await transaction((tx) => raiseAlert(tx, alert))) raised += 1
    }
  }
  return raised
}

const ADVICE =
  'Cette situation ne devrait pas exister : ouvrez le dossier et son historique, puis prévenez l’équipe technique.'
