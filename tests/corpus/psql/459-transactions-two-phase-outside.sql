-- COMMIT PREPARED refuses a block, and an unknown name.
commit prepared 'nowhere';
begin;
rollback prepared 'nowhere';
rollback;
