import { beforeAll, expect, it } from 'vitest'
import { prisma, read, transaction } from '../../src/platform/db.ts'
import { asOwner, testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

// More than the pool holds: if one were lost each time, the last transactions would wait for ever
const TIMES = 12

it('a connection that dies in the middle of a transaction costs that transaction and nothing else', async () => {
  await Promise.all(Array.from({ length: TIMES }, cutOff))
  expect(await read('select 1 as one')).toEqual([{ one: 1 }])
  expect(await prisma().person.count()).toBe(0)
})

async function cutOff(): Promise<void> {
  const cut = transaction(async (tx) => {
    const [me] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`
    await asOwner(`select pg_terminate_backend(${Number(me?.pid)})`)
    await new Promise((later) => setTimeout(later, 300))
    await tx.$queryRaw`select 1`
  })
  await expect(cut).rejects.toThrow()
}
