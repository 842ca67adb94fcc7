// A document written beside its preview: the officer’s, a few times a year
export { TemplatePanel } from '../template/template-panel.tsx'
