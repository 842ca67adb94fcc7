import React from 'react'
import { type Answer, post, Refused, recordPath } from '../api.ts'
import { useDesk } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { Menu } from '../shell/menu.tsx'
import { useLazy } from '../use-lazy.ts'
import { addressOf, askedOf, differs, habitOf, keptOf, NO_VIEW, setHabit, viewIn } from './address.ts'
import type { ViewState } from './state.ts'
import { useViewWords } from './text.ts'
import { useViews } from './use-views.ts'
import { Choice, Do, SHELVES, Shelf } from './view-menu-parts.tsx'

type Props = {
  name: string
  params: URLSearchParams
  columns: string[]
  setParams: (next: URLSearchParams, options?: { replace?: boolean }) => void
}

/** The views of a list: go to one, save what is on screen, see that it is no longer what the view says. */
export function ViewMenu({ name, params, columns, setParams }: Props) {
  const { t, notify } = useDesk()
  const say = useViewWords()
  const [opened, setOpened] = React.useState(false)
  const [asking, setAsking] = React.useState<'save' | 'edit' | 'remove' | null>(null)
  const [favourite, setFavourite] = React.useState(habitOf(name).view?.id ?? null)
  const part = useLazy<typeof import('../lazy/views.ts')>('views', asking !== null, () => setAsking(null))
  const id = viewIn(params)
  const habit = habitOf(name).view
  const { answer, reload } = useViews(name, opened || (id !== null && habit?.id !== id))
  const views = answer?.views ?? []
  const current = views.find((one) => one.id === id)
  const named = current ?? (habit?.id === id ? habit : undefined)
  const modified = named !== undefined && differs(params, named)
  const asShown = () => {
    const kept = keptOf(params)
    kept.set('columns', columns.join(','))
    return kept.toString()
  }
  const go = (view: ViewState) => {
    setParams(new URLSearchParams(addressOf(view)))
    if (view.ignored > 0) notify({ type: 'info', message: say.ignored(view.ignored) })
  }
  const attempt = async (work: () => Promise<unknown>, message: string) => {
    try {
      await work()
      notify({ type: 'success', message })
      reload()
    } catch (error) {
      notify({ type: 'error', message: error instanceof Refused ? error.message : t.networkError })
    }
  }
  const update = (view: ViewState) => {
    const query = asShown()
    const values = { version: view.version, query }
    return attempt(async () => {
      await post<Answer>(recordPath('SavedView', view.id, 'edit'), values)
      if (favourite === view.id) openBy({ ...view, query })
      setParams(new URLSearchParams(addressOf({ id: view.id, query })), { replace: true })
    }, say.updated)
  }
  const openBy = (view: ViewState | null) => {
    const { view: _former, ...rest } = habitOf(name)
    const kept = view ? { view: { id: view.id, name: view.name, query: view.query, ignored: view.ignored } } : {}
    setHabit(name, { ...rest, ...kept })
    setFavourite(view?.id ?? null)
  }
  const favour = (view: ViewState | null) =>
    attempt(
      async () => {
        await post('/pages/views', { model: name, view: view?.id ?? '' })
        openBy(view)
      },
      view ? say.defaulted(view.name) : say.undefaulted,
    )
  const copy = async () => {
    const link = `${window.location.origin}/admin/resources/${name}?view=${id}`
    await navigator.clipboard.writeText(link).then(
      () => notify({ type: 'success', message: say.copied }),
      () => notify({ type: 'info', message: say.notCopied }),
    )
  }
  return (
    <>
      <Menu
        label={named ? `${say.views} : ${named.name}${modified ? ` (${say.modified})` : ''}` : say.views}
        className="button views-button"
        onOpen={() => setOpened(true)}
        trigger={
          <>
            <Icon name="Bookmark" size={16} />
            <span className="view-name">{named?.name ?? say.views}</span>
            {modified && <span className="chip tone-amber">{say.modified}</span>}
          </>
        }
      >
        <Choice
          name={say.standard}
          on={id === null && askedOf(params) === ''}
          pick={() => setParams(new URLSearchParams(habit ? { view: NO_VIEW } : {}))}
        />
        {SHELVES.map(({ label, holds }) => (
          <Shelf key={label} label={say[label]} views={views.filter(holds)} {...{ id, favourite, go }} />
        ))}
        {answer && views.length === 0 && <p className="menu-note muted">{say.none}</p>}
        {!answer && <p className="menu-note muted">{t.loading}</p>}
        <hr />
        {named && modified && (
          <Do
            icon="RotateCcw"
            label={say.backTo(named.name)}
            act={() => setParams(new URLSearchParams(addressOf(named)))}
          />
        )}
        {current?.mayChange && modified && (
          <Do icon="Save" label={say.update(current.name)} act={() => update(current)} />
        )}
        <Do icon="Plus" label={current ? say.saveAs : say.save} act={() => setAsking('save')} />
        {current && favourite !== current.id && <Do icon="Star" label={say.setDefault} act={() => favour(current)} />}
        {favourite && <Do icon="Slash" label={say.noDefault} act={() => favour(null)} />}
        {current && <Do icon="Link" label={say.copyLink} act={copy} />}
        {current?.mayChange && <Do icon="Edit2" label={say.rename} act={() => setAsking('edit')} />}
        {current?.mayChange && <Do icon="Trash2" label={say.remove} act={() => setAsking('remove')} danger />}
      </Menu>
      {part && answer && (asking === 'save' || (asking === 'edit' && current)) && (
        <part.ViewDialog
          model={name}
          roles={answer.roles}
          view={asking === 'edit' ? (current ?? null) : null}
          query={asShown()}
          close={() => setAsking(null)}
          done={(view, byDefault) => {
            setAsking(null)
            reload()
            if (!current || asking === 'save') setParams(new URLSearchParams(addressOf(view)), { replace: true })
            if (byDefault) void favour(view)
            else if (favourite === view.id) openBy(view)
          }}
        />
      )}
      {part && asking === 'remove' && current && (
        <part.RemoveView
          view={current}
          close={() => setAsking(null)}
          done={() => {
            setAsking(null)
            if (favourite === current.id) openBy(null)
            setParams(new URLSearchParams([...params].filter(([key]) => key !== 'view')), { replace: true })
            reload()
          }}
        />
      )}
    </>
  )
}
