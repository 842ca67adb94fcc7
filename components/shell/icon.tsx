import * as feather from 'react-feather'

const icons = new Map(
  Object.entries(feather).flatMap(([name, icon]) => (name === 'default' ? [] : [[name, icon as feather.Icon]])),
)

/** A decorative icon: what it says is always said in words beside it. */
export function Icon({ name, size = 18 }: { name: string; size?: number }) {
  const Drawn = icons.get(name) ?? icons.get('Folder')
  return Drawn ? <Drawn size={size} aria-hidden={true} /> : null
}
