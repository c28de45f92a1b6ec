SET lock_timeout = '2s';

COMMENT ON COLUMN authors.email IS 'Not used since 4.2; to be dropped in 4.4';
