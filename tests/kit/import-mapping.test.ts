import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/generated/catalogue.ts'
import { checkedMapping, reviewMapping } from '../../src/kit/import/mapping.ts'
import { targetsOf } from '../../src/kit/import/targets.ts'
import { proposed, sheetOf } from './import-cast.ts'

const students = targetsOf(catalogue.models.Student)

describe('Columns are recognised by their headers', () => {
  test('students: every column, and the cohort named by two of them', async () => {
    const { headers } = await sheetOf('etudiants.csv')
    expect(proposed('Student', headers).columns).toEqual([
      'matricule',
      'lastName',
      'firstName',
      'birthDate',
      'gender',
      'cohortId.programmeId',
      'cohortId.year',
      'email',
      'phone',
    ])
  })

  test('companies: every column', async () => {
    const { headers } = await sheetOf('entreprises.xlsx')
    expect(proposed('Company', headers).columns).toEqual([
      'name',
      'sector',
      'city',
      'country',
      'headcount',
      'website',
      'contactName',
      'email',
      'phone',
    ])
  })

  test('offers: the town is the offer’s own, and the campaign is asked for', async () => {
    const { headers } = await sheetOf('offres.csv')
    const mapping = proposed('Offer', headers)
    expect(mapping.columns).toEqual(['companyId', 'title', 'description', 'skills', 'pay', 'city', 'seats'])
    const targets = targetsOf(catalogue.models.Offer)
    expect(reviewMapping(targets, headers, mapping).missing.map((target) => target.path)).toEqual(['campaignId'])
  })

  test('in any order, without accents, in English, with a slip, among strangers', () => {
    expect(proposed('Student', ['EMAIL', 'Remarque', 'prenoms', 'LAST NAME', 'Matricul', 'COHORT']).columns).toEqual([
      'email',
      null,
      'firstName',
      'lastName',
      'matricule',
      'cohortId',
    ])
  })

  test('as people really write them', () => {
    const headers = [
      'N° de matricule',
      'Nom de l’étudiant',
      'PRENOM',
      'Date naissance',
      'Adresse mail',
      'Tél. portable',
      'Filière',
      'Promo',
    ]
    expect(proposed('Student', headers).columns).toEqual([
      'matricule',
      'lastName',
      'firstName',
      'birthDate',
      'email',
      'phone',
      'cohortId.programmeId',
      'cohortId.year',
    ])
  })

  test('a header that only looks like one is left out', () => {
    expect(
      proposed('Student', ['Matricule', 'Prénom', 'Nom', 'Nom du père', 'Code postal', 'ligne', 'erreur']).columns,
    ).toEqual(['matricule', 'firstName', 'lastName', null, null, null, null])
  })

  test('a single column « Promotion » names the whole cohort', () => {
    expect(proposed('Student', ['Matricule', 'Promotion']).columns).toEqual(['matricule', 'cohortId'])
  })

  test('one column never fills two targets, nor two columns one', () => {
    expect(proposed('Student', ['Nom', 'Nom']).columns).toEqual(['lastName', null])
  })
})

describe('What is wrong with a mapping is said', () => {
  test('required columns that nothing fills, columns of the file that go nowhere', () => {
    const headers = ['Matricule', 'Nom', 'Remarque', '']
    const review = reviewMapping(students, headers, proposed('Student', headers))
    expect(review.missing.map((target) => target.path)).toEqual(['firstName', 'cohortId'])
    expect(review.unused).toEqual(['Remarque'])
  })

  test('half a key names nothing', () => {
    const mapping = { columns: ['cohortId.year'], constants: {} }
    expect(reviewMapping(students, ['Promotion'], mapping).missing.map((target) => target.path)).toContain('cohortId')
    const whole = { columns: ['cohortId.year'], constants: { 'cohortId.programmeId': 'Licence Statistique' } }
    expect(reviewMapping(students, ['Promotion'], whole).missing.map((target) => target.path)).not.toContain('cohortId')
  })

  test('a column that nobody may write is refused by name', () => {
    for (const path of ['id', 'version', 'personId', 'cohortId.id', 'passwordHash', '__proto__'])
      expect(() => checkedMapping(students, ['a'], { columns: [path], constants: {} })).toThrow(/unknown_column/)
  })

  test('two columns for one target are refused', () => {
    expect(() => checkedMapping(students, ['a', 'b'], { columns: ['email', 'email'], constants: {} })).toThrow(
      /« E-mail »/,
    )
  })
})
