-- BEGIN in a block and COMMIT outside of one are warnings.
begin;
begin;
commit;
commit;
rollback;
