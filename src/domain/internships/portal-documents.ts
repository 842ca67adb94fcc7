import type { StoredFile } from '@prisma/client'
import type { Context } from '../../access/actor.ts'
import { find, list, type Row } from '../../access/select.ts'
import type { Text } from '../../platform/catalogue.ts'
import { prisma } from '../../platform/db.ts'

export type DocumentKind = 'agreement' | 'amendment' | 'scan' | 'certificate'

/** A paper that a contact may keep; `id` names the record that holds it. */
export type PortalDocument = { kind: DocumentKind; id: string; label: Text }

const NOUNS = {
  agreement: 'AgreementVersion',
  amendment: 'Amendment',
  scan: 'Signatory',
  certificate: 'Certificate',
} as const

export const isDocument = (kind: string): kind is DocumentKind => kind in NOUNS

const MOST = 200

/** What was signed and what was certified, by placement, as far as this contact may read it. */
export async function documentsOf(ctx: Context, placements: Row[]): Promise<Map<string, PortalDocument[]>> {
  const placementId = { in: placements.map((row) => row.id) }
  const printed = { fileId: { not: null } }
  const agreements = await list(ctx, 'Agreement', { where: { placementId, status: { in: SIGNED } }, limit: MOST })
  const agreementId = { in: agreements.map((row) => row.id) }
  const [versions, amendments, scans, certificates] = await Promise.all([
    list(ctx, 'AgreementVersion', { where: { agreementId, ...printed }, limit: MOST }),
    list(ctx, 'Amendment', { where: { agreementId, status: 'signed', ...printed }, limit: MOST }),
    list(ctx, 'Signatory', {
      where: { agreementId, status: 'signed', scanFileId: { not: null } },
      sort: { field: 'order', direction: 'asc' },
      limit: MOST,
    }),
    list(ctx, 'Certificate', { where: { placementId, ...printed }, limit: MOST }),
  ])
  const found = new Map<string, PortalDocument[]>()
  const add = (id: unknown, document: PortalDocument) =>
    found.set(String(id), [...(found.get(String(id)) ?? []), document])
  for (const { id, values } of agreements) {
    const version = versions.find((one) => one.values.agreementId === id && one.values.number === values.currentVersion)
    if (version) add(values.placementId, { kind: 'agreement', id: version.id, label: AGREEMENT })
    for (const one of sameScanOnce(scans.filter((line) => line.values.agreementId === id)))
      add(values.placementId, { kind: 'scan', id: one.id, label: SCAN })
    for (const one of amendments.filter((row) => row.values.agreementId === id))
      add(values.placementId, { kind: 'amendment', id: one.id, label: amendmentLabel(one.values.number) })
  }
  for (const { id, values } of certificates) add(values.placementId, { kind: 'certificate', id, label: CERTIFICATE })
  return found
}

const SIGNED = ['signed', 'broken', 'archived']

// One scan proves several signatures
const sameScanOnce = (lines: Row[]): Row[] => [
  ...new Map(lines.map((line) => [String(line.values.scanFileId), line])).values(),
]

/**
 * The file of one of these papers, for whoever hosts the internship it belongs to and may read the record that holds it;
 * a draft is no paper.
 */
export async function documentBehind(ctx: Context, kind: DocumentKind, id: string): Promise<StoredFile | null> {
  const row = await find(ctx, NOUNS[kind], id)
  const fileId = row?.values[kind === 'scan' ? 'scanFileId' : 'fileId']
  if (!row || typeof fileId !== 'string') return null
  if (kind === 'amendment' && row.values.status !== 'signed') return null
  const agreement = kind === 'certificate' ? null : await find(ctx, 'Agreement', String(row.values.agreementId))
  if (kind !== 'certificate' && !SIGNED.includes(String(agreement?.values.status))) return null
  const placementId = String((agreement ?? row).values.placementId)
  if (!(await find(ctx, 'Placement', placementId))) return null
  return prisma().storedFile.findUnique({ where: { id: fileId } })
}

const AGREEMENT = { fr: 'Convention signée', en: 'Signed agreement' }
const SCAN = { fr: 'Exemplaire papier', en: 'Paper copy' }
const CERTIFICATE = { fr: 'Attestation de stage', en: 'Internship certificate' }
const amendmentLabel = (number: unknown): Text => ({
  fr: `Avenant n° ${String(number ?? 1)}`,
  en: `Amendment no. ${String(number ?? 1)}`,
})
