import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { read_shape } from '../../base/shapes/index.ts'
import { local_date } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import { check_letter, one_slip, post_letter } from '../../network/letters/index.ts'
import { body_of } from '../../platform/http/index.ts'
import { resource_of, version_of_etag } from '../../platform/records/index.ts'
import { change_alerts } from '../../network/shared-results/index.ts'
import { get_document } from '../../platform/signing/index.ts'
import { search_concepts, type DiagnosisUse } from '../../platform/terminology/index.ts'
import { age_on } from '../../base/time/index.ts'
import { text_of } from '../../standards/fhir/index.ts'
import {
  admission_shape,
  discharge_patient,
  discharge_shape,
  list_beds,
  list_departments,
  list_ward,
  to_stay,
  transfer_patient,
  transfer_shape,
} from '../../chart/encounters/index.ts'
import {
  add_sheet_to_stay,
  admit_and_open,
  complete_sheet,
  discard_draft,
  get_page,
  get_sheet_pdf,
  list_pages,
  list_signing_queue,
  open_chart,
  open_sheet,
  save_draft,
  sign_sheet,
} from '../../chart/medical-record/index.ts'
import type { FormSummary } from '../../chart/medical-record/contract.ts'
import { charts_of } from '../../chart/merging/index.ts'
import {
  correct_patient,
  correction_shape,
  find_patients,
  get_patient,
  register_patient,
  registration_shape,
} from '../../chart/patients/index.ts'
import { completion_shape, draft_shape, new_sheet_shape, signing_shape } from './sheet-bodies.ts'
import type { Site } from './site.ts'

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''
const query = (request: FastifyRequest, name: string): string | undefined =>
  (request.query as Record<string, string | undefined>)[name]

const version_of = (if_match: number | string | undefined): number | undefined =>
  typeof if_match === 'string' ? version_of_etag(if_match) : if_match

const send_pdf = (reply: FastifyReply, pdf: { bytes: Uint8Array; file_name: string }) =>
  reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${pdf.file_name}"`)
    .send(Buffer.from(pdf.bytes))

export const patient_routes = ({ web, store }: Site): void => {
  const { app } = web
  app.get('/api/patients', async (request) =>
    find_patients(store, await web.caller(request), query(request, 'q') ?? ''),
  )
  app.post('/api/patients', async (request, reply) => {
    const caller = await web.caller(request)
    return reply.code(201).send(await register_patient(store, caller, read_shape(registration_shape, body_of(request))))
  })
  app.get('/api/patients/:id', async (request) => get_patient(store, await web.caller(request), param(request, 'id')))
  app.put('/api/patients/:id', async (request) => {
    const caller = await web.caller(request)
    return correct_patient(store, caller, param(request, 'id'), read_shape(correction_shape, body_of(request)))
  })
  app.get('/api/patients/:id/access-log', async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'audit.read')
    return store.unit(caller, async (unit) => {
      const { rows } = await unit.sql.query(
        `SELECT at, actor_name AS actor, role, interaction || ' ' || ref AS what, outcome FROM audit.event
         WHERE facility = $1 AND patient = ANY($2) ORDER BY at DESC LIMIT 500`,
        [caller.facility, await charts_of(unit, param(request, 'id'))],
      )
      return rows
    })
  })
}

export const stay_routes = ({ web, store, forms }: Site): void => {
  const { app } = web
  app.get('/api/departments', async (request) => store.unit(await web.caller(request), list_departments))
  app.get('/api/departments/:id/beds', async (request) =>
    store.unit(await web.caller(request), (unit) => list_beds(unit, param(request, 'id'))),
  )
  app.get('/api/wards/:department', async (request) => {
    const caller = await web.caller(request)
    const rows = await list_ward(store, caller, param(request, 'department'))
    const changed = await change_alerts(
      store,
      caller,
      rows.map(({ encounter }) => encounter),
    )
    return rows.map((row) => ({ ...row, alerts: [...(changed.get(row.encounter) ?? []), ...row.alerts] }))
  })
  app.post('/api/stays', async (request, reply) => {
    const caller = await web.caller(request)
    const admission = read_shape(admission_shape, body_of(request))
    return reply.code(201).send(await admit_and_open(store, forms, caller, admission))
  })
  app.post('/api/stays/:id/transfer', async (request) => {
    const caller = await web.caller(request)
    return transfer_patient(store, caller, param(request, 'id'), read_shape(transfer_shape, body_of(request)))
  })
  app.post('/api/stays/:id/discharge', async (request) => {
    const caller = await web.caller(request)
    return discharge_patient(store, caller, param(request, 'id'), read_shape(discharge_shape, body_of(request)))
  })
  app.post('/api/stays/:id/sheets', async (request, reply) => {
    const caller = await web.caller(request)
    const wish = read_shape(new_sheet_shape, body_of(request))
    return reply.code(201).send(await add_sheet_to_stay(store, forms, caller, param(request, 'id'), wish))
  })
  app.get('/api/chart/:id', async (request) =>
    open_chart(store, forms, await web.caller(request), param(request, 'id')),
  )
}

