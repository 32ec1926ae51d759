import { death_guard, lasting_death_guard } from '../../chart/encounters/index.ts'
import { merge, unmerge } from '../../chart/merging/index.ts'
import { summary } from '../../chart/summary/index.ts'
import { request_guard } from '../../departments/prescribing/index.ts'
import { keep_received } from '../../network/e-prescriptions/index.ts'
import { person_guard } from '../../network/exchange/index.ts'
import { visit_guard } from '../../network/health-book/index.ts'
import type { ExchangeRooms } from '../../network/exchange/index.ts'
import { rule_book_routes } from '../../network/rule-books/index.ts'
import { sending_clock_routes, sending_clocks } from '../../network/sending-clocks/index.ts'
import { keep_change, result_guard, result_validity } from '../../network/shared-results/index.ts'
import { one_year_diseases } from '../../network/transfer-letters/index.ts'
import { view_definition_type, view_operations } from '../../platform/analysis/index.ts'
import { open_bulk } from '../../platform/bulk/index.ts'
import { everything, fhir_routes, match, stats, validate } from '../../platform/records/index.ts'
import { security_statement } from '../../platform/smart/index.ts'
import { subscription_capabilities, subscription_operations } from '../../platform/subscriptions/index.ts'
import { audit_event_type } from './audit-events.ts'
import { keep_index_gate } from './index-gate.ts'
import { populate_operation } from './populate-operation.ts'
import { questionnaire_type } from './questionnaires.ts'
import { slip_routes } from './routes-slips.ts'
import { answer_slip, move_slip } from '../../network/reexam-letters/index.ts'
import { access_routes } from './routes-access.ts'
import { app_routes } from './routes-apps.ts'
import { catalogue_routes, patient_routes, sheet_routes, stay_routes } from './routes-chart.ts'
import { counters_routes } from './routes-counters.ts'
import { exchange_routes } from './routes-exchange.ts'
import { health_book_routes } from './routes-health-book.ts'
import { link_routes, staff_routes } from './routes-link.ts'
import { it_level_routes } from './routes-it-level.ts'
import { merging_routes } from './routes-merging.ts'
import { order_routes } from './routes-orders.ts'
import { paper_routes } from './routes-downtime.ts'
import { health_routes } from './routes-operations.ts'
import { places_routes } from './routes-places.ts'
import { prescribing_routes } from './routes-prescribing.ts'
import { privacy_routes } from './routes-privacy.ts'
import { record_routes } from './routes-record.ts'
import { version_routes } from './routes-versions.ts'
import { serve_web } from './serve-web.ts'
import { compose_site, type Site, type SiteOptions } from './site.ts'

/** Starts a facility server. @returns the composed site; `close()` finishes requests in hand */
export const start_facility_server = async (options: SiteOptions & { port: number; host?: string }): Promise<Site> => {
  const site = await compose_site({
    ...options,
    guards: [
      request_guard,
      death_guard,
      lasting_death_guard,
      visit_guard,
      result_guard,
      person_guard,
      ...(options.guards ?? []),
    ],
  })
  await keep_index_gate(site)
  access_routes(site)
  patient_routes(site)
  merging_routes(site)
  stay_routes(site)
  sheet_routes(site)
  catalogue_routes(site)
  record_routes(site)
  places_routes(site)
  staff_routes(site)
  version_routes(site)
  order_routes(site)
  app_routes(site)
  it_level_routes(site)
  health_routes(site, options.database_url)
  paper_routes(site)
  const rooms: ExchangeRooms = {
    ...{ on_answer: answer_slip, on_match: move_slip },
    async on_incoming(unit, arrived) {
      await keep_received(unit, arrived)
      await keep_change(unit, arrived)
    },
  }
  const exchange = exchange_routes(site, rooms, options.exchange)
  prescribing_routes(site, exchange, options.e_prescriptions)
  link_routes(site, exchange)
  slip_routes(site)
  health_book_routes(site, exchange, options.health_book)
  counters_routes(site, options.counters)
  rule_book_routes(site.web, site.database, [one_year_diseases, result_validity, sending_clocks])
  sending_clock_routes(site.web, site.database)
  await privacy_routes(site)
  const read_only = [questionnaire_type(site.forms), audit_event_type(site), view_definition_type]
  const bulk_operations = open_bulk({
    ...site,
    ...{ database_url: options.database_url, base: `${site.base_url}/fhir` },
    closed: read_only.map(({ type }) => type),
    guarded: [site.subscriptions.guard.type],
  })
  fhir_routes(site.web, site.store, {
    base: `${site.base_url}/fhir`,
    read_only,
    operations: [
      everything,
      match,
      merge,
      unmerge,
      summary,
      stats,
      validate,
      ...view_operations,
      populate_operation(site.forms),
      ...site.terminology.operations,
      ...subscription_operations,
      ...bulk_operations,
    ],
    security: security_statement(site.base_url),
    additions: subscription_capabilities(`${site.base_url}/fhir`),
    terminology_capabilities: site.terminology.capabilities,
  })
  await serve_web(site)
  await site.web.app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })
  return site
}
