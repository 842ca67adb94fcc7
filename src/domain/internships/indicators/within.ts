import type { Indicator, Selection } from '../../../kit/indicator.ts'

type Filters = Record<string, string>

/** The rows of one selection, in a list that leads to its placement by this path. */
export const through =
  (path: string, filters: Filters) =>
  ({ year, campaign, programme }: Selection): Filters => ({
    ...filters,
    ...(campaign ? { [`${path}campaignId`]: campaign.id } : { [`${path}campaign.academicYear~~is`]: year }),
    ...(programme ? { [`${path}student.cohort.programmeId`]: programme } : {}),
  })

export const byPlacement = (path: string): Indicator['by'] => ({
  programme: `${path}student.cohort.programme`,
  cohort: `${path}student.cohort`,
  campaign: `${path}campaign`,
})

/** As the questions “called by” and “placed in” name it. */
export const named = ({ year, campaign }: Selection): string => campaign?.name ?? year
