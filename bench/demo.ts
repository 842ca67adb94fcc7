import { setTimeout as pause } from 'node:timers/promises'
import { cast, demoPassword, demoSeed } from '../prisma/seeds/cast.ts'
import { memoryOf, startApp } from './processes.ts'
import { logIn, type Visitor } from './visitor.ts'

export type Weight = { role: string; html: number; htmlGzip: number; scripts: number; scriptsGzip: number }

/** The demo as a newcomer starts it: first start, second start, memory at rest, bytes of the desk for each role. */
export async function measureDemo(dataDir: string) {
  const first = await startApp({ DATA_DIR: dataDir })
  await first.stop()
  const begun = performance.now()
  const warm = await startApp({ DATA_DIR: dataDir })
  try {
    const { email } = cast.officer
    const officer = await logIn(warm.base, email, demoPassword, demoSeed)
    await officer.get('/admin/api/resources/Candidature/actions/list?page=1')
    const toFirstList = (performance.now() - begun) / 1_000
    const weights: Weight[] = [await weigh(officer, cast.officer.role)]
    for (const member of [cast.admin, cast.tutorCisse, cast.alpha, cast.student])
      weights.push(await weigh(await logIn(warm.base, member.email, demoPassword, demoSeed), member.role))
    await pause(20_000)
    return { firstStart: first.seconds, warmStart: warm.seconds, toFirstList, idle: memoryOf(warm), weights }
  } finally {
    await warm.stop()
  }
}

async function weigh(one: Visitor, role: string): Promise<Weight> {
  const { body } = await one.get('/admin')
  const page = String(body)
  const scripts = [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path = '']) => path)
  const weight = { role, html: body.length, htmlGzip: await sizeOf(one, '/admin'), scripts: 0, scriptsGzip: 0 }
  for (const path of new Set(scripts)) {
    weight.scripts += (await one.get(path)).body.length
    weight.scriptsGzip += await sizeOf(one, path)
  }
  return weight
}

const sizeOf = async (one: Visitor, path: string): Promise<number> =>
  (await one.get(path, { 'accept-encoding': 'br, gzip' })).body.length
