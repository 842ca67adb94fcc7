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
