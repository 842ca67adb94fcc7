import type { ChartsAnswer } from '../../components/charts/state.ts'
import { chartsFor } from '../dashboard.ts'
import { declarePage } from '../verbs.ts'
import { drawn, isOpenTo } from './charts.ts'

/** What the first page asks for once it shows: charts come after the numbers, never before. */
export function chartsPage(): void {
  declarePage({
    name: 'charts',
    methods: ['GET'],
    right: (actor) => actor.kind === 'person',
    handle: async (_request, ctx): Promise<ChartsAnswer> => {
      const open = chartsFor(ctx).filter((chart) => isOpenTo(ctx, chart))
      return { charts: await Promise.all(open.map((chart) => drawn(ctx, chart))) }
    },
  })
}
