import { randomUUID } from 'node:crypto'
import type { Role } from '@prisma/client'
import { type AnyField, type ModelName, modelOf } from '../../src/access/model.ts'
import { openDemoAccount } from '../../src/domain/core/demo-account.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { sealedRow } from '../../src/kit/sealing.ts'
import { table } from '../../src/kit/table.ts'
import { dateOfDay, later, now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { clubs } from './world-clubs.ts'

/**
 * Two departments, each with the whole chain of an internship, where every text says which cell it comes from:
 * `CNRY-<model>-<tag>-<field>`, or `SECRET-…` in a secret column. Whoever meets one in an answer knows who leaked.
 */
export type Name =
  | ('admin' | 'officerA' | 'officerB' | 'tutor1' | 'tutor2' | 'alpha' | 'alpha2' | 'beta')
  | ('student1' | 'student2' | 'student3' | 'lead' | 'treasurer' | 'member' | 'union' | 'disabled')

export type Principal = {
  name: Name
  role: string
  department: 'A' | 'B' | null
  email: string
  seed?: string
  personId: string
}

export type WorldRow = {
  model: ModelName
  tag: string
  id: string
  values: Record<string, unknown>
  department: 'A' | 'B' | null
  /** Who has a reason of their own to see it */
  own: Name[]
  /** Among those who may change such records, only these: the others find it closed */
  writers?: Name[]
}

type More = { department?: 'A' | 'B' | null; own?: Name[]; writers?: Name[] }

export const PASSWORD = 'quatre mots sans rapport, 7 lampes'
const SEED = 'JBSWY3DPEHPK3PXP'
const TWO_PROOFS: Role[] = [
  'admin',
  'internship_officer',
  'school_tutor',
  'club_lead',
  'club_treasurer',
  'club_member',
  'union_executive',
]

export class World {
  readonly rows: WorldRow[] = []
  readonly principals = new Map<Name, Principal>()

  row(model: string, tag: string): WorldRow {
    const found = this.rows.find((one) => one.model === model && one.tag === tag)
    if (!found) throw new Error(`The world has no ${model} ${tag}`)
    return found
  }

  of = (model: string): WorldRow[] => this.rows.filter((row) => row.model === model)

  async add(model: ModelName, tag: string, values: Record<string, unknown>, more: More = {}): Promise<string> {
    const data = { ...canaries(model, tag), ...values }
    const row = await prisma().$transaction((tx) => sealedRow(tx, modelOf(model), data))
    const { id } = await table(prisma(), model).create({ data: row })
    this.rows.push({
      model,
      tag,
      id,
      values: data,
      department: more.department ?? null,
      own: more.own ?? [],
      ...(more.writers && { writers: more.writers }),
    })
    return id
  }

  /** A person, and their account when they log in. */
  async someone(name: Name, role: Role, more: More & { scope?: string | null } = {}): Promise<string> {
    const personId = await this.add(
      'Person',
      name,
      { email: `cnry-person-${name}-email@x.example` },
      { department: null, own: [name], ...more },
    )
    const { scope = null } = more
    const email = `${name}@door.example`
    const seed = TWO_PROOFS.includes(role) ? { seed: SEED } : {}
    await openDemoAccount(personId, { email, password: PASSWORD, ...seed })
    await this.add('RoleAssignment', name, {
      personId,
      role,
      departmentId: scope,
      startsOn: later(now(), { days: -2 }),
    })
    const department = role === 'internship_officer' ? (name === 'officerB' ? 'B' : 'A') : null
    this.principals.set(name, { name, role, department, email, personId, ...seed })
    return personId
  }
}

/** Every text of the row, and whatever else the database insists on. */
function canaries(model: ModelName, tag: string): Record<string, unknown> {
  const fields = modelOf(model).fields.filter(
    (field) => !field.via && !field.isId && !field.hasDefault && !field.isUpdatedAt,
  )
  return Object.fromEntries(
    fields.map((field) => [field.name, sample(model, tag, field)]).filter(([, value]) => value !== undefined),
  )
}

function sample(model: string, tag: string, field: AnyField): unknown {
  const canary = `${field.secret ? 'SECRET' : 'CNRY'}-${model}-${tag}-${field.name}`
  if (field.native === 'Uuid' || field.list) return undefined
  if (field.kind === 'email') return `${canary}@x.example`
  if (field.type === 'String' && !field.enum) return canary
  if (field.type === 'Json') return { canary }
  if (!field.required) return undefined
  if (field.type === 'DateTime') return dateOfDay('2026-03-02')
  if (field.enum) return catalogue.enums[field.enum]?.values[0]?.value
  return field.type === 'Boolean' ? false : 1
}

const STUDENTS: Name[] = ['student1', 'student2', 'student3']
const HOSTS: Name[] = ['alpha', 'alpha2', 'beta']

export async function buildWorld(): Promise<World> {
  const world = new World()
  await staff(world)
  const shared = await references(world)
  const one = await line(world, 'A', shared)
  const two = await line(world, 'B', shared)
  await newcomers(world, one)
  await belongings(world)
  await told(world)
  await clubs(world)
  await world.add('CompanyMerge', 'x', { keptId: one.company, mergedId: two.company, mergedById: one.officer })
  return world
}

async function staff(world: World): Promise<void> {
  await world.someone('admin', 'admin')
  await world.someone('lead', 'club_lead', { own: ['lead', 'union'] })
  await world.someone('treasurer', 'club_treasurer', { own: ['treasurer', 'union'] })
  await world.someone('member', 'club_member', { own: ['member', 'union'] })
  await world.someone('union', 'union_executive')
  const disabled = await world.someone('disabled', 'admin')
  const stranger = await world.add('Person', 'stranger', { email: 'cnry-person-stranger-email@x.example' })
  await world.add('Account', 'stranger', { personId: stranger })
  await prisma().account.update({ where: { personId: disabled }, data: { status: 'disabled' } })
}

type Shared = { profile: string; rule: string; scheme: string; room: string }

async function references(world: World): Promise<Shared> {
  const profile = await world.add('LegalProfile', 'x', {})
  const rule = await world.add('LegalRule', 'x', { profileId: profile })
  const calendar = await world.add('HolidayCalendar', 'x', { year: 2026 })
  await world.add('Holiday', 'x', { calendarId: calendar })
  const scheme = await world.add('GradingScheme', 'x', {})
  return { profile, rule, scheme, room: await world.add('Room', 'x', {}) }
}

type Line = Awaited<ReturnType<typeof line>>

async function line(world: World, department: 'A' | 'B', shared: Shared) {
  const first = department === 'A'
  const tag = first ? '1' : '2'
  const [S, T, H]: [Name, Name, Name] = first ? ['student1', 'tutor1', 'alpha'] : ['student2', 'tutor2', 'beta']
  const officerName: Name = first ? 'officerA' : 'officerB'
  const mates: Name[] = first ? ['alpha2'] : []
  const fellows: Name[] = first ? ['student3'] : []
  const parties = { department, own: [S, T, H] }
  const inside = { department, own: [S, T] }
  const dept = { department }

  const departmentId = await world.add('Department', tag, {}, { own: [S, ...fellows] })
  const officer = await world.someone(officerName, 'internship_officer', { scope: departmentId })
  const programmeId = await world.add('Programme', tag, { departmentId }, { own: [S, H, ...fellows] })
  const cohortId = await world.add('Cohort', tag, { programmeId, year: 2026 }, { own: [S, H, ...fellows] })
  const tutor = await world.someone(T, 'school_tutor', { own: [T, S, H] })
  const host = await world.someone(H, 'company_tutor', { own: [H, T] })
  const trainee = await world.someone(S, 'student', { department, own: [S, T, H] })
  const studentId = await world.add(
    'Student',
    tag,
    { personId: trainee, cohortId },
    { department, own: [S, T, H, ...mates] },
  )
  const company = await world.add('Company', tag, { city: 'Dakar' }, { own: [T, H, ...mates, ...STUDENTS] })
  const contactId = await world.add(
    'CompanyContact',
    tag,
    { personId: host, companyId: company },
    { own: [T, H, S, ...mates] },
  )
  const campaignId = await world.add(
    'Campaign',
    tag,
    { departmentId, status: 'open', legalProfileId: shared.profile, gradingSchemeId: shared.scheme },
    { department, own: [T, S, ...fellows, ...HOSTS] },
  )
  await world.add('Campaign', `${tag}draft`, { departmentId }, dept)
  await world.add('CampaignCohort', tag, { campaignId, cohortId }, dept)
  await world.add('DeadlineExtension', tag, { campaignId, studentId, grantedById: officer }, { department, own: [S] })
  const offerId = await world.add(
    'Offer',
    tag,
    { companyId: company, campaignId, contactId, status: 'published', seats: 9 },
    { department, own: [T, H, S, ...mates, ...fellows], writers: ['admin', officerName] },
  )
  const draftOffer = await world.add(
    'Offer',
    `${tag}draft`,
    { companyId: company, campaignId },
    { department, own: [H, S, ...mates] },
  )
  const cvFileId = await world.add('StoredFile', `${tag}cv`, { uploadedById: trainee }, { own: [S] })
  await world.add('StoredFile', `${tag}officer`, { uploadedById: officer }, { own: [officerName] })
  await world.add(
    'Candidature',
    tag,
    { studentId, offerId, status: 'forwarded', forwardedAt: now(), cvFileId },
    { department, own: [S, T, H, ...mates], writers: [officerName, T] },
  )
  await world.add(
    'Candidature',
    `${tag}draft`,
    { studentId, offerId: draftOffer },
    { department, own: [S, T], writers: ['admin', officerName, T, S] },
  )
  await world.add('Preference', tag, { studentId, campaignId, offerId }, { department, own: [S] })
  const run = await world.add('AllocationRun', tag, { campaignId, status: 'published' }, dept)
  await world.add('AllocationResult', tag, { runId: run, studentId, offerId }, { department, own: [S] })
  await world.add('AllocationPin', tag, { campaignId, studentId, offerId }, dept)

  const placement = { studentId, campaignId, companyId: company, offerId, contactId, schoolTutorId: tutor }
  const placementId = await world.add('Placement', tag, { ...placement, status: 'confirmed' }, parties)
  const agreementId = await world.add(
    'Agreement',
    tag,
    { placementId, status: 'to_fix', legalProfileId: shared.profile },
    parties,
  )
  await world.add('Agreement', `${tag}draft`, { placementId, number: `CNRY-Agreement-${tag}draft-number` }, inside)
  const versionId = await world.add('AgreementVersion', tag, { agreementId }, parties)
  await world.add('Signatory', tag, { agreementId, versionId, personId: host, order: 1 }, parties)
  // Signed, it is everybody’s; before it is sent to be signed, the school’s alone
  await world.add('Amendment', tag, { agreementId, status: 'signed', number: 1 }, { ...parties, writers: [] })
  await world.add(
    'Amendment',
    `${tag}draft`,
    { agreementId, number: 2 },
    { department, own: [T], writers: ['admin', officerName] },
  )
  await world.add('Waiver', tag, { ruleId: shared.rule, placementId, grantedById: officer }, { department, own: [T] })
  await world.add('PresencePeriod', tag, { placementId, endsOn: dateOfDay('2026-08-28') }, parties)
  await world.add('Interruption', tag, { placementId, endsOn: dateOfDay('2026-03-09') }, parties)
  await world.add('LogbookEntry', tag, { placementId, status: 'submitted' }, { ...parties, writers: [] })
  await world.add(
    'LogbookEntry',
    `${tag}draft`,
    { placementId, day: dateOfDay('2026-03-03') },
    { department, own: [S], writers: ['admin', S] },
  )
  const deliverableId = await world.add('Deliverable', tag, { placementId }, inside)
  const reportId = await world.add('StoredFile', `${tag}report`, { uploadedById: trainee }, { own: [S] })
  await world.add('DeliverableVersion', tag, { deliverableId, depositedById: trainee, fileId: reportId }, inside)
  await world.add('TutorVisit', tag, { placementId, authorId: tutor }, inside)
  await world.add(
    'Evaluation',
    `${tag}school`,
    { placementId, kind: 'school', status: 'open' },
    { department, own: [T] },
  )
  await world.add(
    'Evaluation',
    `${tag}company`,
    { placementId, kind: 'company', status: 'open' },
    { department, own: [H] },
  )
  await world.add('Evaluation', `${tag}self`, { placementId, kind: 'self', status: 'open' }, { department, own: [S] })
  // The tutor gave their mid-term opinion: the company’s final mark stays hidden, its mid-term one opens
  const midterm = { placementId, stage: 'midterm' }
  await world.add(
    'Evaluation',
    `${tag}schoolMid`,
    { ...midterm, kind: 'school', status: 'submitted' },
    { department, own: [T], writers: [] },
  )
  await world.add(
    'Evaluation',
    `${tag}companyMid`,
    { ...midterm, kind: 'company', status: 'submitted' },
    { department, own: [T, H], writers: [] },
  )
  await world.add('Certificate', tag, { placementId, number: `CNRY-Certificate-${tag}-number` }, parties)
  const defenseId = await world.add('Defense', tag, { placementId, roomId: shared.room }, parties)
  await world.add('JuryMember', tag, { defenseId, personId: officer }, inside)
  await world.add('Teacher', tag, { personId: officer })
  await world.add('FinalGrade', tag, { placementId, schemeId: shared.scheme }, dept)

  const over = await world.add(
    'Placement',
    `${tag}over`,
    { ...placement, status: 'closed' },
    { ...parties, writers: [T] },
  )
  await world.add(
    'Evaluation',
    `${tag}given`,
    { placementId: over, kind: 'school', status: 'locked' },
    { ...inside, writers: [] },
  )
  await world.add(
    'Evaluation',
    `${tag}host`,
    { placementId: over, kind: 'company', status: 'locked' },
    { ...parties, writers: [] },
  )
  await world.add('FinalGrade', `${tag}out`, { placementId: over, status: 'published' }, { ...inside, writers: [] })

  const surveyId = await world.add(
    'Survey',
    tag,
    { campaignId, audience: 'students', status: 'open' },
    { department, own: STUDENTS },
  )
  await world.add(
    'Survey',
    `${tag}host`,
    { campaignId, audience: 'companies', status: 'open' },
    { department, own: HOSTS },
  )
  await world.add('SurveyAnswer', tag, { surveyId, placementId }, { department })
  await world.add('Alert', tag, { placementId, departmentId }, { department, own: [T] })
  await world.add('SupportingDocument', tag, { placementId }, inside)
  await world.add('Erasure', tag, { studentId, doneById: null }, dept)
  const templateId = await world.add('DocumentTemplate', tag, { campaignId, kind: 'agreement' }, dept)
  await world.add('DocumentTemplateVersion', tag, { templateId, number: 1 }, dept)
  await world.add('AccessLink', tag, { contactId })
  await world.add(
    'NotificationLog',
    tag,
    { recordId: deliverableId, placementId, deliverableId, personId: trainee },
    inside,
  )
  return { departmentId, cohortId, officer, company, campaignId, offerId, studentId, placementId, tutor, trainee }
}

/** A second trainee-to-be of the same cohort, and a colleague of the host who tutors nobody. */
async function newcomers(world: World, { cohortId, company, offerId }: Line): Promise<void> {
  const colleague = await world.someone('alpha2', 'company_tutor')
  await world.add('CompanyContact', 'mate', { personId: colleague, companyId: company }, { own: ['alpha', 'alpha2'] })
  const personId = await world.someone('student3', 'student', { department: 'A' })
  const studentId = await world.add(
    'Student',
    '3',
    { personId, cohortId },
    { department: 'A', own: ['student3', 'alpha', 'alpha2'] },
  )
  const own: Name[] = ['student3', 'alpha', 'alpha2']
  await world.add(
    'Candidature',
    '3',
    { studentId, offerId, status: 'forwarded', forwardedAt: now() },
    { department: 'A', own, writers: ['officerA'] },
  )
  await world.add('Company', 'hidden', { city: 'Thiès', status: 'to_moderate' })
}

/** What each person has of their own, whatever they are. */
async function belongings(world: World): Promise<void> {
  for (const { name, personId } of [...world.principals.values()]) {
    await world.add('Notification', name, { personId, eventId: randomUUID() }, { own: [name] })
    await world.add('SavedView', name, { ownerId: personId, audience: 'me' }, { own: [name], writers: ['admin', name] })
  }
  const admin = world.principals.get('admin')?.personId
  const everybody = [...world.principals.keys()]
  await world.add(
    'SavedView',
    'everyone',
    { ownerId: admin, audience: 'everyone' },
    { own: everybody, writers: ['admin'] },
  )
  await world.add(
    'SavedView',
    'students',
    { ownerId: admin, audience: 'role', role: 'student' },
    { own: STUDENTS, writers: ['admin'] },
  )
}

/** What the system keeps. */
async function told(world: World): Promise<void> {
  const officer = world.principals.get('officerA')?.personId
  await world.add('Event', 'x', { noun: 'Company', recordId: randomUUID(), actorId: officer, at: now() })
  for (const model of ['Candidature', 'Placement', 'Offer'] as const) {
    const before = { notes: `CNRY-${model}-1-notes`, statusReason: `CNRY-${model}-1-statusReason` }
    const after = { notes: `CNRY-${model}-1-notes`, statusReason: null }
    await world.add('Event', `of${model}`, {
      noun: model,
      recordId: world.row(model, '1').id,
      verb: 'update',
      role: 'internship_officer',
      actorId: officer,
      at: now(),
      before,
      after,
    })
  }
  await world.add('MailDelivery', 'x', {})
  await world.add('ScheduledRun', 'x', {})
  await world.add('Setting', 'x', {})
  await world.add(
    'ImportRun',
    'x',
    { fileId: world.row('StoredFile', '1officer').id, createdById: officer },
    { own: ['officerA'] },
  )
  await world.add('ExportRun', 'x', { createdById: officer }, { own: ['officerA'] })
  await world.add('BulkRun', 'x', { createdById: officer }, { own: ['officerA'] })
  await world.add('TrashedRecord', 'x', { deletedById: officer, recordId: randomUUID() }, { own: ['officerA'] })
  const [viewerId, viewedId] = [world.principals.get('admin')?.personId, world.principals.get('student1')?.personId]
  await world.add('Impersonation', 'x', { viewerId, viewedId })
}
