import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { list } from '../../../src/access/select.ts'
import { purgeAttendance } from '../../../src/domain/clubs/attendance-purge.ts'
import { perform } from '../../../src/kit/command.ts'
import { now, setClock } from '../../../src/platform/clock.ts'
import { prisma, write } from '../../../src/platform/db.ts'
import { testDatabase } from '../../support/database.ts'
import { at } from '../internships/world.ts'
import {
  attends,
  type Club,
  does,
  enters,
  form,
  knock,
  onScreen,
  phone,
  planned,
  refusalOf,
  running,
  smallClub,
} from './world.ts'

let world: Club

beforeAll(testDatabase)
beforeAll(async () => {
  world = await smallClub()
})
beforeEach(() => at('2026-03-12T14:00:00'))
afterAll(() => setClock(null))

const presences = (activityId: string) =>
  prisma().attendance.findMany({ where: { activityId }, orderBy: { id: 'asc' } })
const nobody = (n: number) => form({ lastName: 'Personne', firstName: word(n) })
/** A word that is a name, another for each number. */
const word = (n: number): string => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')

describe('Who may not', () => {
  it('a lead of another club, a treasurer and a plain member neither open nor see an attendance', async () => {
    const { id } = await planned(world.club.id)
    for (const who of [world.otherLead, world.treasurer, world.member])
      expect((await refusalOf(does(who, 'start', id))).status).toBe(404)
    const activity = await running(world)
    await attends(activity.slug, activity.code, form())
    for (const who of [world.otherLead, world.treasurer, world.member]) {
      for (const verb of ['issueCode', 'showCode', 'closeAttendance', 'countHeads', 'assist', 'confirmAll', 'finish'])
        expect(
          (
            await refusalOf(
              does(
                who,
                verb,
                activity.id,
                verb === 'countHeads'
                  ? { headcount: 3 }
                  : verb === 'assist'
                    ? { lastName: 'A', firstName: 'B', programme: 'x', level: 'y' }
                    : {},
              ),
            )
          ).status,
        ).toBe(404)
      expect(
        await list(who.ctx(), 'Attendance', {}).then(
          (rows) => rows.length,
          () => 0,
        ),
      ).toBe(0)
      expect(
        await list(who.ctx(), 'Participant', {}).then(
          (rows) => rows.length,
          () => 0,
        ),
      ).toBe(0)
    }
  })

  it('the secretary of the club and the Amicale may', async () => {
    const { id } = await planned(world.club.id)
    await does(world.secretary, 'start', id)
    await does(world.union, 'showCode', id)
    expect((await prisma().activity.findUniqueOrThrow({ where: { id } })).status).toBe('running')
  })

  it('nobody enters without a grant: nothing is written', async () => {
    const activity = await running(world)
    expect(await refusalOf(enters('A'.repeat(22), form()))).toMatchObject({ code: 'no_grant', status: 403 })
    expect(await presences(activity.id)).toEqual([])
  })

  it('a grant taken from the database opens nothing: only its digest is there', async () => {
    const activity = await running(world)
    const { grant } = await knock(activity.slug, activity.code)
    const kept = await prisma().attendanceGrant.findFirstOrThrow({ where: { activityId: activity.id } })
    expect(JSON.stringify(kept)).not.toContain(grant)
    expect((await refusalOf(enters(kept.hash.slice(0, 22), form()))).code).toBe('no_grant')
  })

  it('wrong, unknown, not started and malformed are one answer', async () => {
    const activity = await running(world)
    const { id } = await planned(world.club.id)
    const wrong = activity.code === '000001' ? '000002' : '000001'
    const answers = await Promise.all(
      [
        [activity.slug, wrong],
        ['ZZZZZZZ', wrong],
        [id, wrong],
        [activity.slug, 'abc'],
      ].map(([slug = '', code = '']) => refusalOf(knock(slug, code))),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ code: 'wrong_code', status: 422 })
  })
})

