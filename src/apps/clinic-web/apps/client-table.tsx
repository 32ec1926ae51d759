import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Dialog, Empty, ListTable, Pill, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { RegisteredClient } from '../../../platform/smart/contract.ts'
import { use_words } from './words.ts'

/** Systems and apps of the facility: who they are, how they prove it, how many people they work for. */
export const ClientTable = () => {
  const words = use_words()
  const queries = useQueryClient()
  const clients = useQuery({ queryKey: ['clients'], queryFn: () => ask<RegisteredClient[]>('/clients') })
  const [closing, set_closing] = useState<RegisteredClient>()
  const [error, set_error] = useState<unknown>()
  const change = (client: RegisteredClient, verb: 'close' | 'open') => {
    set_error(undefined)
    ask(`/clients/${encodeURIComponent(client.id)}/${verb}`, { method: 'POST' }).then(() => {
      set_closing(undefined)
      void queries.invalidateQueries({ queryKey: ['clients'] })
    }, set_error)
  }
  if (clients.isPending) return <Waiting />
  return (
    <section className="app-part">
      <h2>
        {words.registered} <small className="muted">{words.registered_note}</small>
      </h2>
      <RefusalNotice error={clients.error ?? (closing ? undefined : error)} />
      {clients.data?.length === 0 && (
        <div className="card">
          <Empty title={words.registered_none} />
        </div>
      )}
      {clients.data && clients.data.length > 0 && (
        <ListTable titles={[words.name, words.kind, words.proof, words.people, words.state, '']} className="app-table">
          {clients.data.map((client) => (
            <ClientRow
              key={client.id}
              client={client}
              close={() => set_closing(client)}
              reopen={() => change(client, 'open')}
            />
          ))}
        </ListTable>
      )}
      {closing && (
        <Dialog
          title={words.close_ask(closing.name)}
          close={() => set_closing(undefined)}
          submit={() => change(closing, 'close')}
          foot={
            <Button type="submit" look="danger">
              {words.close}
            </Button>
          }
        >
          <p>{closing.kind === 'backend' ? words.close_system_note : words.close_note}</p>
          <RefusalNotice error={error} />
        </Dialog>
      )}
    </section>
  )
}

/** An installed app has no host, only a scheme of its own. */
const host_of = (address: string): string => /^https?:\/\/([^/]+)/.exec(address)?.[1] ?? address

type ClientRowProps = { client: RegisteredClient; close: () => void; reopen: () => void }

const ClientRow = ({ client, close, reopen }: ClientRowProps) => {
  const words = use_words()
  return (
    <tr className={client.active ? undefined : 'muted'}>
      <td>
        <b>{client.name}</b>
        <small className="app-facts">
          {[client.id, ...client.addresses.map(host_of)].filter((one, i, all) => all.indexOf(one) === i).join(' · ')}
        </small>
        <small className="app-facts app-scope">{client.scope}</small>
      </td>
      <td>{words.kinds[client.kind]}</td>
      <td>{words.proofs[client.proof]}</td>
      <td>{client.kind === 'backend' ? '–' : words.people_count(client.people)}</td>
      <td>
        <Pill tone={client.active ? 'green' : undefined}>{client.active ? words.active : words.set_aside}</Pill>
      </td>
      <td>
        {client.active ? (
          <Button look="danger" onClick={close}>
            {words.close}
          </Button>
        ) : (
          <Button onClick={reopen}>{words.reopen}</Button>
        )}
      </td>
    </tr>
  )
}
