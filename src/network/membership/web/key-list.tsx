import type { KeyLine } from '../contract.ts'
import { use_words } from './words.ts'

/** In groups of four, to be read out. */
const in_groups = (thumbprint: string): string => (thumbprint.match(/.{1,4}/g) ?? []).join(' ')

export const KeyList = ({ keys }: { keys: KeyLine[] }) => {
  const words = use_words()
  if (keys.length === 0) return <p className="muted">{words.keys_none}</p>
  return (
    <ul>
      {keys.map(({ thumbprint, kind }) => (
        <li key={thumbprint}>
          <code className="member-print">{in_groups(thumbprint)}</code> <small className="muted">{kind}</small>
        </li>
      ))}
    </ul>
  )
}