describe('T1, T2: three hours, then a quarter of an hour to write', () => {
  it('accepts at +2:59:59 and refuses at +3:00:00', async () => {
    const activity = await running(world)
    at('2026-03-12T16:59:59')
    expect((await knock(activity.slug, activity.code)).theme).toBe('Atelier Python')
    at('2026-03-12T17:00:00')
    expect(await refusalOf(knock(activity.slug, activity.code))).toMatchObject({ code: 'code_expired', status: 410 })
  })

  it('a form opened at +2:59:50 counts until +3:14:59, waits at +3:15:00', async () => {
    const activity = await running(world)
    at('2026-03-12T16:59:50')
    const [first, second] = [await knock(activity.slug, activity.code), await knock(activity.slug, activity.code)]
    at('2026-03-12T17:14:59')
    expect((await enters(first.grant, nobody(1))).status).toBe('confirmed')
    at('2026-03-12T17:15:00')
    expect((await enters(second.grant, nobody(2))).status).toBe('to_confirm')
  })

  it('twenty minutes are enough to write, while the code lasts', async () => {
    const activity = await running(world)
    const [first, second] = [await knock(activity.slug, activity.code), await knock(activity.slug, activity.code)]
    at('2026-03-12T14:19:59')
    expect((await enters(first.grant, nobody(3))).status).toBe('confirmed')
    at('2026-03-12T14:20:00')
    expect((await enters(second.grant, nobody(4))).status).toBe('to_confirm')
  })
})

describe('T4: the same send, again and again', () => {
  it('ten at once are one presence and ten times one receipt', async () => {
    const activity = await running(world)
    const [who, idem] = [phone(), randomUUID()]
    const { grant } = await knock(activity.slug, activity.code, who)
    const receipts = await Promise.all(Array.from({ length: 10 }, () => enters(grant, form(), who, idem)))
    expect(new Set(receipts.map((one) => one.receipt)).size).toBe(1)
    expect(await presences(activity.id)).toHaveLength(1)
  })

  it('with another key the grant is used: 409, and nothing more is written', async () => {
    const activity = await running(world)
    const { grant } = await knock(activity.slug, activity.code)
    await enters(grant, form())
    expect(await refusalOf(enters(grant, nobody(5)))).toMatchObject({ code: 'grant_used', status: 409 })
    expect(await presences(activity.id)).toHaveLength(1)
  })
})

describe('T5, T13: one person, one presence', () => {
  it('on two phones, written two ways: one row, and the second is told since when', async () => {
    const activity = await running(world)
    await attends(activity.slug, activity.code, form())
    at('2026-03-12T14:10:00')
    const refused = await refusalOf(
      attends(activity.slug, activity.code, form({ lastName: 'aicha', firstName: 'Ouedraogo' })),
    )
    expect(refused).toMatchObject({ code: 'already', status: 409 })
    expect(refused.fr).toContain('déjà enregistré(e) à 14:00')
    expect(await presences(activity.id)).toHaveLength(1)
  })

  it('in a race of twenty taps, one row', async () => {
    const activity = await running(world)
    const grants = await Promise.all(Array.from({ length: 20 }, () => knock(activity.slug, activity.code)))
    const ends = await Promise.allSettled(grants.map(({ grant }) => enters(grant, form())))
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
    expect(await presences(activity.id)).toHaveLength(1)
    // Whoever was refused keeps their grant: they may yet say that they are a namesake
    expect(await prisma().attendanceGrant.count({ where: { activityId: activity.id, usedAt: null } })).toBe(19)
  })

  it('the same name in another programme is somebody else', async () => {
    const activity = await running(world)
    await attends(activity.slug, activity.code, form())
    await attends(activity.slug, activity.code, form({ programme: 'Démographie' }))
    expect(new Set((await presences(activity.id)).map((one) => one.participantId)).size).toBe(2)
  })

  it('from one activity to the next it is the same person', async () => {
    const [one, two] = [await running(world), await running(world)]
    await attends(one.slug, one.code, form())
    await attends(two.slug, two.code, form({ lastName: 'Ouedraogo', firstName: 'AICHA' }))
    expect((await presences(one.id))[0]?.participantId).toBe((await presences(two.id))[0]?.participantId)
  })

  it('a namesake says so with a student number: a second row, which waits', async () => {
    const activity = await running(world)
    await attends(activity.slug, activity.code, form())
    const who = phone()
    const { grant } = await knock(activity.slug, activity.code, who)
    await refusalOf(enters(grant, form(), who))
    expect((await enters(grant, form({ namesake: 'ST2099', matricule: 'ST2099' }), who)).status).toBe('to_confirm')
    const rows = await presences(activity.id)
    expect(rows.map((row) => row.status)).toEqual(['confirmed', 'to_confirm'])
  })

  it('somebody else’s student number changes nobody: their presence waits, under their own name', async () => {
    const activity = await running(world)
    await attends(activity.slug, activity.code, form({ lastName: 'Kaboré', firstName: 'Jean', matricule: 'ST-77' }))
    const received = await attends(
      activity.slug,
      activity.code,
      form({ lastName: 'Zongo', firstName: 'Ali', matricule: 'st-77' }),
    )
    expect(received.status).toBe('to_confirm')
    expect(await prisma().participant.count({ where: { matricule: 'ST-77' } })).toBe(1)
  })
})

