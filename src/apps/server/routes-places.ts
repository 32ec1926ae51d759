import type { FastifyRequest } from 'fastify'
import { read_shape } from '../../base/shapes/index.ts'
import {
  add_beds,
  add_department,
  add_room,
  close_place,
  list_places,
  moving_shape,
  new_beds_shape,
  new_department_shape,
  new_room_shape,
  rename_place,
  renaming_shape,
  reopen_place,
} from '../../chart/places/index.ts'
import { body_of } from '../../platform/http/index.ts'
import type { Site } from './site.ts'

const id_of = (request: FastifyRequest): string => (request.params as { id: string }).id

/** Departments, rooms and beds, for the administrator of the house. */
export const places_routes = ({ web, store }: Site): void => {
  const { app } = web
  app.get('/api/places', async (request) => list_places(store, await web.caller(request)))
  app.post('/api/places/departments', async (request, reply) => {
    const caller = await web.caller(request)
    return reply.code(201).send(await add_department(store, caller, read_shape(new_department_shape, body_of(request))))
  })
  app.post('/api/places/rooms', async (request, reply) => {
    const caller = await web.caller(request)
    return reply.code(201).send(await add_room(store, caller, read_shape(new_room_shape, body_of(request))))
  })
  app.post('/api/places/beds', async (request, reply) => {
    const caller = await web.caller(request)
    return reply.code(201).send(await add_beds(store, caller, read_shape(new_beds_shape, body_of(request))))
  })
  app.put('/api/places/departments/:id', async (request) => {
    const caller = await web.caller(request)
    return rename_place(store, caller, 'Organization', id_of(request), read_shape(renaming_shape, body_of(request)))
  })
  app.put('/api/places/locations/:id', async (request) => {
    const caller = await web.caller(request)
    return rename_place(store, caller, 'Location', id_of(request), read_shape(renaming_shape, body_of(request)))
  })
  app.post('/api/places/departments/:id/close', async (request) => {
    const caller = await web.caller(request)
    return close_place(store, caller, 'Organization', id_of(request), read_shape(moving_shape, body_of(request)))
  })
  app.post('/api/places/locations/:id/close', async (request) => {
    const caller = await web.caller(request)
    return close_place(store, caller, 'Location', id_of(request), read_shape(moving_shape, body_of(request)))
  })
  app.post('/api/places/departments/:id/reopen', async (request) => {
    const caller = await web.caller(request)
    return reopen_place(store, caller, 'Organization', id_of(request), read_shape(moving_shape, body_of(request)))
  })
  app.post('/api/places/locations/:id/reopen', async (request) => {
    const caller = await web.caller(request)
    return reopen_place(store, caller, 'Location', id_of(request), read_shape(moving_shape, body_of(request)))
  })
}
