import { sha256 } from './crypto.ts'
import { read, readSlices, type Tx, transaction } from './db.ts'
import { anchor, anchors } from './event-anchor.ts'

/**
 * Numbers and chains the events nobody sealed yet, then writes the head of the chain outside the database. One sealer at a
 * time: chaining inside the business transaction would make an import freeze everybody (DESIGN D6 of security).
 */
export async function sealEvents(): Promise<number> {
  let sealed = 0
  for (let more = true; more; ) {
    const batch = await transaction(sealBatch, { long: true })
    sealed += batch.sealed
    more = batch.sealed === BATCH
    if (!more && batch.head) await anchor(batch.head)
  }
  return sealed
}

export type ChainReport = {
  ok: boolean
  /** Seals that were read and hold */
  sealed: number
  /** The first place that does not hold, and what is wrong there */
  broken?: { seq: string; eventId: string | null; why: Damage }
}

/**
 * `edited`: an event is not what was sealed · `removed`: an event or a seal is missing inside the chain · `truncated`: the
 * end of the chain is gone, which only the anchors outside the database can tell · `forged_anchor`: the anchor file lies.
 */
export type Damage = 'edited' | 'removed' | 'truncated' | 'forged_anchor'

/** Reads the whole chain again and says where it breaks first. */
export async function verifyChain(): Promise<ChainReport> {
  const witnesses = new Map((await anchors()).map((witness) => [witness.seq, witness]))
  const forged = [...witnesses.values()].find((witness) => !witness.genuine)
  if (forged) return damage(0, forged.seq, null, 'forged_anchor')
  const vouched = await vouchedBatches()
  let head: Head = { seq: 0n, hash: '' }
  for await (const slice of readSlices<Sealed>(WHOLE_CHAIN)) {
    for (const seal of slice) {
      const why = whatIsWrong(seal, head, vouched) ?? contradicts(seal, witnesses.get(seal.seq)?.hash)
      if (why) return damage(Number(head.seq), seal.seq, seal.eventId, why)
      head = { seq: BigInt(seal.seq), hash: seal.hash }
    }
  }
  if ([...witnesses.keys()].some((seq) => BigInt(seq) > head.seq))
    return damage(Number(head.seq), String(head.seq + 1n), null, 'truncated')
  return { ok: true, sealed: Number(head.seq) }
}

const damage = (sealed: number, seq: string, eventId: string | null, why: Damage): ChainReport => ({
  ok: false,
  sealed,
  broken: { seq, eventId, why },
})

type Head = { seq: bigint; hash: string }
type EventText = { id: string | null; words: string | null }
type Sealed = EventText & { seq: string; hash: string; previous: string; eventId: string } & {
  /** When words were taken out of it since: by which erasure, and what it says now */
  batch: string | null
  redacted: string | null
}

function whatIsWrong(seal: Sealed, head: Head, vouched: Set<string>): Damage | null {
  if (BigInt(seal.seq) !== head.seq + 1n || seal.previous !== head.hash || !seal.words) return 'removed'
  if (hashOf(head.hash, seal.words) === seal.hash) return null
  const isErased = seal.batch !== null && vouched.has(seal.batch) && sha256(seal.words) === seal.redacted
  return isErased ? null : 'edited'
}

/** Erasures whose own sealed event says, by its digest, exactly the redactions that bear their name (event-redaction.ts). */
async function vouchedBatches(): Promise<Set<string>> {
  const batches = await read<{ batch: string; said: string; digests: string[] | null }>(BATCHES)
  return new Set(batches.filter(({ said, digests }) => digests?.includes(sha256(said))).map(({ batch }) => batch))
}

const BATCHES = `select r.batch::text, string_agg(r."eventId"::text || ':' || r.hash, E'\\n' order by r."eventId") as said,
    (select array_agg(e.after->>'redactions') from "Event" e
      where e.noun = 'Erasure' and e."recordId" = r.batch and e.verb = 'erase') as digests
  from "EventRedaction" r group by r.batch`

// Whoever rewrites an event can seal the rest again: the head noted outside says otherwise.
const contradicts = (seal: Sealed, witnessed: string | undefined): Damage | null =>
  witnessed && witnessed !== seal.hash ? 'edited' : null

const hashOf = (previous: string, words: string): string => sha256(`${previous}\n${words}`)

const BATCH = 1_000
const SEALER = 7_270_736_903

async function sealBatch(tx: Tx): Promise<{ sealed: number; head: Head | null }> {
  await tx.$executeRawUnsafe(`select pg_advisory_xact_lock(${SEALER})`)
  const head = await headOfChain(tx)
  const events = await tx.$queryRawUnsafe<{ id: string; words: string }[]>(UNSEALED, head?.eventId ?? null)
  let { seq, hash } = head ?? { seq: 0n, hash: '' }
  const rows = events.map(({ id, words }) => {
    const previous = hash
    seq += 1n
    hash = hashOf(previous, words)
    return { seq, eventId: id, hash, previous }
  })
  if (rows.length > 0) await tx.eventSeal.createMany({ data: rows })
  return { sealed: rows.length, head: seq > 0n ? { seq, hash } : null }
}

const headOfChain = (tx: Tx) => tx.eventSeal.findFirst({ orderBy: { seq: 'desc' } })

// One canonical text per event, made by PostgreSQL: instants in UTC to the millisecond, JSON as jsonb writes it.
export const WORDS = `json_build_array(e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), e."actorId",
  e."impersonatorId", e.role, e.noun, e."recordId", e.verb, e.before::text, e.after::text, e.reason, e."requestId", e.ip)::text`

// Ids are UUIDv7, so they rise with time: only the events since an hour before the last sealed one are looked at, an hour
// being longer than any transaction lives. A null head looks at everything.
const UNSEALED = `select e.id::text, ${WORDS} as words from "Event" e
  where ($1::uuid is null or e.id > preau_uuid_before($1::uuid, interval '1 hour'))
    and not exists (select 1 from "EventSeal" s where s."eventId" = e.id)
  order by e.id limit ${BATCH}`

const WHOLE_CHAIN = `select s.seq::text, s.hash, s.previous, s."eventId"::text as "eventId", e.id::text,
    case when e.id is null then null else ${WORDS} end as words, r.batch::text, r.hash as redacted
  from "EventSeal" s left join "Event" e on e.id = s."eventId"
  left join "EventRedaction" r on r."eventId" = e.id order by s.seq`
