// What the bureau of a club opens while people come in
export { LivePanel } from '../clubs/live-panel.tsx'
