import type { NoticeState, NoticesAnswer } from '../../components/work/state.ts'
import type { Context } from '../../src/access/actor.ts'
import type { Row } from '../../src/access/select.ts'
import { markRead, noticesOf, unreadOf } from '../../src/domain/core/notice.ts'
import { iso, pageOf } from '../oversee/only.ts'
import { declarePage } from '../verbs.ts'

/** What the bell holds, for whoever asks: their own and nobody else’s. POST reads one, or all. */
export function noticesPage(): void {
  declarePage({
    name: 'notifications',
    methods: ['GET', 'POST'],
    right: (actor) => actor.kind === 'person',
    handle: async ({ method, query, fields }, ctx) => {
      if (method === 'GET') return notices(ctx, query)
      await markRead(ctx, fields.step === 'all' ? 'all' : String(fields.id ?? ''))
      return { ...(await unreadOf(ctx)) }
    },
  })
}

const PER_PAGE = 30
const IN_PANEL = 12

async function notices(ctx: Context, query: Record<string, string>): Promise<NoticesAnswer> {
  const page = pageOf(query)
  const perPage = query.panel === '1' ? IN_PANEL : PER_PAGE
  const [{ rows, total }, { unread }] = await Promise.all([
    noticesOf(ctx, { unread: query.unread === '1', page, perPage }),
    unreadOf(ctx),
  ])
  return { notices: rows.map(noticeOf), total, page, perPage, unread }
}

const noticeOf = ({ id, title, values }: Row): NoticeState => ({
  ...{ id, title, body: iso(values.body), href: inside(values.href) },
  ...{ at: iso(values.createdAt) ?? '', read: values.readAt !== null },
})

/** An address of ours, or none: what is written in a notice leads nowhere else. */
const inside = (href: unknown): string | null => (typeof href === 'string' && href.startsWith('/admin/') ? href : null)