describe('T6, T7, T8: who tries', () => {
  it('after five wrong codes the sixth waits 30 s; the right one then passes; the neighbour never waited', async () => {
    const activity = await running(world)
    const [guesser, neighbour] = [phone(), phone()]
    const wrong = activity.code === '000001' ? '000002' : '000001'
    for (let i = 0; i < 5; i++) expect((await refusalOf(knock(activity.slug, wrong, guesser))).status).toBe(422)
    const sixth = await refusalOf(knock(activity.slug, wrong, guesser))
    expect(sixth).toMatchObject({ status: 429, detail: { retryAfter: 30 } })
    expect(sixth.fr).toContain('dans 30 s')
    expect((await knock(activity.slug, activity.code, neighbour)).grant).toBeTruthy()
    at('2026-03-12T14:00:30')
    expect((await knock(activity.slug, activity.code, guesser)).grant).toBeTruthy()
    // A success wipes the slate
    for (let i = 0; i < 5; i++) expect((await refusalOf(knock(activity.slug, wrong, guesser))).status).toBe(422)
  })

  it('a hundred guesses sent together from one phone are five looked at', async () => {
    const activity = await running(world)
    const guesser = phone()
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        refusalOf(knock(activity.slug, String(100_000 + i * 7), guesser)).catch(() => ({ status: 200 })),
      ),
    )
    expect(answers.filter(({ status }) => status !== 429).length).toBeLessThanOrEqual(5)
  })

  it('where no cookie holds, twenty wrong codes of one browser at one address make it wait', async () => {
    const activity = await running(world)
    const bare = { ...phone(), did: null, phone: null, ip: '41.1.1.1' }
    const wrong = activity.code === '000001' ? '000002' : '000001'
    for (let i = 0; i < 20; i++) expect((await refusalOf(knock(activity.slug, wrong, bare))).status).toBe(422)
    expect((await refusalOf(knock(activity.slug, wrong, bare))).status).toBe(429)
  })

  it('at 150 wrong codes from one address, typing asks for a little work; the QR asks for nothing', async () => {
    const activity = await running(world)
    await wrongCodes(activity.id, 150)
    const asked = await refusalOf(knock(activity.slug, activity.code))
    expect(asked).toMatchObject({ code: 'work_first', status: 428 })
    expect(
      (await refusalOf(knock(activity.slug, activity.code, phone(), { work: String(asked.detail.wait) }))).code,
    ).toBe('work_first')
    at('2026-03-12T14:00:02')
    expect((await knock(activity.slug, activity.code, phone(), { work: String(asked.detail.wait) })).grant).toBeTruthy()
    const nonce = await worked(String(asked.detail.challenge))
    expect((await knock(activity.slug, activity.code, phone(), { work: nonce })).grant).toBeTruthy()
    expect((await knock(activity.slug, '', phone(), { room: activity.room })).grant).toBeTruthy()
    expect((await knock(activity.slug, activity.code, phone({ ip: '41.9.9.9' }))).grant).toBeTruthy()
  })

  it('at a thousand wrong codes typing closes, the QR goes on, and a new code opens it again', async () => {
    const activity = await running(world)
    await wrongCodes(activity.id, 1_000, '10.0.0.')
    expect(await refusalOf(knock(activity.slug, activity.code))).toMatchObject({ code: 'typed_closed', status: 409 })
    expect((await knock(activity.slug, '', phone(), { room: activity.room })).grant).toBeTruthy()
    await does(world.lead, 'issueCode', activity.id)
    expect((await knock(activity.slug, (await onScreen(activity.id)).code)).grant).toBeTruthy()
  })

  it('a code that was replaced says so a second later, and is not held against anybody', async () => {
    const activity = await running(world)
    at('2026-03-12T15:00:00')
    await does(world.lead, 'issueCode', activity.id)
    at('2026-03-12T15:00:01')
    const who = phone()
    for (let i = 0; i < 7; i++)
      expect(await refusalOf(knock(activity.slug, activity.code, who))).toMatchObject({
        code: 'code_replaced',
        status: 410,
      })
    expect((await knock(activity.slug, (await onScreen(activity.id)).code, who)).grant).toBeTruthy()
    expect((await refusalOf(knock(activity.slug, '', phone(), { room: activity.room }))).status).toBe(422)
  })

  it('where the organiser chose so, the code before holds one minute', async () => {
    const activity = await running(world, { overlaps: true })
    await does(world.lead, 'issueCode', activity.id)
    at('2026-03-12T14:00:59')
    expect((await knock(activity.slug, activity.code)).grant).toBeTruthy()
    at('2026-03-12T14:01:00')
    expect((await refusalOf(knock(activity.slug, activity.code))).code).toBe('code_replaced')
  })
})

