import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import generatorHelper from '@prisma/generator-helper'
import { buildCatalogue } from './catalogue.ts'

// Run by `prisma generate`: writes the typed catalogue beside the client.
generatorHelper.generatorHandler({
  onManifest: () => ({ prettyName: 'Catalogue', defaultOutput: '../src/generated/catalogue.ts' }),
  onGenerate: async (options) => {
    const output = options.generator.output?.value
    if (!output) throw new Error('prisma/schema.prisma: the catalogue generator needs an `output`')
    mkdirSync(dirname(output), { recursive: true })
    writeFileSync(output, source(buildCatalogue(options.dmmf.datamodel)))
  },
})

function source(catalogue: ReturnType<typeof buildCatalogue>): string {
  const names = Object.keys(catalogue.models).map((name) => `'${name}'`)
  return [
    '// Written by `prisma generate` from prisma/models: do not edit.',
    "import type { Catalogue, Field, Model, Relation } from '../platform/catalogue.ts'",
    `export type ModelName = ${names.join(' | ')}`,
    'export type AnyModel = Model<ModelName>',
    'export type AnyField = Field<ModelName>',
    'export type AnyRelation = Relation<ModelName>',
    `export const catalogue: Catalogue<ModelName> = ${JSON.stringify(catalogue, null, 1)}`,
    '',
  ].join('\n')
}
