import { describe, expect, it } from 'vitest'
import { finalGrade, type Marks, type Scheme } from '../../../src/domain/internships/grading.ts'

const scheme: Scheme = {
  weights: { company: 40, report: 30, defense: 30, school: 0 },
  ...{ defenseFloor: 7, latePenalty: 2, rounding: '0.01', spreadsExemption: false, passMark: 10 },
}
const marks: Marks = { company: 14, report: 12, defense: 15, school: null, daysLate: 0, exempted: [] }

describe('The final grade', () => {
  it('is 13,70 on time and 13,10 one day late at two points a day', () => {
    expect(finalGrade(scheme, marks).grade?.toFixed(2)).toBe('13.70')
    const late = finalGrade(scheme, { ...marks, daysLate: 1 })
    expect(late.grade?.toFixed(2)).toBe('13.10')
    expect(late.marks.report?.toFixed(2)).toBe('10.00')
    expect(late.isValidated).toBe(true)
  })

  it('is not validated below the floor of the defense, whatever the mean', () => {
    const low = finalGrade(scheme, { ...marks, company: 18, report: 18, defense: 6 })
    expect(low.grade?.toFixed(2)).toBe('14.40')
    expect(low.isValidated).toBe(false)
    expect(finalGrade(scheme, { ...marks, defense: 7 }).isValidated).toBe(true)
  })

  it('is incomplete while a part is missing, never zero, and says which', () => {
    const open = finalGrade(scheme, { ...marks, company: null, report: null })
    expect(open).toMatchObject({ grade: null, isValidated: null, missing: ['company', 'report'] })
    expect(finalGrade(scheme, { ...marks, school: null }).missing).toEqual([])
  })

  it('counts an unjustified absence as zero', () => {
    const absent = finalGrade(scheme, { ...marks, defense: 0 })
    expect(absent.grade?.toFixed(2)).toBe('9.20')
    expect(absent.isValidated).toBe(false)
  })

  it('spreads the weight of an exempted part only if the scheme says so', () => {
    const waived: Marks = { ...marks, defense: null, exempted: ['defense'] }
    expect(finalGrade(scheme, waived)).toMatchObject({ grade: null, missing: ['defense'] })
    // (14 × 40 + 12 × 30) ÷ 70
    expect(finalGrade({ ...scheme, spreadsExemption: true }, waived).grade?.toFixed(2)).toBe('13.14')
  })

  it('is rounded to the step the scheme declares, halves upwards', () => {
    const by = (rounding: string, company: string) =>
      finalGrade({ ...scheme, rounding }, { ...marks, company }).grade?.toFixed(2)
    expect(by('0.25', '14')).toBe('13.75')
    expect(by('0.25', '13.8')).toBe('13.50')
    expect(by('0.5', '14.125')).toBe('14.00')
    expect(by('0.01', '14.0125')).toBe('13.71')
  })

  it('adds what the jury decides and never leaves the scale', () => {
    expect(finalGrade(scheme, marks, '0.3').grade?.toFixed(2)).toBe('14.00')
    expect(finalGrade(scheme, marks, 15).grade?.toFixed(2)).toBe('20.00')
    expect(finalGrade(scheme, { ...marks, report: 1, daysLate: 9 }).marks.report?.toFixed(2)).toBe('0.00')
  })
})