describe('T11: what is at rest', () => {
  it('holds neither a code nor a token of the room, for twenty activities', async () => {
    const activities = []
    for (let i = 0; i < 20; i++) activities.push(await running(world))
    const dump = JSON.stringify([
      await prisma().attendanceCode.findMany(),
      await prisma().activity.findMany(),
      await prisma().event.findMany(),
    ])
    for (const { code, room } of activities) {
      expect(dump).not.toContain(`"${code}"`)
      expect(dump).not.toContain(room)
    }
  })
})

describe('T12: what comes late', () => {
  it('five hours later: kept, one row, to be confirmed, with both instants', async () => {
    const activity = await running(world)
    at('2026-03-12T16:58:00')
    const { grant } = await knock(activity.slug, activity.code)
    const submittedAt = new Date('2026-03-12T17:40:00Z')
    at('2026-03-12T21:00:00')
    expect((await enters(grant, form({ submittedAt }))).status).toBe('to_confirm')
    const [row] = await presences(activity.id)
    expect(row).toMatchObject({ isOffline: true, onTime: false, submittedAt })
    expect(row?.validatedAt.toISOString()).toBe('2026-03-12T16:58:00.000Z')
    expect(row?.receivedAt.toISOString()).toBe('2026-03-12T21:00:00.000Z')
  })

  it('a day and a minute later: refused, and told why', async () => {
    const activity = await running(world)
    const { grant } = await knock(activity.slug, activity.code)
    at('2026-03-13T14:01:00')
    const refused = await refusalOf(enters(grant, form()))
    expect(refused).toMatchObject({ code: 'too_late', status: 410 })
    expect(refused.fr).toContain('24 heures')
    expect(await presences(activity.id)).toEqual([])
  })

  it('fourteen that wait are confirmed at once, each with its own line in the history', async () => {
    const activity = await running(world)
    const grants = []
    for (let i = 0; i < 14; i++) grants.push((await knock(activity.slug, activity.code)).grant)
    at('2026-03-12T21:00:00')
    for (const [i, grant] of grants.entries()) await enters(grant, nobody(100 + i))
    await does(world.secretary, 'confirmAll', activity.id)
    const rows = await presences(activity.id)
    expect(rows.filter((row) => row.status === 'confirmed')).toHaveLength(14)
    const told = await prisma().event.count({
      where: { noun: 'Attendance', verb: 'confirm', recordId: { in: rows.map(({ id }) => id) } },
    })
    expect(told).toBe(14)
  })
})

