// The conditions of a list, asked one by one: chips, facets and views narrow it without them
export { FilterPanel } from '../list/filter-panel.tsx'
