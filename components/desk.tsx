import './desk.css'
import { App } from './shell/app.tsx'

// AdminJS gives the store, the router and the translations; everything inside is ours.
window.AdminJS.UserComponents.Application = App

const root = document.getElementById('app')
if (root) window.createRoot(root).render(window.AdminJS.Application)