describe('T14: one phone for several', () => {
  it('the second and third say so and wait; the fourth goes to the organiser, whose list still takes them', async () => {
    const activity = await running(world)
    const who = phone()
    expect((await attends(activity.slug, activity.code, nobody(201), who)).status).toBe('confirmed')
    expect((await refusalOf(attends(activity.slug, activity.code, nobody(202), who))).code).toBe('say_shared')
    for (const n of [202, 203])
      expect((await attends(activity.slug, activity.code, { ...nobody(n), shared: true }, who)).status).toBe(
        'to_confirm',
      )
    const fourth = await refusalOf(attends(activity.slug, activity.code, { ...nobody(204), shared: true }, who))
    expect(fourth).toMatchObject({ code: 'phone_full', status: 409 })
    expect(fourth.fr).toContain('organisateur')
    const line = { lastName: 'Personne', firstName: word(204), programme: 'Statistique', level: 'L2' }
    await does(world.secretary, 'assist', activity.id, line)
    expect((await presences(activity.id)).map((row) => row.source)).toEqual(['code', 'code', 'code', 'assisted'])
  })
})

describe('T15: an activity that is cancelled', () => {
  it('takes its code and its open forms with it; its presences stay, for the Amicale to read', async () => {
    const activity = await running(world)
    await attends(activity.slug, activity.code, form())
    const { grant } = await knock(activity.slug, activity.code)
    await does(world.lead, 'cancel', activity.id, {}, 'Salle inondée')
    expect((await refusalOf(enters(grant, nobody(301)))).code).toBe('activity_cancelled')
    expect((await refusalOf(knock(activity.slug, activity.code))).code).toBe('wrong_code')
    const seen = await list(world.union.ctx(), 'Attendance', { where: { activityId: activity.id } })
    expect(seen).toHaveLength(1)
    await does(world.union, 'approveCancellation', activity.id)
    expect((await refusalOf(does(world.union, 'approveCancellation', activity.id))).code).toBe('already_approved')
  })
})

describe('The life of an activity', () => {
  it('starts with a place, and opens its attendance once', async () => {
    const bare = await planned(world.club.id, { place: null })
    expect((await refusalOf(does(world.lead, 'start', bare.id))).status).toBe(422)
    const activity = await running(world)
    expect(activity.slug).toMatch(/^[0-9A-HJKMNP-TV-Z]{7}$/)
    expect((await refusalOf(does(world.lead, 'start', activity.id))).status).toBe(409)
  })

  it('is finished with a difficulty or « aucune », and with who came or why nobody was counted', async () => {
    const { id } = await planned(world.club.id)
    expect((await refusalOf(does(world.lead, 'finish', id))).status).toBe(422)
    expect((await refusalOf(does(world.lead, 'finish', id, { difficulties: 'aucune' }))).status).toBe(422)
    await does(world.lead, 'finish', id, { difficulties: 'aucune', notTakenReason: 'Panne de courant' })
    const activity = await running(world)
    await attends(activity.slug, activity.code, nobody(401))
    expect(
      (
        await refusalOf(
          does(world.lead, 'finish', activity.id, { difficulties: 'aucune', notTakenReason: 'Oubli du bureau' }),
        )
      ).status,
    ).toBe(422)
    const late = await knock(activity.slug, activity.code)
    await does(world.lead, 'finish', activity.id, { difficulties: 'aucune' })
    expect((await refusalOf(knock(activity.slug, activity.code))).code).toBe('attendance_closed')
    // Whoever was writing has a quarter of an hour
    expect((await enters(late.grant, nobody(402))).status).toBe('confirmed')
  })

  it('is not finished before it begins', async () => {
    const { id } = await planned(world.club.id, { startsAt: new Date('2026-03-20T14:00:00Z') })
    const said = { difficulties: 'aucune', notTakenReason: 'Personne n’est venu' }
    expect((await refusalOf(does(world.lead, 'finish', id, said))).code).toBe('too_early')
  })

  it('reopens twice, within a day, with a reason', async () => {
    const activity = await running(world)
    expect((await refusalOf(does(world.lead, 'reopenAttendance', activity.id, {}, 'Retardataires'))).code).toBe(
      'attendance_open',
    )
    for (let i = 0; i < 2; i++) {
      await does(world.lead, 'closeAttendance', activity.id)
      expect((await refusalOf(does(world.lead, 'reopenAttendance', activity.id))).status).toBe(422)
      await does(world.lead, 'reopenAttendance', activity.id, {}, 'Retardataires')
    }
    await does(world.lead, 'closeAttendance', activity.id)
    expect((await refusalOf(does(world.lead, 'reopenAttendance', activity.id, {}, 'Encore'))).code).toBe(
      'reopened_twice',
    )
    const other = await running(world)
    at('2026-03-13T17:00:01')
    expect((await refusalOf(does(world.lead, 'reopenAttendance', other.id, {}, 'Trop tard'))).code).toBe('too_old')
  })

  it('writes down who showed the code, and when', async () => {
    const activity = await running(world)
    await does(world.secretary, 'showCode', activity.id)
    const event = await prisma().event.findFirstOrThrow({ where: { recordId: activity.id, verb: 'showCode' } })
    expect(event).toMatchObject({ actorId: world.secretary.actor.personId, role: 'club_member' })
  })
})

