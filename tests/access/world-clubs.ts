import { randomUUID } from 'node:crypto'
import { later, now } from '../../src/platform/clock.ts'
import type { Name, World } from './world.ts'

const BUREAU: Name[] = ['lead', 'treasurer', 'member']
const ABOVE: Name[] = ['admin', 'union']
const CASH: Name[] = ['lead', 'treasurer']

/** Two clubs with everything in them: one whose bureau logs in, one that none of them may hear of. */
export async function clubs(world: World): Promise<void> {
  const other = await club(world, '2', { bureau: [], lead: [], cash: [] })
  const own = await club(world, '1', { bureau: BUREAU, lead: ['lead'], cash: CASH })
  await world.add('JointClub', '1', { activityId: own.activityId, clubId: other.clubId }, { own: BUREAU })
  await seats(world, own)
}

type Held = { clubId: string; activityId: string }
type Holders = { bureau: Name[]; lead: Name[]; cash: Name[] }

async function club(world: World, tag: string, { bureau, lead, cash }: Holders) {
  const run = { own: bureau, writers: [...ABOVE, ...lead] }
  const clubId = await world.add('Club', tag, { slug: `club-${tag}` }, run)
  const programmeId = await world.add('ActionProgramme', tag, { clubId }, run)
  const activityId = await world.add('Activity', tag, { clubId, programmeId, kind: 'competition' }, run)
  await world.add('Activity', `${tag}over`, { clubId, status: 'finished' }, { own: bureau, writers: [] })
  const meetingId = await world.add('Meeting', tag, { clubId }, { own: bureau, writers: ['admin', ...lead] })
  await came(world, tag, activityId, lead)
  await money(world, tag, { clubId, activityId }, cash)
  await world.add('Winner', tag, { activityId }, run)
  await world.add('Improvement', tag, { clubId }, { own: bureau, writers: ABOVE })
  await world.add('ClubArchive', tag, { clubId }, { own: lead })
  await world.add('Photo', tag, { clubId, activityId }, run)
  return { clubId, activityId, meetingId }
}

async function came(world: World, tag: string, activityId: string, lead: Name[]): Promise<void> {
  const seen = { own: lead }
  const participantId = await world.add('Participant', tag, {}, seen)
  const alias = { status: 'merged', mergedIntoId: participantId }
  const mergedId = await world.add('Participant', `${tag}alias`, alias, { own: [] })
  await world.add('ParticipantMerge', tag, { keptId: participantId, mergedId }, seen)
  const attendanceId = await world.add('Attendance', tag, { activityId, participantId, idemKey: randomUUID() }, seen)
  await world.add('AttendanceSignal', tag, { attendanceId }, seen)
  const [opensAt, expiresAt] = [now(), later(now(), { hours: 3 })]
  await world.add('AttendanceCode', tag, { activityId, opensAt, expiresAt }, seen)
}

/** Amounts and motives are sealed, and open for whoever keeps the box, leads the club or stands above. */
async function money(world: World, tag: string, { clubId, activityId }: Held, cash: Name[]): Promise<void> {
  const seen = { own: cash }
  const cashBoxId = await world.add('CashBox', tag, { clubId }, seen)
  const settled = { cashBoxId, clubId, status: 'settled', seq: 1, position: 1, settledAt: now() }
  const entryId = await world.add('LedgerEntry', tag, settled, { ...seen, writers: [] })
  const open = { hash: null, prevHash: null }
  const draft = { ...open, cashBoxId, clubId, authorId: world.principals.get('treasurer')?.personId }
  const writers: Name[] = cash.filter((name) => name === 'treasurer')
  await world.add('LedgerEntry', `${tag}draft`, draft, { ...seen, writers })
  const fileId = await world.add('StoredFile', `${tag}receipt`, {}, { own: [] })
  await world.add('Receipt', tag, { entryId, fileId }, seen)
  await world.add('CashCount', tag, { cashBoxId, clubId, entryId }, seen)
  await world.add('ActivityBudget', tag, { clubId, activityId }, seen)
}

/** Each with a task and a mark that the others of the bureau do not read; the lead reads all of them. */
async function seats(world: World, { clubId, meetingId }: { clubId: string; meetingId: string }): Promise<void> {
  for (const name of BUREAU) {
    const personId = world.principals.get(name)?.personId
    const writers: Name[] = [...ABOVE, 'lead', name]
    const memberId = await world.add('ClubMember', name, { clubId, personId, post: name }, { own: BUREAU, writers })
    const own: Name[] = [...new Set<Name>(['lead', name])]
    await world.add('Task', name, { clubId, assigneeId: memberId }, { own, writers: ['admin', 'lead'] })
    await world.add('MeetingAttendance', name, { meetingId, memberId }, { own, writers: ['admin', 'lead'] })
  }
  await world.add('ClubMember', 'other', { clubId: world.row('Club', '2').id }, { own: [], writers: ABOVE })
}
