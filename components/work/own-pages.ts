/** What is one’s own: the same for everybody, so it is under one’s name and in no menu of the work. */
export const OWN_PAGES = [
  { name: 'preferences', icon: 'Sliders' },
  { name: 'exports', icon: 'Download' },
  { name: 'trash', icon: 'Trash2' },
] as const
