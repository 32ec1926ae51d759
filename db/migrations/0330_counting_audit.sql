-- The audit log grows by one line with every resource of an import. With PostgreSQL's usual tenth it was counted again every
-- five seconds of one, as 0190 found for the facility's own parts; it is counted when it has doubled. Nothing is asked of
-- it that the planner would do in another way meanwhile: who looked at a patient, and what was last, each by its index.
ALTER TABLE audit.event SET (
  autovacuum_analyze_threshold = 10000, autovacuum_analyze_scale_factor = 1,
  autovacuum_vacuum_insert_threshold = 10000, autovacuum_vacuum_insert_scale_factor = 0.5
);
