import { keepPreviousData, skipToken, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, query_string } from '../../../base/ui/index.ts'
import type { PatientDetail } from '../../../chart/patients/contract.ts'
import type { AskedAs, OpenedDocument, RequestText, Timeline } from '../contract.ts'

const key_of = (patient: string) => ['timeline', patient]

/** Nothing is kept: what is shown is what the hub said when this page asked. */
export const use_timeline = (patient: string) =>
  useInfiniteQuery({
    queryKey: key_of(patient),
    queryFn: ({ pageParam }) => ask<Timeline>(`/timeline/${patient}${query_string({ before: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
  })

export const use_patient = (patient: string) =>
  useQuery({ queryKey: ['health-book-person', patient], queryFn: () => ask<PatientDetail>(`/patients/${patient}`) })

const verdict_key = (patient: string, id: string) => ['timeline-verdict', patient, id]

/** Asked and judged anew at each opening; of it only the verdict is remembered, for the list beside. */
export const use_document = (patient: string, id: string) => {
  const client = useQueryClient()
  return useQuery({
    queryKey: ['timeline-document', patient, id],
    queryFn: async () => {
      const opened = await ask<OpenedDocument>(`/timeline/${patient}/documents/${id}/sections`)
      client.setQueryData(verdict_key(patient, id), opened.verdict)
      return opened
    },
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  })
}

/** What the last opening found of its signatures; never asked for by itself: an opening is written down. */
export const use_checked = (patient: string, id: string): OpenedDocument['verdict'] | undefined =>
  useQuery<OpenedDocument['verdict']>({ queryKey: verdict_key(patient, id), queryFn: skipToken }).data

/** The words as they are read out; the ones before stay until the next are here. */
export const use_request_text = (patient: string, wanted: { as: AskedAs; purpose: string }) =>
  useQuery({
    queryKey: ['request-text', patient, wanted],
    queryFn: () => ask<RequestText>(`/timeline/${patient}/request-text${query_string(wanted)}`),
    placeholderData: keepPreviousData,
  })

/** One act at a time; its refusal stays to be read until the next. */
export const use_act = (patient: string) => {
  const client = useQueryClient()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const act = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    set_busy(true)
    set_error(undefined)
    try {
      const done = await work()
      await client.refetchQueries({ queryKey: key_of(patient) })
      return done
    } catch (refused) {
      set_error(refused)
      return undefined
    } finally {
      set_busy(false)
    }
  }
  return { act, error, is_busy, forget: () => set_error(undefined) }
}
