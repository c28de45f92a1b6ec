SET lock_timeout = '2s';

ALTER TABLE prices ADD COLUMN id bigint;
