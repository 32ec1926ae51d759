import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { ask, Field } from '../../../base/ui/index.ts'
import type { RegisterPage } from '../contract.ts'

type FacilityFieldProps = { label: string; value: string; change: (code: string) => void; except?: string }

/** The facilities as they stand today. */
export const use_register = () =>
  useQuery({ queryKey: ['board', 'register', ''], queryFn: () => ask<RegisterPage>('/board/register') })

/** A facility by its code; names are offered while one types. */
export const FacilityField = ({ label, value, change, except }: FacilityFieldProps) => {
  const list = useId()
  const page = use_register()
  const lines = page.data?.lines.filter(({ code, ended }) => code !== except && !ended) ?? []
  return (
    <Field label={label} required hint={lines.find(({ code }) => code === value.trim())?.name}>
      {(ids) => (
        <>
          <input {...ids} className="box" list={list} value={value} onChange={(event) => change(event.target.value)} />
          <datalist id={list}>
            {lines.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
