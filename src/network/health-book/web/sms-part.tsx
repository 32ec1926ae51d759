import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, FormDialog, Button, RefusalNotice, say_done, TextField, Waiting } from '../../../base/ui/index.ts'
import { ProfilePill } from '../../exchange/web/endpoint-fields.tsx'
import {
  CutOffDialog,
  OutsideFacts,
  OutsideSystem,
  standing_of,
  type Fact,
} from '../../exchange/web/outside-system.tsx'
import type { SmsTried, SmsView } from '../contract.ts'
import './portal.css'
import { SmsDialog } from './sms-dialog.tsx'
import { use_words } from './sms-words.ts'

const Facts = ({ view }: { view: SmsView }) => {
  const words = use_words()
  const facts: Fact[] = [
    [words.address, `${view.gateway?.base_url}${view.gateway?.path}`],
    [words.brand, view.gateway?.brand || '–'],
    [words.secret, view.has_secret ? words.secret_held : words.secret_missing, !view.has_secret],
  ]
  return (
    <>
      <OutsideFacts facts={facts} />
      {view.problem && <p className="red small">{view.problem}</p>}
    </>
  )
}

const TryDialog = ({ close }: { close: () => void }) => {
  const words = use_words()
  const [phone, set_phone] = useState('')
  const send = async (): Promise<void> => {
    const { problem } = await ask<SmsTried>('/sms-gateway/try', { body: { phone } })
    if (problem === '') say_done(words.tried)
  }
  return (
    <FormDialog title={words.try_title} act={words.try_do} ready={phone.trim() !== ''} send={send} close={close}>
      <p className="muted">{words.try_note}</p>
      <TextField first required type="tel" inputMode="tel" label={words.try_phone} value={phone} change={set_phone} />
    </FormDialog>
  )
}

/** The way by which one-time codes leave the house: where it is, what it said last, and a test. */
const SmsPart = () => {
  const words = use_words()
  const cache = useQueryClient()
  const [opened, open] = useState<'form' | 'try' | 'off'>()
  const found = useQuery({ queryKey: ['sms-gateway'], queryFn: () => ask<SmsView>('/sms-gateway') })
  const close = () => {
    open(undefined)
    void cache.invalidateQueries({ queryKey: ['sms-gateway'] })
  }
  const view = found.data
  if (!view) return found.error ? <RefusalNotice error={found.error} /> : <Waiting />
  const { gateway, has_secret, tried_at, problem } = view
  return (
    <OutsideSystem
      {...{ name: 'tin-nhan', words, open, is_set: gateway !== null }}
      mark={gateway && <ProfilePill profile={gateway.profile} />}
      standing={standing_of({ is_set: gateway !== null, has_secret, tried_at, problem }, words)}
      attempt={
        <Button disabled={!has_secret} onClick={() => open('try')}>
          {words.try_act}
        </Button>
      }
      facts={<Facts view={view} />}
    >
      {opened === 'form' && <SmsDialog settings={gateway ?? view.usual} close={close} />}
      {opened === 'try' && <TryDialog close={close} />}
      {opened === 'off' && <CutOffDialog path="/sms-gateway" words={words} close={close} />}
    </OutsideSystem>
  )
}

export default SmsPart
