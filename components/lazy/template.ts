// What few people open a few times a year: a document written beside its preview, an erasure before it is confirmed, a feast before
// it is moved
export { ErasurePanel } from '../erasure/erasure-panel.tsx'
export { HolidayPanel } from '../holiday/holiday-panel.tsx'
export { StateAtPanel } from '../state-at/state-at-panel.tsx'
export { TemplatePanel } from '../template/template-panel.tsx'
