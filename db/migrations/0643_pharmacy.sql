-- Two more kinds of house: a clinic (phòng khám), and a pharmacy that only dispenses (rights.ts: nothing else is allowed there).
ALTER TABLE access.facility DROP CONSTRAINT facility_kind_check;
ALTER TABLE access.facility ADD CONSTRAINT facility_kind_check
  CHECK (kind IN ('hospital', 'station', 'clinic', 'pharmacy'));

-- An administrator ends a connection, and takes back the code of who no longer prescribes here.
GRANT DELETE ON eprescription.connection, eprescription.prescriber TO benhan_app;
