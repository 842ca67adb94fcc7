import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Context, system } from '../../../src/access/actor.ts'
import type { ModelName } from '../../../src/access/model.ts'
import { catalogue } from '../../../src/generated/catalogue.ts'
import { perform } from '../../../src/kit/command.ts'
import { flowOf } from '../../../src/kit/flow.ts'
import { table } from '../../../src/kit/table.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma, type Tx, transaction } from '../../../src/platform/db.ts'
import { Refusal } from '../../../src/platform/errors.ts'
import { testDatabase } from '../../support/database.ts'
import { type Expected, lifeCycles } from './life-cycles.ts'
import { type Actress, at, day, pdfOf, smallSchool } from './world.ts'

type Noun = keyof typeof lifeCycles
type Values = Record<string, unknown>
type Stand = {
  ids: Record<Noun, string>
  who: Record<string, Actress>
  files: [string, string, string]
  ruleId: string
  roomId: string
  keptId: string
  nextId: string
}

let stand: Stand

beforeAll(testDatabase)
beforeAll(async () => {
  at('2026-01-05T10:00:00')
  stand = await oneOfEach()
})
beforeEach(() => at('2026-01-05T10:00:00'))
afterAll(() => setClock(null))

describe.each(Object.entries(lifeCycles) as [Noun, Expected][])('The life cycle of %s', (noun, expected) => {
  it('has the states of the schema and the verbs of the school, no more and no less', () => {
    const enumName = catalogue.models[noun].fields.find((field) => field.name === 'status')?.enum ?? ''
    const states = catalogue.enums[enumName]?.values.map((value) => value.value) ?? []
    expect([...expected.states].sort()).toEqual([...states].sort())
    expect([...(flowOf(noun)?.verbs.keys() ?? [])].sort()).toEqual(Object.keys(expected.verbs).sort())
  })

  it('refuses every verb from every other state: 409 with the verbs legal there, 404 to whom the record is not shown', async () => {
    const wrong: string[] = []
    for (const [verb, { from }] of Object.entries(expected.verbs)) {
      for (const state of expected.states.filter((one) => !from.includes(one))) {
        const answer = await attempt(noun, verb, state)
        if (!isRefused(expected, answer, state, unseen(noun, verb, state)))
          wrong.push(`${verb} from ${state}: ${answer}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('leads from every legal state to the state it says', async () => {
    const wrong: string[] = []
    for (const [verb, { from, to }] of Object.entries(expected.verbs)) {
      for (const state of from) {
        const answer = await attempt(noun, verb, state)
        if (answer !== (to ?? state)) wrong.push(`${verb} from ${state}: ${String(answer)}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

/** Refused for its state, naming only verbs that leave that state; or, when the record is not shown, as if it were missing. */
function isRefused(expected: Expected, answer: unknown, state: string, hidden: boolean): boolean {
  if (!(answer instanceof Refusal)) return false
  if (hidden) return answer.code === 'not_found'
  const { legal } = answer.detail
  if (answer.status !== 409 || answer.code !== 'illegal_transition' || !Array.isArray(legal)) return false
  return legal.every((verb) => expected.verbs[String(verb)]?.from.includes(state))
}

/** Records that the first role of a verb does not see in some states, whatever verb it tries. */
const UNSEEN: Record<string, string[]> = {
  'student Campaign': ['draft', 'cancelled'],
  'student Survey': ['draft', 'closed'],
  'student Offer': ['draft', 'submitted', 'to_fix', 'refused', 'suspended', 'expired', 'withdrawn'],
  'company_tutor Candidature': ['draft', 'submitted', 'shortlisted', 'refused_by_school'],
  'company_tutor Agreement': ['draft', 'cancelled'],
  'student Amendment': ['draft', 'submitted', 'pedagogy_approved', 'approved', 'refused', 'cancelled'],
  'company_tutor LogbookEntry': ['draft'],
}

const unseen = (noun: Noun, verb: string, state: string): boolean =>
  UNSEEN[`${flowOf(noun)?.verbs.get(verb)?.roles[0]} ${noun}`]?.includes(state) ?? false

/** Plays the verb on a record put in this state, then undoes everything: the state reached, or the refusal. */
async function attempt(noun: Noun, verb: string, state: string): Promise<unknown> {
  let answer: unknown
  const undo = new Error('undo')
  await transaction(async (tx) => {
    answer = await play(tx, noun, verb, state).catch((error: unknown) => error)
    throw undo
  }).catch((error: unknown) => {
    if (error !== undo) throw error
  })
  return answer
}

async function play(tx: Tx, noun: Noun, verb: string, state: string): Promise<unknown> {
  const id = stand.ids[noun]
  for (const [model, data] of Object.entries(SETTING[noun]?.(state, verb) ?? {}))
    await table(tx, model as ModelName).update({ where: { id: stand.ids[model as Noun] }, data: data as Values })
  const actor = actorFor(noun, verb)
  if (noun === 'Offer' && (verb === 'apply' || verb === 'prepare')) await tx.candidature.deleteMany({})
  if (noun === 'Placement' && verb === 'draftAgreement') await tx.signatory.deleteMany({})
  if (noun === 'Placement' && verb === 'draftAgreement') await tx.amendment.deleteMany({})
  if (noun === 'Placement' && verb === 'draftAgreement') await tx.agreementVersion.deleteMany({})
  if (noun === 'Placement' && verb === 'draftAgreement') await tx.agreement.deleteMany({})
  if (noun === 'Agreement' && verb === 'amend') await tx.amendment.deleteMany({})
  else if (noun === 'Agreement') await circuitOf(tx, id, verb)
  if (noun === 'Amendment') await amendmentCircuit(tx, id, verb)
  if (noun === 'Company' && verb === 'inviteToRenew')
    await tx.offer.update({ where: { id: stand.ids.Offer }, data: { status: 'published' } })
  // Both set aside, or neither
  if (noun === 'Company' && verb === 'merge')
    await tx.company.update({
      where: { id: stand.keptId },
      data: { status: state === 'blacklisted' ? 'blacklisted' : 'approved' },
    })
  await perform(actor, noun, verb, id, INPUTS[`${noun}.${verb}`]?.() ?? {}, { tx, reason: 'parce que' })
  return (await table(tx, noun).findUnique({ where: { id } }))?.status
}

/** A frozen version, and two lines: the student’s turn, then the school tutor’s; all signed for the job that concludes. */
async function circuitOf(tx: Tx, agreementId: string, verb: string): Promise<void> {
  await tx.agreementVersion.updateMany({ where: { agreementId }, data: { sha256: 'a'.repeat(64) } })
  const student = {
    personId: stand.who.student?.actor.personId ?? null,
    name: 'Étudiant',
    capacity: 'student' as const,
  }
  const status = verb === 'conclude' ? 'signed' : 'turn'
  await tx.signatory.create({ data: { agreementId, ...student, order: 1, status } })
  const next = verb === 'conclude' ? 'signed' : 'waiting'
  await tx.signatory.updateMany({ where: { agreementId, capacity: 'school_tutor' }, data: { status: next } })
}

async function amendmentCircuit(tx: Tx, amendmentId: string, verb: string): Promise<void> {
  if (verb !== 'approve') await tx.amendment.update({ where: { id: amendmentId }, data: { sha256: 'a'.repeat(64) } })
  const agreementId = stand.ids.Agreement
  const student = {
    personId: stand.who.student?.actor.personId ?? null,
    name: 'Étudiant',
    capacity: 'student' as const,
  }
  const tutor = {
    personId: stand.who.school_tutor?.actor.personId ?? null,
    name: 'T',
    capacity: 'school_tutor' as const,
  }
  const [one, two] = verb === 'conclude' ? (['signed', 'signed'] as const) : (['turn', 'waiting'] as const)
  if (verb === 'sendToSign') return
  await tx.signatory.create({ data: { agreementId, amendmentId, ...student, order: 1, status: one } })
  await tx.signatory.create({ data: { agreementId, amendmentId, ...tutor, order: 2, status: two } })
}

const actorFor = (noun: Noun, verb: string): Context => {
  const definition = flowOf(noun)?.verbs.get(verb)
  const role = definition?.roles[0]
  const who = role ? stand.who[role] : undefined
  const { admin } = stand.who
  // The administrator’s alone, who has just given their password again
  if (!role && !definition?.system && admin) return { ...admin.ctx(), provedAt: admin.ctx().now }
  return who ? who.ctx() : system('la suite d’un acte')
}

const INPUTS: Record<string, () => Values> = {
  'Campaign.reopenApplications': () => ({ closesOn: '2026-01-20' }),
  'Company.inviteToRenew': () => ({ campaignId: stand.nextId }),
  'Offer.renew': () => ({ campaignId: stand.nextId }),
  'Placement.recordHire': () => ({ hired: 'yes' }),
  'Company.merge': () => ({ keptId: stand.keptId }),
  'Company.absorb': () => ({ mergedId: stand.keptId, contacts: 0, offers: 0, placements: 0 }),
  'Alert.assign': () => ({ ownerId: stand.who.admin?.actor.personId }),
  'Alert.snooze': () => ({ until: '2026-01-12' }),
  'Offer.apply': () => ({ cvFileId: stand.files[0], letterFileId: stand.files[1] }),
  'Erasure.keep': () => ({ until: '2026-06-01' }),
  'Placement.reportAccident': () => ({ occurredOn: '2026-01-05', what: 'Une chute dans l’escalier' }),
  'Agreement.amend': () => ({ kind: 'schedule' }),
  'Amendment.sign': () => ({ read: true }),
  'Amendment.recordPaper': () => ({ scanFileId: stand.files[2], signedOn: '2026-01-04', school_tutor: true }),
  'Agreement.sign': () => ({ read: true }),
  'Agreement.sendToSign': () => ({ again: true }),
  'Agreement.recordPaper': () => ({ scanFileId: stand.files[2], signedOn: '2026-01-04', school_tutor: true }),
  'Agreement.signOutside': () => ({ scanFileId: stand.files[2], signedOn: '2026-01-04' }),
  'Signatory.delegate': () => ({
    ...{ delegateId: stand.who.admin?.actor.personId, from: '2026-01-05', until: '2026-01-12' },
  }),
  'Placement.breakOff': () => ({ initiative: 'student', on: '2026-01-04' }),
  'Placement.waive': () => ({ ruleId: stand.ruleId }),
  'Deliverable.deposit': () => ({ fileId: stand.files[0] }),
  'Deliverable.requestRedo': () => ({ until: '2026-01-20' }),
  'Deliverable.prolong': () => ({ until: '2026-01-20' }),
  'Deliverable.reopen': () => ({ until: '2026-01-20' }),
  'Survey.answer': () => ({ score: 9 }),
  'Evaluation.submit': () => ({ grade: 14 }),
  'Evaluation.enterForOther': () => ({ grade: 14, scanFileId: stand.files[2] }),
  'Defense.plan': () => ({
    ...{ roomId: stand.roomId, startsAt: '2026-09-14T09:00:00Z', minutes: 45 },
    ...{ chairId: stand.who.admin?.actor.personId, secondId: stand.who.school_tutor?.actor.personId },
  }),
  'Defense.hold': () => ({ grade: 15 }),
  'FinalGrade.exempt': () => ({ part: 'defense' }),
  'FinalGrade.rectify': () => ({ final: 13 }),
  'Campaign.declareInternship': () => ({
    ...{ company: 'Maison neuve', city: 'Thiès', subject: 'Un outil de suivi', weeklyHours: 35 },
    ...{ startsOn: '2026-03-02', endsOn: '2026-08-28', tutorFirstName: 'Mame', tutorLastName: 'Sarr' },
    tutorEmail: `${randomUUID()}@maison.example`,
  }),
  'Placement.submitWeek': () => ({ week: '2026-01-05' }),
  'Placement.approveWeek': () => ({ week: '2026-01-05' }),
  'Placement.rejectWeek': () => ({ week: '2026-01-05' }),
  'Placement.remindWeek': () => ({ week: '2026-01-05' }),
  'Placement.settle': () => ({ outcome: 'validated' }),
}

const FORWARDED_AT = day('2026-01-02')
const past = day('2026-01-03')
const HIDDEN = ['draft', 'submitted', 'shortlisted', 'refused_by_school']

/** How the day of the logbook stands for what is done with it. */
const WRITTEN: Record<string, string> = { submitWeek: 'draft', printPresence: 'approved' }

/** What surrounds a record in each state, so that only the state decides. */
const SETTING: Partial<Record<Noun, (state: string, verb: string) => Partial<Record<Noun, Values>>>> = {
  Company: (status) => ({ Company: { status }, Offer: { status: 'draft' } }),
  Alert: (status) => ({ Alert: { status } }),
  Campaign: (status) => ({
    Campaign: { status },
    Placement: { endsOn: past, startsOn: past, status: 'cancelled' },
    FinalGrade: { status: 'computed', computed: 12 },
  }),
  Offer: (status, verb) => ({
    Offer: { status, taken: verb === 'fill' ? 3 : 0, expiresOn: verb === 'expire' ? past : null },
    Placement: { status: 'cancelled' },
  }),
  Candidature: (status, verb) => ({
    Candidature: {
      status,
      seatHeld: status === 'proposed',
      // The company’s verbs need the company to see the file, whatever its state
      forwardedAt: HIDDEN.includes(status) ? null : FORWARDED_AT,
      previousStatus: 'forwarded',
      submittedAt: FORWARDED_AT,
      proposalExpiresAt: status !== 'proposed' ? null : verb === 'expire' ? past : day('2026-01-12'),
    },
    Offer: { taken: status === 'proposed' ? 1 : 0 },
    Placement: { status: 'cancelled' },
  }),
  Placement: (status, verb) => ({
    Placement: {
      status,
      startsOn:
        verb === 'reportAccident' || verb === 'start' || verb === 'finish' || verb === 'submitWeek'
          ? past
          : day('2026-03-02'),
      endsOn: verb === 'finish' ? past : day('2026-08-28'),
    },
    Agreement: { status: verb === 'markReady' ? 'signed' : 'cancelled' },
    LogbookEntry: { status: WRITTEN[verb] ?? 'submitted', submittedAt: day('2026-01-05') },
  }),
  Erasure: (status) => ({ Erasure: { status } }),
  DocumentTemplate: (status) => ({ DocumentTemplate: { status } }),
  Amendment: (status) => ({ Amendment: { status }, Agreement: { status: 'signed' }, Placement: { status: 'ongoing' } }),
  Signatory: (status) => ({ Signatory: { status }, Agreement: { status: 'signing' } }),
  Agreement: (status, verb) => ({
    Agreement: {
      status,
      ...(verb === 'lapse' && { startsOn: past, endsOn: past }),
    },
    Placement: { status: 'confirmed' },
    ...(verb === 'breakOff' && { Placement: { brokenOn: past } }),
    ...(verb === 'archive' && { Placement: { status: 'closed' } }),
  }),
  LogbookEntry: (status) => ({
    LogbookEntry: { status, submittedAt: day('2026-01-05') },
    Placement: { status: 'ongoing', startsOn: past },
  }),
  Deliverable: (status, verb) => ({
    Deliverable: {
      status,
      dueOn: verb === 'markLate' ? past : verb === 'markMissing' ? day('2025-12-01') : day('2026-01-09'),
    },
    Placement: { status: 'ongoing' },
  }),
  Survey: (status) => ({ Survey: { status }, Placement: { status: 'ongoing' } }),
  // Broken off: an evaluation is then possible whatever was done of it
  Evaluation: (status) => ({ Evaluation: { status }, Placement: { brokenOn: past } }),
  Defense: (status, verb) => ({
    Defense: {
      status,
      roomId: stand.roomId,
      startsAt: verb === 'hold' || verb === 'markAbsent' ? past : day('2026-09-14'),
      endsAt: verb === 'hold' || verb === 'markAbsent' ? day('2026-01-04') : day('2026-09-15'),
    },
  }),
  FinalGrade: (status) => ({ FinalGrade: { status, computed: 12, final: 12 } }),
}

/** One student, one offer, one candidature, one placement, one agreement, all of one small school. */
async function oneOfEach(): Promise<Stand> {
  // A week of 35 hours is over what this school wants: something to waive, which blocks nothing
  const rule = {
    key: 'max_weekly_hours',
    label: 'Durée',
    value: '30',
    severity: 'warning',
    waivableBy: 'internship_officer',
  } as const
  const profile = await prisma().legalProfile.create({
    data: { code: 'X', name: 'X', country: 'Sénégal', effectiveOn: day('2020-01-01'), rules: { create: rule } },
    include: { rules: true },
  })
  const world = await smallSchool({ legalProfileId: profile.id })
  const [student, house] = [await world.student(), await world.company()]
  const offer = await house.offer({ seats: 3 })
  const files: [string, string, string] = [await pdfOf(student), await pdfOf(student), await pdfOf(world.officer)]
  const base = { studentId: student.id, offerId: offer.id, campaignId: world.campaign.id }
  // A day granted by name: this student may still apply and rank offers once applications are closed
  const granted = { studentId: student.id, campaignId: world.campaign.id, until: day('2026-02-01'), reason: 'Maladie' }
  await prisma().deadlineExtension.create({ data: granted })
  const candidature = await prisma().candidature.create({
    data: { ...base, cvFileId: files[0], letterFileId: files[1] },
  })
  const placement = await prisma().placement.create({
    data: {
      ...{ ...base, companyId: house.id, contactId: house.contactId, schoolTutorId: world.schoolTutor.actor.personId },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), weeklyHours: 35, pay: 0, subject: 'Un outil' },
      status: 'confirmed',
    },
  })
  const drafted = await perform(world.officer.ctx(), 'Placement', 'draftAgreement', placement.id)
  const agreementId = drafted.redirect?.id ?? ''
  const line = { agreementId, name: 'Tuteur', personId: world.schoolTutor.actor.personId, order: 2 }
  const signatory = await prisma().signatory.create({ data: { ...line, capacity: 'school_tutor' } })
  const amendment = await prisma().amendment.create({
    data: { agreementId, kind: 'schedule', number: 1, endsOn: day('2026-08-21') },
  })
  const who = {
    admin: world.admin,
    internship_officer: world.officer,
    school_tutor: world.schoolTutor,
    company_tutor: house,
    student,
  }
  const deliverable = await prisma().deliverable.create({
    data: { placementId: placement.id, kind: 'report', dueOn: day('2026-01-09') },
  })
  const entry = await prisma().logbookEntry.create({
    data: { placementId: placement.id, day: day('2026-01-05'), hours: 7, content: 'Prise en main' },
  })
  const { personId, email } = world.admin.actor
  await prisma().account.create({ data: { personId, email, status: 'active' } })
  await prisma().roleAssignment.create({ data: { personId, role: 'admin', startsOn: past } })
  const placementId = placement.id
  const evaluation = await prisma().evaluation.create({ data: { placementId, kind: 'company' } })
  const room = await prisma().room.create({ data: { name: 'Salle A' } })
  const jury = [
    { personId, role: 'chair' as const },
    { personId: world.schoolTutor.actor.personId, role: 'examiner' as const },
  ]
  const defense = await prisma().defense.create({ data: { placementId, jury: { create: jury } } })
  const grade = await prisma().finalGrade.create({ data: { placementId } })
  const survey = await prisma().survey.create({
    data: { name: 'Bilan', question: 'Alors ?', audience: 'students', campaignId: world.campaign.id },
  })
  const alert = await prisma().alert.create({ data: { key: 'une', title: 'À voir' } })
  const model = { name: 'Modèle', kind: 'agreement' as const, body: '<p>{{number}}</p>', campaignId: world.campaign.id }
  const template = await prisma().documentTemplate.create({ data: model })
  const erasure = await prisma().erasure.create({ data: { studentId: student.id, dueOn: past, basis: 'Essai' } })
  const ids = {
    Company: house.id,
    Alert: alert.id,
    Campaign: world.campaign.id,
    Offer: offer.id,
    Candidature: candidature.id,
    Placement: placement.id,
    Evaluation: evaluation.id,
    Survey: survey.id,
    Defense: defense.id,
    FinalGrade: grade.id,
    Deliverable: deliverable.id,
    Agreement: agreementId,
    Amendment: amendment.id,
    Signatory: signatory.id,
    LogbookEntry: entry.id,
    DocumentTemplate: template.id,
    Erasure: erasure.id,
  }
  const kept = await prisma().company.create({ data: { name: 'Fiche conservée', city: 'Dakar' } })
  const { departmentId, academicYear } = world.campaign
  const next = await prisma().campaign.create({
    data: { name: 'La suivante', departmentId, academicYear, status: 'open' },
  })
  return { ids, who, files, ruleId: profile.rules[0]?.id ?? '', roomId: room.id, keptId: kept.id, nextId: next.id }
}
