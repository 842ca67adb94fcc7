import { modelOf } from '../../src/access/model.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import type { DeskAction } from '../verbs.ts'
import { mayRead } from './right.ts'

/** A record in a few words, for whoever only passes over a reference to it: its state and its first columns. */
export const glanceAction: DeskAction = {
  name: 'glance',
  routes: ['record'],
  methods: ['GET'],
  right: mayRead,
  handle: async ({ model, row }) => {
    const columns = modelOf(model)
      .fields.filter((field) => field.column !== undefined && !field.file)
      .sort((a, b) => (a.column ?? 0) - (b.column ?? 0))
      .map((field) => field.name)
    const shown = new Set([...columns.filter((name) => name !== 'status').slice(0, 4), 'status'])
    const { params, populated, ...record } = recordJson(model, opened(row))
    const few = <T>(all: Record<string, T>) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => shown.has(name)))
    return { record: { ...record, params: few(params), populated: few(populated) } }
  },
}
