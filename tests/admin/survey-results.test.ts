import { beforeAll, describe, expect, test } from 'vitest'
import type { SurveyResults } from '../../components/quality/state.ts'
import { registerJobs } from '../../jobs/main.ts'
import { pendingOf } from '../../src/domain/internships/survey-answer.ts'
import { now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { gradedSchool, internship } from '../domain/internships/finished.ts'
import { act } from '../domain/internships/world.ts'
import { type Door, hiddenFields, Visitor } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, openDesk } from './opened-desk.ts'

const CANARY = 'Canari-de-l-enquête'
const TITLE = '10 sur dix'

let door: Door
let surveyId: string
let answered: (n: number) => Promise<void>
const people: Inside[] = []
beforeAll(testDatabase)
beforeAll(registerJobs)
beforeAll(async () => {
  door = await openDesk()
  for (const role of ['admin', 'internship_officer', 'school_tutor', 'student'] as const)
    people.push(await inside(door, role))
  const world = await gradedSchool()
  const data = {
    name: `Enquête ${TITLE}`,
    question: 'Alors ?',
    audience: 'students' as const,
    campaignId: world.campaign.id,
  }
  surveyId = (await prisma().survey.create({ data })).id
  const trainees: Awaited<ReturnType<typeof internship>>[] = []
  for (let i = 0; i < 6; i++) trainees.push(await internship(world))
  await act(world.officer, 'Survey', 'open', surveyId)
  await drainQueue()
  let next = 0
  answered = async (n) => {
    for (; next < n; next++) {
      const one = trainees[next]
      if (!one) throw new Error('six trainees')
      await act(one.student, 'Survey', 'answer', surveyId, { score: next === 0 ? 3 : 10, comment: `${CANARY} ${next}` })
    }
    await drainQueue()
  }
  return door.close
})

const [admin, officer] = [() => people[0], () => people[1]]
const results = async (who: Inside | undefined): Promise<SurveyResults> => {
  const answer = await who?.visitor.api(`/admin/api/resources/Survey/records/${surveyId}/results`)
  return (JSON.parse(answer?.text ?? '{}') as { results: SurveyResults }).results
}

/** Every way in which somebody at the desk may look for what was answered. */
async function doors(): Promise<string[]> {
  const { id } = await prisma().surveyAnswer.findFirstOrThrow({ where: { surveyId } })
  const answers = '/admin/api/resources/SurveyAnswer'
  const survey = `/admin/api/resources/Survey/records/${surveyId}`
  return [
    ...[`${answers}/actions/list`, `${answers}/records/${id}/show`, `${answers}/records/${id}/history`],
    ...[`${answers}/actions/list?filters.comment=${CANARY}`, `${answers}/actions/search?query=${CANARY}`],
    ...[`${answers}/actions/facets`, `${answers}/records/${id}/viewers`, `${answers}/actions/calendar`],
    ...[`${survey}/show`, `${survey}/history`, `${survey}/counts`, `${survey}/margin`, `${survey}/glance`],
    ...[
      `/admin/api/pages/palette?q=${CANARY}`,
      '/admin/api/pages/activity',
      '/admin/api/pages/audit',
      '/admin/api/dashboard',
    ],
    ...['/admin/api/pages/indicators', '/admin/api/resources/Event/actions/list', '/admin/api/pages/trash'],
    `/admin/api/resources/Survey/actions/list?filters.answers.comment=${CANARY}`,
  ]
}

describe('What was answered to a survey', () => {
  test('under five answers is told to nobody, by no door: list, record, history, search, export, activity, audit', async () => {
    await answered(4)
    for (const who of people) {
      for (const path of await doors()) {
        const { text } = await who.visitor.api(path)
        // The palette says again what was searched for
        expect([path, text.replaceAll(`"query":"${CANARY}"`, '').includes(`${CANARY} `)]).toEqual([path, false])
      }
      const taken = await who.visitor.api(
        '/admin/api/resources/SurveyAnswer/actions/export',
        form({ format: 'csv', columns: 'score,comment', search: '' }),
      )
      expect(taken.status).toBe(404)
    }
    for (const who of [admin(), officer()]) expect(await results(who)).toEqual({ n: 4, asked: 6, rate: 67, said: null })
    const kept = await prisma().$queryRawUnsafe<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM "Event" e WHERE e::text LIKE '%${CANARY}%'`,
    )
    expect(kept[0]?.n).toBe(0)
  })

  test('from five on is told as a whole: comments without author, score or day, in no order of time', async () => {
    await answered(5)
    for (const who of people.slice(2)) expect(await results(who)).toBeUndefined()
    const said = (await results(officer()))?.said
    expect(said).toMatchObject({ nps: 60, promoters: 4, passives: 0, detractors: 1 })
    expect(said?.comments.toSorted()).toEqual([0, 1, 2, 3, 4].map((i) => `${CANARY} ${i}`))
    expect(said?.comments).not.toEqual([0, 1, 2, 3, 4].map((i) => `${CANARY} ${i}`))
    expect(Object.keys(said ?? {}).sort()).toEqual(['comments', 'detractors', 'nps', 'passives', 'promoters'])
    for (const path of await doors()) {
      const { text } = (await officer()?.visitor.api(path)) ?? { text: '' }
      expect([path, text.includes(`${CANARY} `)]).toEqual([path, false])
    }
  })
})

describe('The page of a survey, from its mail', () => {
  test('shows without an account, counts once, and looking changes nothing', async () => {
    const [waiting] = await pendingOf(surveyId, now())
    const address = `/survey/${waiting?.token}`
    const stranger = new Visitor(door)
    const shown = await stranger.get(address)
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('Anonyme')
    expect((await stranger.get(address)).text).toContain('type="radio"')
    const before = await prisma().surveyAnswer.count({ where: { surveyId } })
    const hidden = hiddenFields(shown.text)
    const sent = await stranger.post(address, { ...hidden, score: '9', comment: '' })
    expect(sent.status).toBe(303)
    expect((await stranger.get(address)).text).toContain('Merci, votre réponse est enregistrée')
    expect((await stranger.post(address, { ...hidden, score: '1' })).status).toBe(409)
    expect(await prisma().surveyAnswer.count({ where: { surveyId } })).toBe(before + 1)
    const event = await prisma().event.findFirstOrThrow({ where: { recordId: surveyId }, orderBy: { id: 'desc' } })
    expect(event).toMatchObject({ verb: 'answer', actorId: null, ip: null })
    expect(JSON.stringify([event.before, event.after])).not.toContain('score')
  })

  test('is missing for a key that is nobody’s', async () => {
    const stranger = new Visitor(door)
    expect((await stranger.get('/survey/nobody')).status).toBe(404)
    expect((await stranger.get(`/survey/${surveyId}.${'0'.repeat(64)}`)).status).toBe(404)
  })
})
