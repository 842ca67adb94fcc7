import React from 'react'
import { Route, Routes, useLocation } from 'react-router-dom'
import { EditScreen } from '../form/edit-screen.tsx'
import { NewScreen } from '../form/new-screen.tsx'
import { VerbScreen } from '../form/verb-screen.tsx'
import { ListScreen } from '../list/list-screen.tsx'
import { StepUp } from '../oversee/step-up.tsx'
import { ViewBanner } from '../oversee/view-banner.tsx'
import { Peek } from '../record/peek.tsx'
import { PrintedOn } from '../record/printed-on.tsx'
import { ShowScreen } from '../record/show-screen.tsx'
import { AddedPage, AddedScreen } from '../screens/added.tsx'
import { Dashboard } from '../screens/dashboard.tsx'
import { Missing } from '../screens/missing.tsx'
import type { Notice } from '../state.ts'
import { wordsFor } from '../text/words.ts'
import { type Desk, DeskContext } from './context.ts'
import { Crash } from './crash.tsx'
import { Notices, useNotices } from './notices.tsx'
import { Sidebar } from './sidebar.tsx'
import { TopBar } from './top-bar.tsx'

const { state, me } = window.PREAU
const words = wordsFor(state.locale)

export function App() {
  const { notices, notify, dismiss } = useNotices()
  const desk = React.useMemo<Desk>(() => ({ state, me, t: words, notify }), [notify])
  return (
    <DeskContext.Provider value={desk}>
      <Frame>
        <Screens />
      </Frame>
      <Peek />
      <StepUp />
      <Notices notices={notices} dismiss={dismiss} />
    </DeskContext.Provider>
  )
}

function Frame({ children }: { children: React.ReactNode }) {
  const [open, setOpen] = React.useState(false)
  const { pathname } = useLocation()
  const main = useScreenFocus(pathname)
  React.useEffect(() => setOpen(false), [pathname])
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <Sidebar open={open} close={() => setOpen(false)} />
      <div className="frame-body">
        <TopBar openMenu={() => setOpen(true)} menuOpen={open} />
        <ViewBanner />
        <main id="content" tabIndex={-1} ref={main}>
          <Crash key={pathname} words={words}>
            {children}
          </Crash>
          <PrintedOn />
        </main>
      </div>
    </div>
  )
}

/** A new page starts at its top, and says so to those who listen rather than look. */
function useScreenFocus(pathname: string) {
  const main = React.useRef<HTMLElement>(null)
  const first = React.useRef(true)
  React.useEffect(() => {
    if (first.current) first.current = false
    else main.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [pathname])
  return main
}

const Screens = () => (
  <Routes>
    <Route path="/admin" element={<Dashboard />} />
    <Route path="/admin/pages/:page" element={<AddedPage />} />
    <Route path="/admin/resources/:model" element={<ListScreen />} />
    <Route path="/admin/resources/:model/actions/list" element={<ListScreen />} />
    <Route path="/admin/resources/:model/actions/new" element={<NewScreen />} />
    <Route path="/admin/resources/:model/actions/:action" element={<AddedScreen />} />
    <Route path="/admin/resources/:model/records/:id/show" element={<ShowScreen />} />
    <Route path="/admin/resources/:model/records/:id/edit" element={<EditScreen />} />
    <Route path="/admin/resources/:model/records/:id/:action" element={<VerbScreen />} />
    <Route path="*" element={<Missing />} />
  </Routes>
)

export type { Notice }
