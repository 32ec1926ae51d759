-- The list as its authority signed it: a whole record that leaves the house carries it, so that the far end can judge the
-- signatures by itself. Lists taken before this are carried from their next fetch on.
ALTER TABLE signing.revocation_list ADD COLUMN bytes bytea;
ALTER TABLE signing.revocation_list ALTER COLUMN bytes SET STORAGE EXTERNAL;
