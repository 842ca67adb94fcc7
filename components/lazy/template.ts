// What few people open a few times a year: a document written beside its preview, an erasure before it is confirmed
export { ErasurePanel } from '../erasure/erasure-panel.tsx'
export { TemplatePanel } from '../template/template-panel.tsx'
