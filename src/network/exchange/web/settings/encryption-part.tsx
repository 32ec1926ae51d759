import { useState } from 'react'
import { Button, Dialog, ListTable, RefusalNotice } from '../../../../base/ui/index.ts'
import type { EncryptedKind } from '../../contract.ts'
import { use_setting } from './use-settings.ts'
import { use_words } from './words.ts'

type RowProps = { one: EncryptedKind; is_busy: boolean; turn: () => void }

const KindRow = ({ one, is_busy, turn }: RowProps) => {
  const words = use_words()
  return (
    <tr>
      <td>
        <b>{words.kinds[one.kind] ?? one.kind}</b>
      </td>
      <td data-label={words.standing}>
        <i className={one.is_encrypted ? 'dot signed' : 'dot'} /> {one.is_encrypted ? words.closed : words.open}
      </td>
      <td data-label={words.sent_closed} className="link-number">
        {one.closed}
      </td>
      <td data-label={words.held} className={one.held > 0 ? 'link-number red' : 'link-number'}>
        {one.held}
      </td>
      <td className="link-act">
        <Button disabled={is_busy} onClick={turn}>
          {one.is_encrypted ? words.turn_off : words.turn_on}
        </Button>
      </td>
    </tr>
  )
}

/** Which kinds of letters only their receivers can open, and what that means on the way. */
export const EncryptionPart = ({ kinds }: { kinds: EncryptedKind[] }) => {
  const words = use_words()
  const { change, error, is_busy } = use_setting()
  const [ending, set_ending] = useState<EncryptedKind>()
  const turn = async ({ kind, is_encrypted }: EncryptedKind): Promise<void> => {
    const on = !is_encrypted
    const said = words.turned(words.kinds[kind] ?? kind, on)
    const body = { kind, is_encrypted: on }
    if (await change({ path: 'encryption', method: 'PUT', body, said })) set_ending(undefined)
  }
  return (
    <section className="link-part">
      <h2>{words.encryption}</h2>
      <RefusalNotice error={ending ? undefined : error} />
      <ListTable titles={[words.kind, words.standing, words.sent_closed, words.held, '']} className="link-table">
        {kinds.map((one) => (
          <KindRow
            key={one.kind}
            one={one}
            is_busy={is_busy}
            turn={() => (one.is_encrypted ? set_ending(one) : void turn(one))}
          />
        ))}
      </ListTable>
      <ul className="link-notes muted small">
        {[words.open_note, words.closed_note, words.published_note].map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {ending && (
        <Dialog
          title={words.off_ask(words.kinds[ending.kind] ?? ending.kind)}
          close={() => set_ending(undefined)}
          submit={() => void turn(ending)}
          foot={
            <Button type="submit" look="danger" disabled={is_busy}>
              {words.turn_off}
            </Button>
          }
        >
          <p>{words.off_note}</p>
          <RefusalNotice error={error} />
        </Dialog>
      )}
    </section>
  )
}
