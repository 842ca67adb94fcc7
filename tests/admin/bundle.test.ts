import { describe, expect, it } from 'vitest'
import { bundle, entriesOf } from '../../admin/bundle.ts'

describe('What the page fetches when it is opened', () => {
  it('never comes from two files of one name', () => {
    expect(Object.keys(entriesOf(['month.ts', 'palette.tsx', 'README.md', 'calendar-theme.css']))).toEqual([
      'month',
      'palette',
    ])
    expect(() => entriesOf(['month.ts', 'month.tsx'])).toThrow('month.tsx and another file are both called “month”')
  })

  it('holds no font, which the policy of the page would refuse', async () => {
    const { lazy, css } = await bundle()
    for (const [name, bytes] of Object.entries({ ...lazy, 'desk.css': css }))
      expect([name, bytes.includes('@font-face')]).toEqual([name, false])
    expect(lazy['month.js']?.includes('fc-daygrid')).toBe(true)
  })
})