describe('The assisted list', () => {
  const line = (n: number) => ({ lastName: 'Assistée', firstName: word(n), programme: 'Statistique', level: 'L1' })

  it('takes a line sent twice once, and refuses whoever is already there', async () => {
    const activity = await running(world)
    const idem = randomUUID()
    await does(world.lead, 'assist', activity.id, { ...line(1), idem })
    await does(world.lead, 'assist', activity.id, { ...line(1), idem })
    expect((await refusalOf(does(world.lead, 'assist', activity.id, line(1)))).code).toBe('already')
    expect(await presences(activity.id)).toHaveLength(1)
  })

  it('asks why once the attendance is closed', async () => {
    const activity = await running(world)
    await does(world.lead, 'closeAttendance', activity.id)
    expect((await refusalOf(does(world.lead, 'assist', activity.id, line(2)))).status).toBe(422)
    await does(world.lead, 'assist', activity.id, line(2), 'Téléphone en panne')
    expect((await presences(activity.id))[0]?.statusReason).toBe('Téléphone en panne')
  })

  it('refuses what is no name', async () => {
    const activity = await running(world)
    expect((await refusalOf(does(world.lead, 'assist', activity.id, { ...line(3), lastName: '٣٤' }))).status).toBe(422)
  })
})

describe('A presence, looked at', () => {
  it('is refused, removed and restored with a reason, and keeps its line', async () => {
    const activity = await running(world)
    await attends(activity.slug, activity.code, nobody(501))
    const id = (await presences(activity.id))[0]?.id ?? ''
    const on = (verb: string, reason?: string) =>
      perform(world.secretary.ctx(), 'Attendance', verb, id, {}, reason ? { reason } : {})
    expect((await refusalOf(on('remove'))).status).toBe(422)
    await on('remove', 'Absent en réalité')
    expect((await presences(activity.id))[0]).toMatchObject({ status: 'removed', statusReason: 'Absent en réalité' })
    await on('restore', 'Erreur du bureau')
    expect((await presences(activity.id))[0]?.status).toBe('confirmed')
    expect(
      (await refusalOf(perform(world.otherLead.ctx(), 'Attendance', 'remove', id, {}, { reason: 'x y z' }))).status,
    ).toBe(404)
  })

  it('adds up its signals: written in two seconds, half an hour after the end, it waits', async () => {
    const activity = await running(world, { endsAt: new Date('2026-03-12T14:00:00Z') })
    at('2026-03-12T14:31:00')
    const { grant } = await knock(activity.slug, activity.code)
    at('2026-03-12T14:31:02')
    expect((await enters(grant, nobody(601))).status).toBe('to_confirm')
    const [row] = await prisma().attendance.findMany({ where: { activityId: activity.id }, include: { signals: true } })
    expect(row?.signals.map(({ kind }) => kind).sort()).toEqual(['after_end', 'fast'])
    expect(row?.points).toBe(4)
  })
})

