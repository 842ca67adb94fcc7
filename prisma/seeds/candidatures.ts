import type { Context, PersonActor } from '../../src/access/actor.ts'
import { cast } from './cast.ts'
import type { PlayedOffer } from './offers.ts'
import { type Act, act } from './stage.ts'
import type { Learner } from './students.ts'
import { uploadedAll } from './uploads.ts'

/** How far a candidature has come. */
export type CandidatureState = keyof typeof roads

/** `day` is the day on which the student applies. */
export type CandidaturePlan = { student: Learner; offer: PlayedOffer; state: CandidatureState; day: number }
export type PlayedCandidature = CandidaturePlan & { id: string }

type Step = { after: number; verb: string; by: 'school' | 'company' | 'student' | 'job'; reason?: string }

const shortlisted: Step = { after: 1, verb: 'shortlist', by: 'school' }
const forwarded: Step[] = [shortlisted, { after: 2, verb: 'forward', by: 'school' }]
const interviewed: Step[] = [...forwarded, { after: 5, verb: 'interview', by: 'company' }]
const proposed: Step[] = [...interviewed, { after: 7, verb: 'propose', by: 'company' }]

const roads = {
  draft: [],
  submitted: [],
  shortlisted: [shortlisted],
  refused_by_school: [
    {
      after: 1,
      verb: 'refuseBySchool',
      by: 'school',
      reason: 'Votre lettre ne parle pas de cette offre : reprenez-la et candidatez ailleurs.',
    },
  ],
  forwarded,
  interview: interviewed,
  waiting_list: [...interviewed, { after: 7, verb: 'waitlist', by: 'company' }],
  refused: [
    ...interviewed,
    {
      after: 7,
      verb: 'refuse',
      by: 'company',
      reason: 'Profil intéressant, mais nous cherchons une expérience en cartographie.',
    },
  ],
  proposed,
  accepted: [...proposed, { after: 9, verb: 'accept', by: 'student' }],
  declined: [
    ...proposed,
    { after: 9, verb: 'decline', by: 'student', reason: 'J’ai trouvé un stage plus proche de chez moi.' },
  ],
  expired: [...proposed, { after: 17, verb: 'expire', by: 'job' }],
  withdrawn: [...forwarded, { after: 4, verb: 'withdraw', by: 'student', reason: 'Je préfère une autre offre.' }],
} satisfies Record<string, Step[]>

/** Students apply, the school reads, companies answer. */
export function candidatureActs(plans: CandidaturePlan[]): { candidatures: PlayedCandidature[]; acts: Act[] } {
  const candidatures = plans.map((plan) => ({ ...plan, id: '' }))
  return { candidatures, acts: candidatures.flatMap(actsOf) }
}

function actsOf(candidature: PlayedCandidature): Act[] {
  const { student, offer, state, day } = candidature
  const who = { school: cast.officer.email, company: offer.company.actor, student: student.actor, job } as const
  const applies: Act = {
    day,
    lane: student.id,
    who: student.actor,
    play: async (ctx) => {
      candidature.id = state === 'draft' ? await prepare(ctx, offer.id) : await apply(ctx, student.actor, offer)
    },
  }
  const steps: Step[] = roads[state]
  return [
    applies,
    ...steps.map(({ after, verb, by, reason }) => ({
      day: day + after,
      lane: student.id,
      who: who[by],
      play: (ctx: Context) => act(ctx, 'Candidature', verb, candidature.id, {}, reason),
    })),
  ]
}

const job = { kind: 'system', reason: 'Le délai de réponse est passé' } as const

async function prepare(ctx: Context, offerId: string): Promise<string> {
  const { redirect } = await act(ctx, 'Offer', 'prepare', offerId)
  return redirect?.id ?? ''
}

async function apply(ctx: Context, student: PersonActor, offer: PlayedOffer): Promise<string> {
  const { cvFileId, letterFileId } = await upload(student)
  const message = `Disponible pour un entretien, à ${offer.company.city} ou en visioconférence.`
  const { redirect } = await act(ctx, 'Offer', 'apply', offer.id, { cvFileId, letterFileId, message })
  return redirect?.id ?? ''
}

type Pieces = { cvFileId: string; letterFileId: string }

/** A file belongs to the candidature it was sent with: each one brings its own two. */
async function upload({ personId, name, email }: PersonActor): Promise<Pieces> {
  const training = 'Institut Horizon — formation en statistique et informatique'
  const cv = { name: `CV ${name}`, lines: [name, email, 'Curriculum vitae', training] }
  const words = 'Madame, Monsieur, votre offre correspond à mon projet.'
  const letter = { name: `Lettre ${name}`, lines: [name, 'Lettre de motivation', words] }
  const [cvFileId = '', letterFileId = ''] = await uploadedAll(personId, [cv, letter])
  return { cvFileId, letterFileId }
}
