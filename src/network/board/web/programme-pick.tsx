import './programme-pick.css'
import type { ChosenProgramme } from './use-programme.ts'
import { use_words } from './words.ts'

type ProgrammePickProps = {
  chosen: ChosenProgramme
  /** The one that is shown. */
  shown: string
}

/** Where there is more than one programme, whose plans and money are looked at. */
export const ProgrammePick = ({ chosen: { all, choose }, shown }: ProgrammePickProps) => {
  const words = use_words()
  if (!all.some(({ id }) => id !== shown)) return null
  return (
    <select
      className="box programme-pick"
      aria-label={words.programme}
      value={shown}
      onChange={(event) => choose(event.target.value)}
    >
      {all.some(({ id }) => id === shown) || <option value={shown} />}
      {all.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
