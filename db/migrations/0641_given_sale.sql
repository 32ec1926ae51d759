-- Handed over before the national system had answered. Refused afterwards it stays counted, and a person settles it: what is
-- out of the house cannot be unsaid.
ALTER TABLE eprescription.sale ADD COLUMN is_given boolean NOT NULL DEFAULT false;
GRANT UPDATE (is_given) ON eprescription.sale TO benhan_app;
