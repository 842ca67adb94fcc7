import type { ModelName } from '../../access/model.ts'
import { type Change, defineCheck } from '../../kit/check.ts'
import { isOrdered, isReversed } from '../../kit/period.ts'
import type { Text } from '../../platform/catalogue.ts'

// What several columns of a form decide together, said on the field to correct. The database holds the same rules
// (prisma/migrations, section 6) for whoever does not pass here.

const PERIODS: ModelName[] = ['Campaign', 'Offer', 'Placement', 'Agreement', 'PresencePeriod', 'Interruption']

for (const model of PERIODS)
  defineCheck(model, ({ after }) => on('endsOn', after !== null && endsBeforeStart(after) && REVERSED), { alone: true })

defineCheck('Campaign', ({ after }) => {
  const days = PHASES.map((phase) => day(after?.[phase]))
  const wrong = PHASES.find((_, i) => !isOrdered(days.slice(0, i + 1)))
  return on(wrong ?? '', wrong !== undefined && OUT_OF_ORDER)
})

const enoughSeats = ({ after }: Change): Record<string, Text> => {
  const [seats, taken] = [Number(after?.seats ?? 1), Number(after?.taken ?? 0)]
  return seats < 1 ? on('seats', ONE_SEAT) : on('seats', seats < taken && alreadyTaken(taken))
}
defineCheck('Offer', enoughSeats, { alone: true })

defineCheck('Placement', async ({ tx, after }) => {
  const contact = after?.contactId
    ? await tx.companyContact.findUnique({ where: { id: String(after.contactId) } })
    : null
  return on('contactId', contact !== null && contact.companyId !== after?.companyId && ELSEWHERE)
})

defineCheck('Placement', async ({ tx, before, after }) => {
  if (!after) return on('offerId', before?.seatHeld === true && HOLDS_A_SEAT)
  const offer = after.offerId ? await tx.offer.findUnique({ where: { id: String(after.offerId) } }) : null
  const other = offer !== null && (offer.companyId !== after.companyId || offer.campaignId !== after.campaignId)
  return on('offerId', other && OTHER_OFFER)
})

defineCheck('GradingScheme', ({ after }) => {
  const sum = WEIGHTS.reduce((total, name) => total + Number(after?.[name] ?? USUAL[name]), 0)
  return on('companyWeight', sum !== 100 && weighs(sum))
})

const on = (column: string, wrong: Text | false): Record<string, Text> => (wrong ? { [column]: wrong } : {})

const PHASES = ['opensOn', 'closesOn', 'committeeOn', 'startsOn', 'reportsDueOn', 'defensesOn'] as const
const USUAL = { companyWeight: 40, reportWeight: 30, defenseWeight: 30, schoolWeight: 0 }
const WEIGHTS = Object.keys(USUAL) as (keyof typeof USUAL)[]

const day = (value: unknown): Date | null => (value instanceof Date ? value : null)

function endsBeforeStart(after: NonNullable<Change['after']>): boolean {
  const [startsOn, endsOn] = [day(after.startsOn), day(after.endsOn)]
  return startsOn !== null && endsOn !== null && isReversed({ startsOn, endsOn })
}

const REVERSED: Text = {
  fr: 'La fin précède le début : corrigez l’une des deux dates.',
  en: 'The end comes before the start.',
}
const OUT_OF_ORDER: Text = {
  fr: 'Cette date précède une étape qui doit venir avant : ouverture, clôture, commission, début, remise, soutenances.',
  en: 'This date comes before a phase that must precede it: opening, closing, committee, start, reports, defenses.',
}
const ONE_SEAT: Text = { fr: 'Une offre a au moins une place.', en: 'An offer has at least one seat.' }
const alreadyTaken = (taken: number): Text => ({
  fr: `${taken} place${taken > 1 ? 's sont déjà prises ou proposées' : ' est déjà prise ou proposée'} : le nombre de places ne peut pas être inférieur.`,
  en: `${taken} seat(s) are already taken or proposed: there cannot be fewer.`,
})
const ELSEWHERE: Text = {
  fr: 'Ce contact n’appartient pas à l’entreprise d’accueil : choisissez-en un autre.',
  en: 'This contact does not belong to the host company: choose another.',
}
const HOLDS_A_SEAT: Text = {
  fr: 'Cette affectation tient une place de l’offre : annulez-la, la place sera rendue.',
  en: 'This placement holds a seat of the offer: cancel it, the seat will be given back.',
}
const OTHER_OFFER: Text = {
  fr: 'Cette offre est d’une autre entreprise ou d’une autre campagne.',
  en: 'This offer belongs to another company or another campaign.',
}
const weighs = (sum: number): Text => ({
  fr: `Les poids font ${sum} % : ils doivent faire 100 %.`,
  en: `The weights make ${sum}%: they must make 100%.`,
})
