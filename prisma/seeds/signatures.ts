import type { Context, PersonActor } from '../../src/access/actor.ts'
import { issueLink, type OpenedLink, openLink } from '../../src/domain/internships/access-link.ts'
import { behind, refuseByLink, signByLink } from '../../src/domain/internships/sign-by-link.ts'
import { schoolDay } from '../../src/kit/calendar.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { cast } from './cast.ts'
import type { Host } from './companies.ts'
import { act, type Who } from './stage.ts'
import { uploaded } from './uploads.ts'

/** A document to sign, and those who sign it beside the officer. */
export type Circuit = {
  noun: 'Agreement' | 'Amendment'
  id: () => Promise<string>
  student: PersonActor
  tutor: string
  company: Host
}

export type Signature = (circuit: Circuit) => { who: Who; play: (ctx: Context) => Promise<unknown> }

const officer = cast.officer.email

const send =
  (paper = 'none'): Signature =>
  ({ noun, id }) => ({ who: officer, play: async (ctx) => act(ctx, noun, 'sendToSign', await id(), { paper }) })

const signs =
  (who: (circuit: Circuit) => Who): Signature =>
  (circuit) => ({
    who: who(circuit),
    play: async (ctx) => act(ctx, circuit.noun, 'sign', await circuit.id(), { read: true }),
  })

const studentSigns = signs(({ student }) => student)
const tutorSigns = signs(({ tutor }) => tutor)
const schoolSigns = signs(() => officer)

/** The company opens the link of its mail, reads, and signs what its page showed. */
const companySigns: Signature = (circuit) => ({
  who: circuit.company.actor,
  play: async (ctx) => {
    const link = await linkOf(ctx, circuit)
    const found = await transaction((tx) => behind(tx, link))
    await signByLink(ctx, link, { read: true, sha256: found?.document.sha256 ?? '' })
  },
})

const companyRefuses =
  (reason: string): Signature =>
  (circuit) => ({
    who: circuit.company.actor,
    play: async (ctx) => refuseByLink(ctx, await linkOf(ctx, circuit), reason),
  })

/** The company’s two signatures come back on paper; the officer keeps the scan. */
const companySignedOnPaper: Signature = ({ noun, id }) => ({
  who: officer,
  play: async (ctx) => {
    const both = { company_tutor: true, company: true }
    return act(ctx, noun, 'recordPaper', await id(), { ...both, ...(await scan(ctx, await id())) })
  },
})

const allSignedOnPaper: Signature = ({ noun, id }) => ({
  who: officer,
  play: async (ctx) => act(ctx, noun, 'signOutside', await id(), await scan(ctx, await id())),
})

const REFUSAL = 'La durée inscrite dépasse ce que notre direction a accordé : quatre mois, et non six.'

/** How a document is signed; the last two do not come to their end. */
export const ways = {
  online: [send(), studentSigns, tutorSigns, companySigns, companySigns, schoolSigns],
  mixed: [send('company'), studentSigns, tutorSigns, schoolSigns, companySignedOnPaper],
  paper: [allSignedOnPaper],
  twoOfFive: [send(), studentSigns, tutorSigns],
  refused: [send(), studentSigns, tutorSigns, companyRefuses(REFUSAL)],
} satisfies Record<string, Signature[]>

async function linkOf(ctx: Context, { noun, id, company }: Circuit): Promise<OpenedLink> {
  const own = noun === 'Agreement' ? { agreementId: await id(), amendmentId: null } : { amendmentId: await id() }
  const line = await prisma().signatory.findFirstOrThrow({ where: { ...own, status: 'turn' } })
  const asked = { purpose: 'sign', contactId: company.contactId, recipient: line.email ?? '', days: 30 } as const
  const sender = { ...ctx, actor: { kind: 'system' as const, reason: 'Signature demandée' } }
  const href = await transaction((tx) => issueLink(tx, sender, { ...asked, noun: 'Signatory', recordId: line.id }))
  const link = await openLink(href.slice(href.lastIndexOf('/') + 1))
  if (!link) throw new Error('prisma/seeds: a link just made opens nothing')
  return link
}

async function scan(ctx: Context, id: string) {
  const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : ''
  const scanFileId = await uploaded(personId, 'Exemplaire signé', ['Exemplaire signé, numérisé', id])
  return { scanFileId, signedOn: schoolDay(ctx.now) }
}
