import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Context, loadActor, type Role } from '../../src/access/actor.ts'
import '../../src/domain/index.ts'
import type { ModelName } from '../../src/access/model.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { checkImport } from '../../src/kit/import/check.ts'
import { proposeMapping } from '../../src/kit/import/mapping.ts'
import { read, type Sheet } from '../../src/kit/import/read.ts'
import { confirmImport } from '../../src/kit/import/run.ts'
import { startImport } from '../../src/kit/import/start.ts'
import { targetsOf } from '../../src/kit/import/targets.ts'
import { type ImportView, viewImport } from '../../src/kit/import/view.ts'
import { dateOfDay, now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'

const PROGRAMMES = [
  'Master Data science',
  'Master Statistique appliquée',
  'Licence Informatique',
  'Licence Démographie',
  'Licence Statistique',
]

export const dataFile = (name: string): Buffer => readFileSync(new URL(`../data/${name}`, import.meta.url))

export const sheetOf = (name: string): Promise<Sheet> => read(dataFile(name), name)

/** The school that the three files talk about: its programmes, their cohorts, one campaign. */
export async function school(): Promise<{ departmentId: string; campaign: string }> {
  const db = prisma()
  const { id: departmentId } = await db.department.create({
    data: { code: 'STAT', name: 'Statistique et informatique' },
  })
  for (const name of PROGRAMMES) {
    const cohorts = { create: [{ year: 2024 }, { year: 2025 }, { year: 2026 }] }
    await db.programme.create({ data: { name, departmentId, cohorts } })
  }
  const campaign = 'Stages 2026'
  await db.campaign.create({ data: { name: campaign, academicYear: '2025-2026', departmentId } })
  return { departmentId, campaign }
}

/** Somebody who holds this role, ready to act. */
export async function person(role: Role, departmentId: string | null = null): Promise<Context> {
  const db = prisma()
  const email = `${role}.${randomUUID().slice(0, 8)}@horizon.example`
  const { id: personId } = await db.person.create({ data: { lastName: 'Horizon', firstName: role, email } })
  const account = await db.account.create({ data: { personId, email, status: 'active' } })
  await db.roleAssignment.create({ data: { personId, role, departmentId, startsOn: dateOfDay('2020-01-01') } })
  const actor = await loadActor(account.id)
  if (!actor) throw new Error('no actor')
  return { actor, now: now(), requestId: 'test', ip: null, readOnly: false }
}

const folder = mkdtempSync(join(String(process.env.DATA_DIR), 'preau-import-'))

export const upload = (name: string, bytes: Buffer) => {
  const path = join(folder, randomUUID())
  writeFileSync(path, bytes)
  return { path, name, size: bytes.length }
}

export const csv = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'))

/** Every row on one page */
export const WHOLE = { filter: 'all', size: 1_000 } as const

type Given = { constants?: Record<string, string>; mode?: 'good' | 'all' }

/** The first three steps: sent, mapped as proposed, checked. */
export async function checked(
  ctx: Context,
  model: ModelName,
  name: string,
  bytes: Buffer,
  given: Given = {},
): Promise<ImportView> {
  const id = await startImport(ctx, model, upload(name, bytes))
  const { mapping } = await viewImport(ctx, id)
  await checkImport(ctx, id, { ...mapping, constants: given.constants ?? {} })
  return viewImport(ctx, id, WHOLE)
}

/** The four steps. */
export async function imported(
  ctx: Context,
  model: ModelName,
  name: string,
  bytes: Buffer,
  given: Given = {},
): Promise<ImportView> {
  const { id } = await checked(ctx, model, name, bytes, given)
  await confirmImport(ctx, id, given.mode ?? 'good')
  return viewImport(ctx, id, WHOLE)
}

export const proposed = (model: ModelName, headers: string[]) =>
  proposeMapping(targetsOf(catalogue.models[model]), headers)