describe('What is kept', () => {
  it('forgets addresses, phones, signals and wrong codes after thirty days, never who came', async () => {
    const activity = await running(world, {
      startsAt: new Date('2026-03-12T11:00:00Z'),
      endsAt: new Date('2026-03-12T13:00:00Z'),
    })
    await attends(activity.slug, activity.code, nobody(701))
    await wrongCodes(activity.id, 3)
    at('2026-04-10T14:00:00')
    await purgeAttendance()
    const signals = () => prisma().attendanceSignal.count({ where: { attendance: { activityId: activity.id } } })
    expect(await signals()).toBeGreaterThan(0)
    at('2026-04-12T14:00:00')
    await purgeAttendance()
    expect(await signals()).toBe(0)
    expect(await prisma().attendanceTry.count({ where: { activityId: activity.id } })).toBe(0)
    expect(await presences(activity.id)).toMatchObject([{ ipHash: null, didHash: null, status: 'to_confirm' }])
  })
})

describe('Two records of one person', () => {
  it('become one, with the earlier instant where both came, and two again', async () => {
    const [both, single] = [await running(world), await running(world)]
    await attends(both.slug, both.code, form({ lastName: 'Ouedrago', firstName: 'Rasmané' }))
    await attends(single.slug, single.code, form({ lastName: 'Ouedrago', firstName: 'Rasmané' }))
    at('2026-03-12T14:05:00')
    await attends(both.slug, both.code, form({ lastName: 'Ouédraogo', firstName: 'Rasmané' }))
    const [wrong, right] = [await named('Ouedrago'), await named('Ouédraogo')]
    const merge = (who = world.lead) =>
      perform(who.ctx(), 'Participant', 'merge', wrong, { keptId: right }, { reason: 'Faute de frappe' })
    expect((await refusalOf(merge(world.otherLead))).status).toBe(404)
    await merge()
    expect((await presences(single.id))[0]?.participantId).toBe(right)
    const kept = (await presences(both.id)).find((row) => row.participantId === right)
    expect(kept?.receivedAt.toISOString()).toBe('2026-03-12T14:00:00.000Z')
    // The old spelling leads to the person kept
    const third = await running(world)
    await attends(third.slug, third.code, form({ lastName: 'Ouedrago', firstName: 'Rasmané' }))
    expect((await presences(third.id))[0]?.participantId).toBe(right)

    const { id } = await prisma().participantMerge.findFirstOrThrow({ where: { mergedId: wrong } })
    await perform(world.lead.ctx(), 'ParticipantMerge', 'undo', id, {}, { reason: 'Deux cousins' })
    expect((await presences(single.id))[0]?.participantId).toBe(wrong)
    expect((await presences(both.id)).find((row) => row.participantId === right)?.receivedAt.toISOString()).toBe(
      '2026-03-12T14:05:00.000Z',
    )
    expect(await prisma().participant.findUniqueOrThrow({ where: { id: wrong } })).toMatchObject({
      status: 'active',
      mergedIntoId: null,
    })
    expect(
      (await refusalOf(perform(world.lead.ctx(), 'ParticipantMerge', 'undo', id, {}, { reason: 'Encore' }))).code,
    ).toBe('merge_undone')
  })

  const named = async (lastName: string): Promise<string> =>
    (await prisma().participant.findFirstOrThrow({ where: { lastName, firstName: 'Rasmané' } })).id
})

/** Wrong codes of the last minutes, as many as asked, from one address or from as many as there are. */
async function wrongCodes(activityId: string, count: number, addresses?: string): Promise<void> {
  const { addressHash } = await import('../../../src/domain/clubs/attendance-limits.ts')
  const { id: codeId } = await prisma().attendanceCode.findFirstOrThrow({
    where: { activityId },
    orderBy: { generation: 'desc' },
  })
  const data = Array.from({ length: count }, (_, i) => ({
    ...{ activityId, codeId, at: now() },
    ipHash: addressHash(addresses ? `${addresses}${i % 250}` : phone().ip, now()),
  }))
  await prisma().attendanceTry.createMany({ data })
  await write('SELECT 1')
}

async function worked(challenge: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  for (let n = 0; ; n++)
    if (createHash('sha256').update(`${challenge}.${n}`).digest().readUInt32BE(0) >>> 18 === 0) return String(n)
}
