-- a failed \c in a file that is included ends both
\ir inc/connect-fails.sql
\echo not reached