export const sheet_routes = ({ web, store, forms }: Site): void => {
  const { app } = web
  app.get('/api/forms', async (request) => {
    await web.caller(request)
    return [...forms.values()].map((form): FormSummary => ({
      slug: form.slug,
      code: form.code ?? '',
      title: form.title,
      known_as: form.known_as ?? [],
      kind: form.kind,
      setting: form.setting,
      finished: form.layout !== undefined,
    }))
  })
  app.get('/api/forms/:slug', async (request) => {
    await web.caller(request)
    const form = forms.get(param(request, 'slug'))
    if (!form) throw fail.not_found('Không có mẫu này')
    return form
  })
  app.get('/api/sheets/:id', async (request) =>
    open_sheet(store, forms, await web.caller(request), param(request, 'id')),
  )
  app.put('/api/sheets/:id/draft', async (request) => {
    const caller = await web.caller(request)
    return save_draft(store, forms, caller, param(request, 'id'), read_shape(draft_shape, body_of(request)))
  })
  app.delete('/api/sheets/:id/draft', async (request) => {
    await discard_draft(store, forms, await web.caller(request), param(request, 'id'))
    return { ok: true }
  })
  app.post('/api/sheets/:id/complete', async (request) => {
    const caller = await web.caller(request)
    const { if_match } = read_shape(completion_shape, body_of(request))
    return complete_sheet(store, forms, caller, param(request, 'id'), version_of(if_match))
  })
  app.post('/api/sheets/:id/sign', async (request) => {
    const caller = await web.caller(request)
    const { slot, if_match } = read_shape(signing_shape, body_of(request))
    return sign_sheet(store, forms, caller, param(request, 'id'), slot, version_of(if_match), {
      may_sign: one_slip(forms),
      on_issued: post_letter,
    })
  })
  app.get('/api/sheets/:id/letter-check', async (request) =>
    check_letter(store, forms, await web.caller(request), param(request, 'id')),
  )
  app.get('/api/sheets/:id/pages', async (request) =>
    list_pages(store, forms, await web.caller(request), param(request, 'id')),
  )
  app.get('/api/sheets/:id/pages/:index', async (request, reply) => {
    const svg = await get_page(
      store,
      forms,
      await web.caller(request),
      param(request, 'id'),
      Number(param(request, 'index')),
      query(request, 'digest') ?? '',
    )
    if (svg === undefined) throw fail.not_found('Phiếu này không có trang ấy')
    return reply.type('image/svg+xml').header('cache-control', 'private, max-age=3600').send(svg)
  })
  app.get('/api/sheets/:id/pdf', async (request, reply) =>
    send_pdf(reply, await get_sheet_pdf(store, forms, await web.caller(request), param(request, 'id'))),
  )
  app.get('/api/documents/:id', async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'record.print')
    const document = await store.unit(caller, async (unit) => {
      const found = await get_document(unit.sql, caller.facility, param(request, 'id'))
      unit.note({ action: 'R', interaction: 'read', type: 'DocumentReference', ref: `DocumentReference/${found.id}` })
      return found
    })
    return send_pdf(reply, { bytes: document.bytes, file_name: `${document.id}.pdf` })
  })
  app.get('/api/signing-queue', async (request) =>
    list_signing_queue(store, forms, await web.caller(request), {
      after: query(request, 'after'),
      count: query(request, 'count'),
    }),
  )
}

const uses: Record<string, DiagnosisUse> = {
  main: 'main',
  comorbid: 'comorbid',
  admission: 'admission',
  cause_of_death: 'cause_of_death',
}

export const catalogue_routes = ({ web, store }: Site): void => {
  const { app } = web
  app.get('/api/icd', async (request) => {
    const caller = await web.caller(request)
    const text = query(request, 'q') ?? ''
    const use = uses[query(request, 'use') ?? '']
    return store.unit(caller, async (unit) => {
      const encounter = query(request, 'encounter')
      const stored = encounter ? await unit.find('Encounter', encounter) : undefined
      const stay = stored ? to_stay(resource_of(stored)) : undefined
      const patient = stay ? await unit.find('Patient', stay.patient) : undefined
      const person = patient ? resource_of(patient) : undefined
      const on_date = stay?.discharged_at ? local_date(stay.discharged_at) : local_date(new Date())
      const birth = text_of(person?.['birthDate'])
      const years = birth ? age_on(birth, on_date)?.years : undefined
      const gender = text_of(person?.['gender'])
      const context = {
        ...(use ? { use } : {}),
        ...(gender ? { gender } : {}),
        ...(years === undefined ? {} : { age_years: years }),
      }
      const hits = await search_concepts(unit.sql, { catalogue: 'icd10', on_date, text, limit: 15, context })
      return hits.map(({ code, display, allowed, warnings }) => ({ code, display, allowed, warnings }))
    })
  })
  app.get('/api/catalog/:catalogue', async (request) => {
    const caller = await web.caller(request)
    const parent = query(request, 'province') ?? query(request, 'parent')
    return store.unit(caller, async ({ sql }) => {
      const hits = await search_concepts(sql, {
        catalogue: param(request, 'catalogue'),
        on_date: local_date(new Date()),
        text: query(request, 'q') ?? '',
        limit: 120,
        ...(parent ? { parent } : {}),
      })
      return hits.map(({ code, display }) => ({ code, display }))
    })
  })
}
