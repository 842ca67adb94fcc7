import type { DocumentTemplate } from '@prisma/client'
import type { Me } from '../../../access/rights.ts'
import { defineCheck } from '../../../kit/check.ts'
import { perform } from '../../../kit/command.ts'
import { defineFlow, verbOf } from '../../../kit/flow.ts'
import type { Text } from '../../../platform/catalogue.ts'
import { sha256 } from '../../../platform/crypto.ts'
import { refuse } from '../../../platform/errors.ts'
import { byCampaign } from '../rows.ts'
import { type Problem, problemsOf } from './read.ts'

const verb = verbOf('DocumentTemplate')

export const templateFlow = defineFlow('DocumentTemplate', {
  publish: verb({
    label: { fr: 'Publier ce texte', en: 'Publish this text' },
    from: ['draft', 'published', 'retired'],
    to: 'published',
    roles: ['internship_officer'],
    rows: ownCampaigns,
    tone: 'primary',
    confirm: {
      fr: 'Les prochains documents seront imprimés avec ce texte ; ceux qui sont déjà figés ne changent pas. Publier ?',
      en: 'The next documents are printed with this text; those already frozen do not change. Publish?',
    },
    done: {
      fr: 'Le modèle est publié : les prochains documents le prennent.',
      en: 'The template is published: the next documents use it.',
    },
    guard: async ({ tx, record }) => {
      refuseProblems(record, record.body)
      const last = await tx.documentTemplateVersion.findFirst({
        where: { templateId: record.id },
        orderBy: { number: 'desc' },
      })
      if (record.status === 'published' && last?.body === record.body) throw SAME
    },
    body: async ({ tx, ctx, record }) => {
      const { kind, campaignId, language } = record
      // One at a time for a campaign and a language: the one it replaces steps back, and its history says why
      const others = await tx.documentTemplate.findMany({
        where: { kind, campaignId, language, status: 'published', id: { not: record.id } },
      })
      for (const { id } of others)
        await perform(ctx, 'DocumentTemplate', 'retire', id, {}, { tx, reason: `Remplacé par « ${record.name} »` })
      const body = record.body ?? ''
      const number = record.number + 1
      const publishedById = ctx.actor.kind === 'person' ? ctx.actor.personId : null
      await tx.documentTemplateVersion.create({
        data: { templateId: record.id, number, body, sha256: sha256(body), publishedById, createdAt: ctx.now },
      })
      return { data: { number, publishedAt: ctx.now } }
    },
  }),
  retire: verb({
    label: { fr: 'Retirer', en: 'Retire' },
    from: ['published'],
    to: 'retired',
    roles: ['internship_officer'],
    rows: ownCampaigns,
    confirm: {
      fr: 'Les prochains documents reprendront le modèle général, ou celui de la maison. Retirer celui-ci ?',
      en: 'The next documents use the general template again, or the house’s. Retire this one?',
    },
    done: { fr: 'Le modèle est retiré ; ses versions restent.', en: 'Retired; its versions stay.' },
  }),
})

/** A template of every campaign is for those who have every campaign. */
function ownCampaigns(me: Me) {
  return byCampaign(me)
}

defineCheck('DocumentTemplate', ({ ctx, before, after }): Record<string, Text> => {
  if (!after) return {}
  const row = after as Partial<DocumentTemplate>
  if (before && Number(before.number) > 0 && MEANING.some((name) => row[name] !== before[name]))
    return { [MEANING.find((name) => row[name] !== before[name]) ?? 'kind']: USED }
  if (!row.campaignId && ctx.actor.kind === 'person' && !hasAllCampaigns(ctx.actor.roles)) return { campaignId: OWN }
  const problems = row.body && row.kind ? problemsOf(row.kind, row.body) : []
  return problems.length > 0 ? { body: inWords(problems) } : {}
})

const MEANING = ['kind', 'campaignId', 'language'] as const

const hasAllCampaigns = (roles: { role: string; departmentId: string | null }[]): boolean =>
  roles.some(({ role, departmentId }) => role === 'admin' || (role === 'internship_officer' && !departmentId))

function refuseProblems({ kind }: Pick<DocumentTemplate, 'kind'>, body: string | null): void {
  const problems = problemsOf(kind, body ?? '')
  if (problems.length > 0) throw refuse.invalid({ body: inWords(problems) }, inWords(problems))
}

const SHOWN = 6

/** « Ligne 12 : … » for the first few; nobody reads forty at once. */
export function inWords(problems: Problem[]): Text {
  const more = problems.length - SHOWN
  const said = (locale: keyof Text, line: string, rest: string) =>
    [
      ...problems
        .slice(0, SHOWN)
        .map((one) => `${line} ${one.line}${locale === 'fr' ? ' ' : ''}: ${one.sentence[locale]}`),
      ...(more > 0 ? [rest] : []),
    ].join('\n')
  return {
    fr: said('fr', 'Ligne', `… et ${more} de plus.`),
    en: said('en', 'Line', `… and ${more} more.`),
  }
}

const SAME = refuse.conflict('same_text', {
  fr: 'Ce texte est déjà celui qui est publié : changez-le d’abord.',
  en: 'This text is already the published one: change it first.',
})
const USED: Text = {
  fr: 'Ce modèle a déjà été publié : il garde son document, sa campagne et sa langue. Dupliquez-le pour en changer.',
  en: 'This template was already published: it keeps its document, campaign and language. Duplicate it to change them.',
}
const OWN: Text = {
  fr: 'Choisissez une campagne de votre département : un modèle général est l’affaire de l’administration.',
  en: 'Choose a campaign of your department: a general template is the administration’s.',
}
