import type { Where } from '../../access/where.ts'
import { defineFilter } from '../../kit/named-filter.ts'
import { LIVE } from './candidature-states.ts'

// Last year’s internship places nobody this year
const underWay: Where = { campaign: { status: { notIn: ['closed', 'cancelled'] } } }
const placement: Where = { status: { notIn: ['cancelled', 'broken', 'not_done'] }, ...underWay }
const candidature: Where = { status: { in: [...LIVE] }, ...underWay }

const isPlaced: Where = { placements: { some: placement } }
const isNotPlaced: Where = { placements: { none: placement } }

/** Where a student stands in this year’s search; everybody is in exactly one. */
defineFilter('Student', {
  name: 'situation',
  label: { fr: 'Recherche de stage', en: 'Internship search' },
  values: [
    { value: 'placed', label: { fr: 'Placé', en: 'Placed' }, where: isPlaced },
    {
      value: 'searching',
      label: { fr: 'En recherche', en: 'Searching' },
      where: { AND: [isNotPlaced, { candidatures: { some: candidature } }] },
    },
    {
      value: 'idle',
      label: { fr: 'Sans démarche', en: 'Nothing under way' },
      where: { AND: [isNotPlaced, { candidatures: { none: candidature } }] },
    },
  ],
})

/** From the moment both tutors are named and the rules hold. */
const SETTLED = ['confirmed', 'ready', 'ongoing', 'suspended', 'finished', 'closed']

type Operand = string | Where
const campaignCalled = (operand: Operand): Where => ({ OR: [{ name: operand }, { academicYear: operand }] })

/** Of any year, by the name of the campaign or its academic year: what the indicators divide. */
defineFilter('Student', {
  name: 'calledBy',
  label: { fr: 'Appelé par (campagne ou année)', en: 'Called by (campaign or year)' },
  values: [],
  written: (operand) => ({
    cohort: {
      campaignCohorts: {
        some: { campaign: { AND: [campaignCalled(operand), { status: { notIn: ['draft', 'cancelled'] } }] } },
      },
    },
  }),
})

defineFilter('Student', {
  name: 'placedIn',
  label: { fr: 'Placé dans (campagne ou année)', en: 'Placed in (campaign or year)' },
  values: [],
  written: (operand) => ({
    placements: { some: { status: { in: SETTLED }, campaign: campaignCalled(operand) } },
  }),
})
