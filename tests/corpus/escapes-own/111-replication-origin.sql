-- escape 111 replication-origin
-- attempts: the progress of a replication origin moves at once
-- expect: refuse
-- accept: reported-residue
-- role: superuser
-- setup: SELECT pg_replication_origin_create('esc_origin')
-- probe: SELECT count(*) FROM pg_replication_origin_status WHERE remote_lsn > '0/0' => 0
SELECT pg_replication_origin_advance('esc_origin', '0/FF');
