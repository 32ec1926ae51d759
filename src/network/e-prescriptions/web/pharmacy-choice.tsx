import { useQuery } from '@tanstack/react-query'
import { ask, Field, RefusalNotice } from '../../../base/ui/index.ts'
import type { NamedPharmacy } from '../../../standards/e-prescription/index.ts'
import type { PharmacyLine } from '../contract.ts'
import { use_words } from './words.ts'

const fresh_ms = 300_000

type ChoiceProps = { chosen: NamedPharmacy | undefined; choose: (pharmacy: NamedPharmacy | undefined) => void }

/** The person names a pharmacy of the hub, or none: nothing is chosen for her. Not there where no pharmacy takes part. */
export const PharmacyChoice = ({ chosen, choose }: ChoiceProps) => {
  const words = use_words()
  const query = useQuery({
    queryKey: ['pharmacies'],
    queryFn: () => ask<PharmacyLine[]>('/pharmacies'),
    staleTime: fresh_ms,
  })
  const known = query.data ?? []
  if (query.error && !query.data) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  if (known.length === 0 && !chosen) return null
  const is_known = chosen === undefined || known.some(({ code }) => code === chosen.code)
  const shown = is_known || query.isPending ? known : [...known, { ...chosen, address: '' }]
  const pick = (code: string) => {
    const found = shown.find((one) => one.code === code)
    choose(found && { code: found.code, name: found.name })
  }
  return (
    <Field
      wide
      label={words.choose_pharmacy}
      hint={is_known || query.isPending ? words.choose_pharmacy_hint : words.pharmacy_gone}
      tone={is_known || query.isPending ? undefined : 'bad'}
    >
      {(ids) => (
        <select {...ids} className="box" value={chosen?.code ?? ''} onChange={(event) => pick(event.target.value)}>
          <option value="">{words.no_pharmacy}</option>
          {shown.map(({ code, name, address }) => (
            <option key={code} value={code}>
              {[name, address].filter(Boolean).join(' – ')}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
