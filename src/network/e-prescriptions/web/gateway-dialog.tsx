import { useState } from 'react'
import { Button, Dialog, Field, RefusalNotice, TextField, today_local } from '../../../base/ui/index.ts'
import { EndpointFields } from '../../exchange/web/endpoint-fields.tsx'
import { gateway_calls, health_ids, signature_forms, type GatewayWish } from '../contract.ts'
import { use_words } from './gateway-words.ts'

type DialogProps = {
  gateway: GatewayWish
  error: unknown
  is_busy: boolean
  close: () => void
  save: (wish: GatewayWish) => void
}
type PartProps = { wish: GatewayWish; change: (changed: Partial<GatewayWish>) => void }

const SellerPart = ({ wish: { pharmacy }, change }: PartProps) => {
  const words = use_words()
  const fields = [
    ['code', words.seller_code],
    ['name', words.seller_name],
    ['phone', words.seller_phone],
    ['address', words.seller_address],
  ] as const
  return (
    <fieldset className="gateway-group">
      <legend>{words.seller}</legend>
      {fields.map(([name, label]) => (
        <TextField
          key={name}
          label={label}
          value={pharmacy[name]}
          change={(value) => change({ pharmacy: { ...pharmacy, [name]: value } })}
        />
      ))}
    </fieldset>
  )
}

/** Fields the guide names and gives no format of: left out until somebody of the Ministry says as what. */
const OptionalPart = ({ wish: { optional_fields }, change }: PartProps) => {
  const words = use_words()
  const fields = [
    ['health_id', words.health_id, health_ids, words.health_ids],
    ['signature', words.signature, signature_forms, words.signature_forms],
  ] as const
  return fields.map(([name, label, forms, said]) => (
    <Field key={name} label={label}>
      {(ids) => (
        <select
          {...ids}
          className="box"
          value={optional_fields[name]}
          onChange={(event) => change({ optional_fields: { ...optional_fields, [name]: event.target.value } })}
        >
          {forms.map((form) => (
            <option key={form} value={form}>
              {(said as Record<string, string>)[form]}
            </option>
          ))}
        </select>
      )}
    </Field>
  ))
}

const NamesPart = ({ wish, change }: PartProps) => {
  const words = use_words()
  return (
    <details>
      <summary>{words.more}</summary>
      <div className="gateway-group">
        {(['password_field', 'token_field'] as const).map((name) => (
          <TextField key={name} label={words[name]} value={wish[name]} change={(value) => change({ [name]: value })} />
        ))}
        <OptionalPart wish={wish} change={change} />
        {gateway_calls.map((call) => (
          <TextField
            key={call}
            label={words.paths[call]}
            value={wish.paths[call]}
            change={(value) => change({ paths: { ...wish.paths, [call]: value } })}
          />
        ))}
      </div>
    </details>
  )
}

/** From today on needs no day. */
const as_sent = ({ valid_from = '', ...wish }: GatewayWish): GatewayWish =>
  valid_from > today_local() ? { ...wish, valid_from } : wish

export const GatewayDialog = ({ gateway, error, is_busy, close, save }: DialogProps) => {
  const words = use_words()
  const [wish, set_wish] = useState<GatewayWish>({ ...gateway, valid_from: today_local() })
  const change = (changed: Partial<GatewayWish>) => set_wish((before) => ({ ...before, ...changed }))
  return (
    <Dialog
      title={words.title}
      close={close}
      submit={() => save(as_sent(wish))}
      foot={
        <Button type="submit" look="primary" disabled={is_busy}>
          {words.save}
        </Button>
      }
    >
      <div className="stack">
        <EndpointFields
          wish={{ profile: wish.profile ?? 'sandbox', valid_from: wish.valid_from ?? '' }}
          change={change}
        />
        <TextField
          first
          label={words.base_url}
          hint={words.base_url_hint}
          value={wish.base_url}
          change={(base_url) => change({ base_url })}
        />
        <TextField
          label={words.pharmacy_base_url}
          hint={words.pharmacy_base_url_hint}
          value={wish.pharmacy_base_url}
          change={(pharmacy_base_url) => change({ pharmacy_base_url })}
        />
        <div className="gateway-group">
          <TextField
            required
            label={words.facility_code}
            value={wish.facility_code}
            change={(facility_code) => change({ facility_code })}
          />
          <TextField label={words.app_name} value={wish.app_name} change={(app_name) => change({ app_name })} />
        </div>
        <p className="muted small">{words.secrets_hint}</p>
        <SellerPart wish={wish} change={change} />
        <NamesPart wish={wish} change={change} />
        <RefusalNotice error={error} />
      </div>
    </Dialog>
  )
}
