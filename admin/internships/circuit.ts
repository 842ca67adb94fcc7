import type { CircuitAnswer, CircuitLine } from '../../components/internships/signing-state.ts'
import type { Locale } from '../../components/state.ts'
import type { Context } from '../../src/access/actor.ts'
import { mayEver } from '../../src/access/rights.ts'
import { list, localeOf, type Row } from '../../src/access/select.ts'
import { type CircuitState, waysOf } from '../../src/domain/internships/circuit.ts'
import { shownDay } from '../../src/kit/calendar.ts'
import { legalVerbs } from '../../src/kit/command.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'
import { instantIn, stateIn } from './said.ts'

const MOST = 100

/** Who signs an agreement or an amendment, how far they are, and what can be done about it; earlier circuits are kept. */
export function circuitAction(): void {
  declareAction(
    {
      name: 'circuit',
      routes: ['record'],
      methods: ['GET'],
      right: (actor, model) => mayEver(actor, model, 'read') && mayEver(actor, 'Signatory', 'read'),
      tab: { label: { fr: 'Signatures', en: 'Signatures' }, component: 'CircuitPanel' },
      handle: async ({ model, row }, ctx) => {
        const record = opened(row)
        return { record: recordJson(model, record), circuit: await circuitOf(ctx, model, record) }
      },
    },
    ['Agreement', 'Amendment'],
  )
}

async function circuitOf(ctx: Context, model: string, record: Row): Promise<CircuitAnswer> {
  const own = model === 'Amendment' ? { amendmentId: record.id } : { agreementId: record.id, amendmentId: null }
  const sort = { field: 'order', direction: 'asc' } as const
  const rows = await list(ctx, 'Signatory', { where: own, sort, limit: MOST })
  const [verbs, links, paper] = await Promise.all([
    legalVerbs(ctx, 'Signatory', rows),
    linksOf(ctx, rows),
    legalVerbs(ctx, model === 'Amendment' ? 'Amendment' : 'Agreement', [record]),
  ])
  const mayRecord = (paper.get(record.id) ?? []).some((verb) => verb.name === 'recordPaper')
  const locale = localeOf(ctx.actor)
  const shown = (row: Row): CircuitLine => {
    const line = lineOf(row, locale)
    const waits = line.status.value === 'waiting' || line.status.value === 'turn'
    return {
      ...line,
      link: waits ? linkState(links.get(row.id), row, ctx) : null,
      verbs: (verbs.get(row.id) ?? []).map((verb) => verb.name),
      onPaper: waits && mayRecord,
    }
  }
  const live = rows.filter((row) => row.values.status !== 'void')
  return {
    document: await documentOf(ctx, model, record),
    ways: waysOf(live.map(({ values }) => values as CircuitState)),
    signed: live.filter((row) => row.values.status === 'signed').length,
    total: live.length,
    lines: live.map(shown),
    previous: previousOf(rows).map((lines) => ({ title: circuitTitle(lines[0], locale), lines: lines.map(shown) })),
  }
}

/** Lines that were stopped together: those of one version, opened at one instant. */
function previousOf(rows: Row[]): Row[][] {
  const stopped = rows.filter((row) => row.values.status === 'void')
  const instant = ({ values }: Row) =>
    values.createdAt instanceof Date ? values.createdAt.toISOString().slice(0, 16) : ''
  const groups = Map.groupBy(stopped, (row) => `${instant(row)} ${String(row.values.versionId ?? '')}`)
  return [...groups].toSorted(([a], [b]) => b.localeCompare(a)).map(([, lines]) => lines)
}

const circuitTitle = (line: Row | undefined, locale: Locale): string => {
  const sent = instantIn(locale, line?.values.createdAt) ?? '—'
  const version = line?.titles.versionId ? ` (${line.titles.versionId})` : ''
  return locale === 'en' ? `Sent on ${sent}${version}` : `Envoyé le ${sent}${version}`
}

function lineOf({ id, values, titles }: Row, locale: Locale): Omit<CircuitLine, 'link' | 'verbs' | 'onPaper'> {
  const { signedAt, method, signedBy, name, scanFileId, reason } = values
  return {
    ...{ id, order: Number(values.order), name: String(name), capacityName: String(values.capacity) },
    capacity: stateIn(locale, 'SignatoryCapacity', values.capacity).label,
    status: { ...stateIn(locale, 'SignatoryStatus', values.status), value: String(values.status) },
    method: method ? stateIn(locale, 'SignatureMethod', method).label : null,
    // A paper bears a day, never an hour
    signedAt: signedAt instanceof Date && method === 'paper' ? shownDay(signedAt) : instantIn(locale, signedAt),
    signedBy: typeof signedBy === 'string' && signedBy !== name ? signedBy : null,
    delegate: titles.delegateId ?? null,
    reason: typeof reason === 'string' ? reason : null,
    scan: typeof scanFileId === 'string' ? `/files/${scanFileId}` : null,
  }
}

/** The last link sent to each line; nothing for whoever may not read links. */
async function linksOf(ctx: Context, rows: Row[]): Promise<Map<string, Row>> {
  if (!mayEver(ctx.actor, 'AccessLink', 'read')) return new Map()
  const where = { noun: 'Signatory', recordId: { in: rows.map((row) => row.id) } }
  const links = await list(ctx, 'AccessLink', { where, sort: { field: 'createdAt', direction: 'asc' }, limit: MOST })
  return new Map(links.map((link) => [String(link.values.recordId), link]))
}

function linkState(link: Row | undefined, { values }: Row, { actor, now }: Context): CircuitLine['link'] {
  const locale = localeOf(actor)
  const say = locale === 'en' ? EN : FR
  if (values.method === 'paper' || !link) return null
  const { revokedAt, expiresAt, lastUsedAt, createdAt } = link.values
  const detail = say.sent(instantIn(locale, createdAt) ?? '—', String(link.values.recipient))
  if (revokedAt) return { label: say.revoked, tone: 'grey', detail }
  if (expiresAt instanceof Date && expiresAt <= now) return { label: say.expired, tone: 'red', detail }
  const until = expiresAt instanceof Date ? say.until(shownDay(expiresAt)) : ''
  return { label: lastUsedAt ? say.used : say.open, tone: lastUsedAt ? 'green' : 'blue', detail: `${detail} ${until}` }
}

const FR = {
  ...{ revoked: 'Lien révoqué', expired: 'Lien expiré', open: 'Lien envoyé', used: 'Lien utilisé' },
  sent: (at: string, to: string) => `Parti le ${at} vers ${to}.`,
  until: (day: string) => `Valable jusqu’au ${day}.`,
}
const EN: typeof FR = {
  ...{ revoked: 'Link revoked', expired: 'Link expired', open: 'Link sent', used: 'Link used' },
  sent: (at, to) => `Left on ${at} to ${to}.`,
  until: (day) => `Good until ${day}.`,
}

async function documentOf(ctx: Context, model: string, record: Row): Promise<CircuitAnswer['document']> {
  const frozen = model === 'Amendment' ? record : await versionOf(ctx, record)
  if (!frozen) return null
  const { sha256, fileId, verifyCode, number } = frozen.values
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return {
    ...{ version: Number(number ?? 1), sha256: text(sha256), code: text(verifyCode) },
    file: text(fileId) ? `/files/${String(fileId)}` : null,
  }
}

async function versionOf(ctx: Context, { id, values }: Row): Promise<Row | null> {
  const where = { agreementId: id, number: Number(values.currentVersion ?? 1) }
  const [version] = await list(ctx, 'AgreementVersion', { where, limit: 1 })
  return version ?? null
}
