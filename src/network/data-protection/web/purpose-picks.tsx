import type { Line } from '../contract.ts'

type PurposePicksProps = { legend: string; purposes: Line[]; chosen: string[]; choose: (chosen: string[]) => void }

/** Purposes to tick; none is ticked beforehand. */
export const PurposePicks = ({ legend, purposes, chosen, choose }: PurposePicksProps) => (
  <fieldset className="pdp-picks">
    <legend>{legend}</legend>
    {purposes.map(({ id, body }) => (
      <label key={id} className="row">
        <input
          type="checkbox"
          checked={chosen.includes(id)}
          onChange={(event) => choose(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
        />
        {String(body['name'])}
      </label>
    ))}
  </fieldset>
)
