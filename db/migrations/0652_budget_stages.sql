-- Money on its way (MON-07): beside what was given and paid, what was planned and what is contracted. NULL: nobody has said it.
ALTER TABLE deployment.budget ADD COLUMN planned_dong bigint CHECK (planned_dong >= 0),
  ADD COLUMN contracted_dong bigint CHECK (contracted_dong >= 0);
ALTER TABLE deployment.budget_past ADD COLUMN planned_dong bigint, ADD COLUMN contracted_dong bigint;
